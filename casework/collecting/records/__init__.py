"""The rows of what was collected, of what is to be delivered, and of how it goes."""
