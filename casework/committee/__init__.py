"""Whose keys open reports: the ceremony that makes them, and every change that follows."""
