"""What is asked, and how words are told apart, in any script."""
