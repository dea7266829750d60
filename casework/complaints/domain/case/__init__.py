"""The case itself: what it holds, what is done in it, who is next, how words are looked over."""
