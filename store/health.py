"""Whether a database would answer a person now.

It answers too when it is empty, of another age than this program, or the other
one of the two. A site that took any of these for its own would show people an
error at best, so each of them is told beforehand.
"""

from sqlalchemy import Connection, inspect, text

from store.database import TURN, Database, Which
from store.errors import StoreError


def answers(database: Database) -> bool:
    try:
        with database.reading() as tx:
            return _is_up_to_date(tx, database.newest_step) and is_that_one(tx, database.which)
    except StoreError:
        return False


def _is_up_to_date(tx: Connection, newest_step: str) -> bool:
    steps = tx.scalars(text("SELECT version_num FROM alembic_version")).all()
    return steps == [newest_step]


def is_that_one(tx: Connection, which: Which) -> bool:
    """Ask for a table that only one of the two has: steps of both bear the same numbers."""
    own = "envelopes" if which is Which.DROPBOX else TURN
    return inspect(tx).has_table(own)
