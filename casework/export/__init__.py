"""A case on its way out of the house: chosen part by part, made safe, signed, and written down."""
