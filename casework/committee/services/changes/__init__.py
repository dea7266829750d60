"""From a change that somebody proposes to keys in force, in steps that may each be the last."""
