"""One box, and what was found."""
