"""One place that leads to everything a person can set, and says how it is, so nobody searches."""
