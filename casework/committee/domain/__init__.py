"""The committee's keys as rules and words, before anything is stored or signed."""
