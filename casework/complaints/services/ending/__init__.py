"""The end of a case: the list before it is finished, how long it is kept, and how it goes."""
