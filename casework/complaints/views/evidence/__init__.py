"""The files of a case: what there is, the way to an original, and the way in for one more."""
