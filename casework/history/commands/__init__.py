"""What is done to the history at a terminal, or by a timer at night."""
