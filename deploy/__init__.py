"""How Charterline is started: on one's own machine, and by the files for real ones."""
