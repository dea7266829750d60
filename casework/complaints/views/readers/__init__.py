"""Who comes to a case and who goes, as pages ask it."""
