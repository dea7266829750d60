"""What is done at a terminal: the key day, and what an administrator may do without any key."""
