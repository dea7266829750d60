"""What ends for somebody at the sign-in desk when their keys end."""

from crypto.names import PersonId
from store.database import Transaction


def end_sessions(tx: Transaction, person: PersonId) -> None:
    """End every session of somebody, within the deed that takes their keys away."""
