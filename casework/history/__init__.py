"""What was done, by day, as commitments that can be checked and cannot be read."""
