"""What the timers start. None of it holds a key that opens anything."""
