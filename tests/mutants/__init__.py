"""Change crypto/ in thousands of small ways, and see that the tests notice each."""
