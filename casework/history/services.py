"""Keep what was done, in the transaction that does it."""

from secrets import token_bytes

from casework.history.domain import DEED_ID_SIZE, Deed, DeedId, Said
from casework.history.records import History
from crypto.encoding import Value
from crypto.log.commitment import committed
from store.database import Transaction


def record(tx: Transaction, said: Said) -> None:
    """Commit to a deed. If the change is undone, so is its line, and the other way round."""
    deed: dict[str, Value] = {
        "verb": said.verb.value,
        "day": said.day.isoformat(),
        "actor": said.actor,
        "subject": {**said.subject},
    }
    opening = committed(deed)
    deed_id = DeedId(token_bytes(DEED_ID_SIZE))
    History(tx).record(Deed(deed_id, said.day, said.verb, opening.commitment))
