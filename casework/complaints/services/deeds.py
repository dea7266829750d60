"""Keep what was done in a case: a commitment for all, and its words under the case's own keys."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from casework.complaints.domain.case.casefile import Entry, Kind
from casework.complaints.domain.case.deeds import Did, Line
from casework.complaints.services.reading.casefiles import (
    PARTS,
    CaseFile,
    all_entries,
    entries_of,
    with_entry,
)
from casework.desk import Desk
from casework.history.domain import Said, Verb
from casework.history.services import commit, room_beside
from crypto.encoding import Value, day, text, word
from crypto.errors import MalformedError
from crypto.keyring.casekeys import Part
from crypto.log.commitment import Commitment, Opening, read_opening
from crypto.names import PersonId
from store.database import Transaction

_LONGEST: Final = 200  # bytes of what is ours: an entry of the history has 1,020
_HEAD: Final = 3  # bytes before a text in an entry
_FEWEST_FIRST: Final = (Part.PRIVILEGED, Part.COMPANY, Part.EVIDENCE, Part.REPORT)
_OF_THEMSELVES: Final = frozenset({Did.READ, Did.READ_ON, Did.DECIDED})
_DID, _CASE = "did", "case"
_SO_SAID: Final = ", "
_ASK_A_SECOND: Final = frozenset({Did.LETTING_GO_ASKED, Did.HOLD_LIFT_ASKED, Did.DISPOSAL_APPROVED})
_WRITTEN: Final = ("why", "name", "for", "free")
"""What was typed for the line, and stands nowhere else."""
_TYPED: Final = (*_WRITTEN, "task", "came")
"""All that was typed, also what a line only quotes. The rest are codes of ours, and ids."""


def with_deed(tx: Transaction, desk: Desk, file: CaseFile, did: Did, /, **said: str) -> CaseFile:
    """Commit to a deed in the transaction that does it. Others see that something was done."""
    return with_deed_in(tx, desk, file, _own_part(file), did, **said)


def with_deed_in(
    tx: Transaction, desk: Desk, file: CaseFile, part: Part, did: Did, /, **said: str
) -> CaseFile:
    """Do so about what lies under the key of a part. What a guest does there lies there too."""
    opening = commit(tx, _in_an_entry(desk, file, did, said))
    entry = Entry(Kind.DEED, 0, desk.today(), file.me.person, raw=opening.raw)
    where = None if file.inside else part
    if did in _ASK_A_SECOND:
        file = replace(file, card=replace(file.card, asked_second=desk.today()))
    return with_entry(tx, replace(file, press=None), entry, where, file.press)


def _in_an_entry(desk: Desk, file: CaseFile, did: Did, said: Mapping[str, str]) -> Said:
    """What was typed has all the room that the rest leaves. Forms ask for no more than that."""
    ours = {name: _cut(value, _LONGEST) for name, value in said.items() if name not in _TYPED}
    ours |= {_DID: did.value, _CASE: file.card.name}
    typed = {name: value for name, value in said.items() if name in _TYPED}
    bare = Said(Verb.IN_CASE, desk.today(), file.me.person, {**ours, **dict.fromkeys(typed, "")})
    share = max(0, room_beside(bare) // max(1, len(typed)) - _HEAD)
    whole = {name: _cut(value, share) for name, value in typed.items()}
    return replace(bare, subject={**ours, **whole})


def part_from_now_on(file: CaseFile, entry: Entry, part: Part) -> Part:
    """Return where an entry lies once it is sealed again: a deed lies with the committee's notes.

    What a guest said of themselves stays where they find it, or they would be asked anew.
    """
    if entry.kind is not Kind.DEED:
        return part
    is_of_a_guest = entry.by in file.card.guests and part is not PARTS[Kind.DEED]
    stays = is_of_a_guest and line_of(entry).did in _OF_THEMSELVES
    return part if stays else PARTS[Kind.DEED]


def deeds_of_guests(tx: Transaction, file: CaseFile) -> Sequence[Entry]:
    """Return the deeds that lie where a guest finds them."""
    return [
        entry
        for _, entry, part in all_entries(tx, file)
        if entry.kind is Kind.DEED and part is not PARTS[Kind.DEED]
    ]


def _own_part(file: CaseFile) -> Part:
    """Return the part of a guest's that the fewest other guests could have as well."""
    return next(each for each in _FEWEST_FIRST if file.ring.part(each) is not None)


def words_in_deed(entry: Entry) -> Sequence[str]:
    """Return what somebody wrote in a line of the timeline. Most lines hold nothing of that."""
    if not any(name.encode() in entry.raw for name in _WRITTEN):
        return ()
    said = _line(read_opening(entry.raw)).said
    return [said[name] for name in _WRITTEN if said.get(name)]


def timeline(tx: Transaction, file: CaseFile) -> Sequence[Line]:
    """Return what was done in this case, newest first."""
    return [line for _, line in committed_lines(tx, file)]


def committed_lines(tx: Transaction, file: CaseFile) -> Sequence[tuple[Commitment, Line]]:
    """Return the same with the commitments that must stand in the history for each."""
    openings = (read_opening(each.raw) for each in reversed(entries_of(tx, file, Kind.DEED)))
    return [(opening.commitment, _line(opening)) for opening in openings]


def line_of(entry: Entry) -> Line:
    """Return the line that an entry holds."""
    return _line(read_opening(entry.raw))


def _line(opening: Opening) -> Line:
    deed = opening.deed
    actor, subject = deed["actor"], deed["subject"]
    if not isinstance(subject, dict):
        raise MalformedError("a deed has a subject")
    said = {name: text(value) for name, value in subject.items() if name not in {_DID, _CASE}}
    return Line(word(Did, subject[_DID]), day(deed["day"]), _person(actor), said)


def _person(value: Value) -> PersonId | None:
    return None if value is None else PersonId(text(value))


def ids_for_a_line(people: Iterable[PersonId]) -> str:
    """Return as many as a line holds: an id that is cut would be nobody's."""
    fitting: list[PersonId] = []
    for who in sorted(people):
        if len(_SO_SAID.join((*fitting, who)).encode()) <= _LONGEST:
            fitting.append(who)
    return _SO_SAID.join(fitting)


def _cut(value: str, most: int) -> str:
    """Cut by bytes, for a letter may have four of them."""
    return value.encode()[:most].decode(errors="ignore")
