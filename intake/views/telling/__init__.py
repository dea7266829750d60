"""The pages that only tell: nothing is asked on them, and nothing of a visit is kept."""
