"""What is taken out of a case, so that whoever receives it can check it without us."""
