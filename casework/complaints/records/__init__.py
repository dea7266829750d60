"""The rows of cases: sealed, but for what a queue and a clock need."""
