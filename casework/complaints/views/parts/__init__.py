"""What several pages of a case have in common: addresses, words, the heading, what was answered."""
