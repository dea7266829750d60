"""The committee's rows in casework's own database. They name people and public keys only."""
