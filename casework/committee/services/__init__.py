"""The verbs: what the committee does with its keys, one function for each."""
