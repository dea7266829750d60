"""What readers do with a case, one function for each deed."""
