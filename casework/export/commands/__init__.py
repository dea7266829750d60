"""What a receiver does with an export, without us."""
