"""The pages of triage beyond its six questions: ties, conflicts, severity, and whose it is."""
