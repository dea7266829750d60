"""Files that members add to a case, as rows."""
