"""Who sits on the committee, and how they come in."""
