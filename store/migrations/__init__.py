"""How a database becomes what the code expects: numbered steps, forward only.

A step says in full what it makes and imports nothing that may change later,
because it must do the same to a database in five years.
"""
