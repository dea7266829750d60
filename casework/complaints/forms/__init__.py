"""What was typed, turned into values once."""
