"""What a member types about people, from text to typed values, once."""
