"""What a view does about buttons, before it does what they say."""
