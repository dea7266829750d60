"""What goes on beside the inquiry: clocks of the law, and whoever must be looked after."""
