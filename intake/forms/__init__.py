"""What people fill in, checked once and turned into values; each mistake said beside its field."""
