"""What needs whoever is in, before anything else: the first screen after the door."""
