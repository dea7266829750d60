"""Reports in every state but those that years bring, told for the demo through both sites."""
