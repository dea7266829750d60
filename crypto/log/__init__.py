"""A history that can only grow, and that shows a stranger nothing but that it only grew."""
