"""What is said to a reporter before it is said: drafts, and words to begin with."""
