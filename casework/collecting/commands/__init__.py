"""Each a verb of `python -m casework`, started by a timer; each may be killed and started again."""
