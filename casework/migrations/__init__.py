"""The steps of casework's own database, in order. How they are run: `store.migrating`."""
