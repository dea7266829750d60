"""A dozen reports in every state for the demo, made through both sites as people make them."""
