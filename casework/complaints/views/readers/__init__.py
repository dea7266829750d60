"""Who comes to a case, who goes, and who may do nothing in it for now, as pages ask it."""
