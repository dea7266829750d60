"""Figures that tell a committee how its channel does, and never tell on a reporter."""
