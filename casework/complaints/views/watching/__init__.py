"""Pages beside the inquiry: what is due by whose rule, and who is looked after."""
