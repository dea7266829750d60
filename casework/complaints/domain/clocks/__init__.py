"""What is due, until when, and by whose rule. Today is always an argument."""
