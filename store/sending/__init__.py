"""What either site does with a report that it takes in: its one blob, and the deposit."""
