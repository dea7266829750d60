"""Pages on which the circle of those who read a case grows smaller."""
