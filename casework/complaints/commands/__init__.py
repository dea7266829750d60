"""What is done about cases without a browser."""
