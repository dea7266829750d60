"""What was decided about a case, in words."""
