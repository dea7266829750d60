"""Who a reporter is, for those alone whom the reporter ticked. For all others there is nothing.

The envelope's key lies in a note to those who were ticked, and in it under the case's own key. So
neither a reader who was not ticked nor somebody ticked who left the case can open it, and it goes
with the case. Each look is a deed with a reason, and only those who were ticked can read that.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from casework.collecting.records.arrivals import Arrivals
from casework.committee.records.removals import Kind as Gone
from casework.committee.services.changes.removing import intend
from casework.complaints.domain.case.deeds import Did
from casework.complaints.services.opening.letters import Letter
from casework.complaints.services.readers.acting import open_to_act
from casework.complaints.services.readers.private import PrivateNote, keep_private, private_notes
from casework.complaints.services.readers.rekeying import settle
from casework.complaints.services.reading.casefiles import CaseFile, open_whole
from casework.desk import Desk
from casework.history.domain import Said, Verb
from casework.history.services import commit
from casework.rights import SignedIn
from crypto.admission import holders_of
from crypto.encoding import Value, day, fields, number, sized, text
from crypto.envelope import EnvelopeKey, HeaderHash
from crypto.errors import CryptoError, MalformedError
from crypto.keyring.casekeys import (
    CASE_ID_SIZE,
    KEPT_KEY_SIZE,
    keep_envelope_key,
    open_envelope_key,
)
from crypto.message.said import Answer, Identity
from crypto.names import ID_SIZE, CaseId, EnvelopeId, PersonId
from crypto.opening import open_body
from store.database import Transaction

_HASH_SIZE: Final = 32


@dataclass(frozen=True, slots=True, repr=False)
class Kept:
    """That somebody told who they are, and the way to open it."""

    case: CaseId
    envelope: EnvelopeId
    header: HeaderHash
    generation: int
    key: bytes
    came: date
    to: tuple[PersonId, ...]
    by: PersonId


@dataclass(frozen=True, slots=True, repr=False)
class Look:
    """Who looked, when and why."""

    envelope: EnvelopeId
    by: PersonId
    on: date
    why: str


@dataclass(frozen=True, slots=True)
class Revealed:
    words: tuple[str, ...] = field(repr=False)
    came: date


def keep_identity(tx: Transaction, desk: Desk, file: CaseFile, letter: Letter) -> None:
    """Keep what opens it, once, for all who were ticked. Then no stanza is needed any more."""
    key, message = file.ring.whole, letter.message
    ticked = _ticked(file, letter)
    if key is None or file.me.person not in ticked or not isinstance(message, Identity):
        return
    if letter.id not in {each.envelope for each in identities_in(tx, desk, file)}:
        body: dict[str, Value] = {
            "identity": letter.id,
            "case": file.id,
            "header": letter.header,
            "generation": key.generation,
            "kept": keep_envelope_key(letter.key.raw, key, letter.id),
            "came": letter.collected.isoformat(),
            "to": list(ticked),
        }
        keep_private(tx, file, ticked, body)
    # Whoever is taken out of the case later must not find a stanza that still opens it.
    intend(tx, Gone.STANZAS, subject=letter.id)


def identities(tx: Transaction, desk: Desk, me: SignedIn) -> Sequence[Kept]:
    """Return every identity that was told to this person, each once, whatever the case."""
    found = {each.envelope: each for note in private_notes(tx, desk, me) for each in _kept_in(note)}
    return sorted(found.values(), key=lambda each: (each.came, each.envelope))


def identities_in(tx: Transaction, desk: Desk, file: CaseFile) -> Sequence[Kept]:
    return [each for each in identities(tx, desk, file.me) if each.case == file.id]


def looks(tx: Transaction, desk: Desk, me: SignedIn) -> list[Look]:
    return [look for note in private_notes(tx, desk, me) for look in _look_in(note)]


def untouched_identities(desk: Desk, me: SignedIn) -> Sequence[CaseFile]:
    """Return the cases in which this person was told, and has not looked yet."""
    with desk.database.reading() as tx:
        mine = identities(tx, desk, me)
        seen = {each.envelope for each in looks(tx, desk, me) if each.by == me.person}
        cases = {each.case for each in mine if each.envelope not in seen}
        found = [open_whole(tx, desk, me, case) for case in sorted(cases)]
    return [each for each in found if each is not None]


def reveal(
    desk: Desk, me: SignedIn, case: CaseId, envelope: EnvelopeId, why: str
) -> Revealed | None:
    """Note who looks and why, for those who were told; only then open it."""
    settle(desk, me, case)
    with desk.database.transaction() as tx:
        file = open_to_act(tx, desk, me, case)
        mine = [] if file is None else identities_in(tx, desk, file)
        kept = next((each for each in mine if each.envelope == envelope), None)
        words = None if file is None or kept is None else _opened(tx, file, kept)
        if file is None or kept is None or words is None:
            return None
        _note_look(tx, desk, file, kept, why)
    return Revealed(words, kept.came)


def _note_look(tx: Transaction, desk: Desk, file: CaseFile, kept: Kept, why: str) -> None:
    subject = {"did": Did.IDENTITY_SEEN.value, "case": file.card.name, "why": why}
    opening = commit(tx, Said(Verb.IN_CASE, desk.today(), file.me.person, subject))
    body: dict[str, Value] = {
        "seen": kept.envelope,
        "on": desk.today().isoformat(),
        "why": why,
        "opening": opening.raw,
    }
    there = holders_of(file.committee.manifest)
    keep_private(tx, file, [who for who in kept.to if who in there], body)


def _ticked(file: CaseFile, letter: Letter) -> tuple[PersonId, ...]:
    """Return whom the reporter ticked, as far as they read the case."""
    readers = file.listed.readers if file.listed else {}
    there = set(holders_of(file.committee.manifest)) & set(readers)
    return tuple(sorted(there & set(letter.message.contents.readers.admitted)))


def _opened(tx: Transaction, file: CaseFile, kept: Kept) -> tuple[str, ...] | None:
    key, arrival = file.ring.of(kept.generation), Arrivals(tx).find(kept.envelope)
    if key is None or arrival is None:
        return None
    try:
        opened = EnvelopeKey(open_envelope_key(kept.key, key, kept.envelope))
        message = open_body(opened, kept.header, arrival.body)
    except CryptoError:
        return None
    answers = message.contents.answers if isinstance(message, Identity) else None
    return _texts(answers) if isinstance(answers, tuple) else None


def _texts(answers: tuple[Answer, ...]) -> tuple[str, ...]:
    several = ((a.value,) if isinstance(a.value, str) else a.value for a in answers)
    return tuple(text for each in several for text in each)


def _kept_in(note: PrivateNote) -> Iterator[Kept]:
    names = ("identity", "case", "header", "generation", "kept", "came", "to")
    try:
        found = fields(note.body, *names)
        to = found["to"]
        yield Kept(
            CaseId(sized(found["case"], CASE_ID_SIZE)),
            EnvelopeId(sized(found["identity"], ID_SIZE)),
            HeaderHash(sized(found["header"], _HASH_SIZE)),
            number(found["generation"]),
            sized(found["kept"], KEPT_KEY_SIZE),
            day(found["came"]),
            tuple(PersonId(text(each)) for each in to) if isinstance(to, list) else (),
            note.by,
        )
    except MalformedError:
        return  # a note of another kind


def _look_in(note: PrivateNote) -> Iterator[Look]:
    try:
        found = fields(note.body, "seen", "on", "why", "opening")
        envelope = EnvelopeId(sized(found["seen"], ID_SIZE))
        yield Look(envelope, note.by, day(found["on"]), text(found["why"]))
    except MalformedError:
        return
