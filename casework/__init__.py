"""The committee's site, and the only place where anything opens."""
