"""What the European rules ask for, where they are switched on."""
