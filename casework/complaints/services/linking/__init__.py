"""Two cases that belong together, as only those who read both may know."""
