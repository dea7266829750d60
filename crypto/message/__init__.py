"""What is inside an envelope, as values and as the bytes that are sealed."""
