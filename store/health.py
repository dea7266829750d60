"""Whether a database would answer a person now."""

from sqlalchemy import text

from store.database import Database
from store.errors import StoreError


def answers(database: Database) -> bool:
    try:
        with database.reading() as tx:
            return tx.execute(text("SELECT 1")).scalar() == 1
    except StoreError:
        return False
