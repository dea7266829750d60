"""From what the collector brought to cases, by the keys of whoever has just unlocked."""
