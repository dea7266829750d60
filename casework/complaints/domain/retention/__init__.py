"""How long a case is kept, what stops that clock, and who may end it."""
