"""Keep what was done, in the transaction that does it."""

from secrets import token_bytes

from casework.history.domain import DEED_ID_SIZE, Deed, DeedId, Said
from casework.history.records.deeds import History
from crypto.encoding import Value
from crypto.log import commitment
from crypto.log.commitment import Opening, committed
from store.database import Transaction


def record(tx: Transaction, said: Said) -> None:
    """Keep a deed that every member may read. If the change is undone, so is its line."""
    deed, opening = _committed(said)
    history = History(tx)
    history.record(deed)
    history.keep_opening(deed.id, opening)


def commit(tx: Transaction, said: Said) -> Opening:
    """Keep a deed as a commitment alone, for a case. The caller seals what opens it."""
    deed, opening = _committed(said)
    History(tx).record(deed)
    return opening


def room_beside(said: Said) -> int:
    """Return how many bytes more an entry holds that says this."""
    return commitment.room_beside(_in_words(said))


def _in_words(said: Said) -> dict[str, Value]:
    return {
        "verb": said.verb.value,
        "day": said.day.isoformat(),
        "actor": said.actor,
        "subject": {**said.subject},
    }


def _committed(said: Said) -> tuple[Deed, Opening]:
    opening = committed(_in_words(said))
    deed_id = DeedId(token_bytes(DEED_ID_SIZE))
    return Deed(deed_id, said.day, said.verb, opening.commitment), opening
