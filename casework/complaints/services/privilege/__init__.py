"""Which container a note or a file lies in, and how its label moves it from one to another."""
