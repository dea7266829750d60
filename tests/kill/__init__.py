"""Kill the public site at any moment: what it said is true, and nothing is there by half."""
