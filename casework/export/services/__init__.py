"""What it takes to get a case out: write it down, print it, pack it, check it."""
