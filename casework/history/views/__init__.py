"""The history on screen: plain sentences, a check of the whole chain, and a file to take along."""
