"""What a member types about keys, from text to typed values, once."""
