"""What was typed into the one box, and what was chosen beside it."""
