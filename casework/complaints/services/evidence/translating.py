"""Put a translation beside what a reporter wrote. Neither it nor an earlier one is ever replaced.

It lies under the key of the report itself: whoever may read the one may read the other, and a guest
who was let in to translate it may enter it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from casework.complaints.domain.case.casefile import Entry, Kind
from casework.complaints.domain.case.deeds import Did
from casework.complaints.services.deeds import with_deed
from casework.complaints.services.readers.acting import open_part_to_act
from casework.complaints.services.readers.rekeying import NotThere, settle
from casework.complaints.services.reading.casefiles import (
    CaseFile,
    entries_of,
    save,
    with_entry,
)
from casework.complaints.services.talking import Done
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.message.inner import answers_file
from crypto.message.said import Answer
from crypto.names import CaseId, EnvelopeId
from store.database import Transaction

Translated: TypeAlias = Done | NotThere


@dataclass(frozen=True, slots=True, repr=False)
class Translation:
    """Of which message, whose work it is, and each answer in other words."""

    of: int
    whose: str
    answers: tuple[Answer, ...]


def translate(desk: Desk, me: SignedIn, case: CaseId, work: Translation) -> Translated:
    """Keep it beside the original. The same one sent a second time is there already."""
    settle(desk, me, case)
    with desk.database.transaction() as tx:
        file = open_part_to_act(tx, desk, me, case)
        message = None if file is None else message_in(tx, file, work.of)
        if file is None or message is None:
            return NotThere()
        entry = Entry(
            Kind.TRANSLATION, 0, desk.today(), me.person, about=work.whose,
            raw=answers_file(work.answers), envelope=message.envelope,
        )  # fmt: skip
        if not any(_is_same(each, entry) for each in entries_of(tx, file, Kind.TRANSLATION)):
            file = with_entry(tx, file, entry)
            save(tx, with_deed(tx, desk, file, Did.TRANSLATED, name=work.whose))
    return Done()


def message_in(tx: Transaction, file: CaseFile, number: int) -> Entry | None:
    """Return the message of this number, if it is one of the reporter's."""
    found = entries_of(tx, file, Kind.MESSAGE)
    return next((each for each in found if each.number == number), None)


def translations_in(tx: Transaction, file: CaseFile) -> Mapping[EnvelopeId, Sequence[Entry]]:
    """Return what was entered for each message, in the order of entering."""
    found: dict[EnvelopeId, list[Entry]] = {}
    for entry in entries_of(tx, file, Kind.TRANSLATION):
        found.setdefault(entry.envelope, []).append(entry)
    return found


def _is_same(one: Entry, other: Entry) -> bool:
    return replace(one, number=0, day=other.day, hidden=other.hidden) == other
