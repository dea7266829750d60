"""What is asked before anybody acts: who is in it, how serious it is, and whose it is."""
