"""What the committee's keys ask of each unlock: finish what was signed, and wrap what is due."""

from dataclasses import replace
from typing import Final

from casework.committee.services.changes.rekeying import former_seeds
from casework.committee.services.changes.settling import settle
from casework.committee.services.rewrapping import book_of, reader_of, rewrap_due
from casework.desk import Desk
from casework.history.domain import Said, Verb
from casework.history.services import record
from casework.history.services.reading import was_done
from casework.rights import SignedIn
from casework.trust import Standing

_FIRST: Final = 1  # of the key day itself: nothing was wrapped for any list before it


def at_unlock(desk: Desk, me: SignedIn) -> None:
    """Do for the committee what can be done with these keys, and only what is due."""
    settle(desk)
    former = [each.vault for each in former_seeds(desk, me)]
    book = book_of(desk, me.person, me.seeds.signing)
    rewrap_due(desk, reader_of(me, former), book)
    _note_once(desk, me)


def _note_once(desk: Desk, me: SignedIn) -> None:
    """Keep that these keys have done for this list of people what they can do.

    Once from everybody, whether there was much to wrap or nothing at all: a line only from those
    who had something would tell all the others that there are cases which they may not read.
    """
    found = desk.trust.now()
    if not isinstance(found, Standing) or found.manifest.version == _FIRST:
        return
    said = Said(Verb.WRAPS_RENEWED, found.manifest.issued, me.person, _version(found))
    with desk.database.transaction() as tx:
        if not was_done(tx, said):
            record(tx, replace(said, day=desk.today()))


def _version(found: Standing) -> dict[str, str]:
    return {"version": str(found.manifest.version)}
