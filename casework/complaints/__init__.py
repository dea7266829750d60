"""From a sealed envelope to a closed case, and what is left of it in the end."""
