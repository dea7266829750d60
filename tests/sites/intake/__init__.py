"""The public site as reporters use it: real forms, real tokens, a committee that signed."""
