"""What is done to accounts at a terminal, by who runs the machine and holds no key."""
