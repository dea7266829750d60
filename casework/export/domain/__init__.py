"""What may leave a case, for whom, and in which words."""
