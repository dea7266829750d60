"""What lawyers protect, and what no paper of theirs may forbid."""
