"""A case, opened for one reader; and the one way in which anything in it is written.

Nothing is written before what somebody who left has left behind is settled: as long as there are
no new keys, whoever stepped back could read it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from secrets import token_bytes

from casework.complaints.domain.case.casefile import Card, Entry, Inside, Kind
from casework.complaints.domain.case.nextstep import clocks_of, next_step, tasks_to_do
from casework.complaints.domain.clocks.running import Rules
from casework.complaints.domain.conflicts.check import Screen, silent
from casework.complaints.domain.hidden import hidden_among
from casework.complaints.records.cases import CaseRow, Cases
from casework.complaints.records.contents import Contents, EntryRow
from casework.complaints.records.insides import open_inside, seal_inside
from casework.complaints.records.sealing import (
    open_card,
    seal_card,
    seal_entry,
)
from casework.complaints.services.reading.entries import Entries
from casework.complaints.services.reading.keys import keys_of
from casework.complaints.services.reading.lists import NobodysWordError, listed_in
from casework.complaints.services.reading.ring import Ring, ring_for
from casework.complaints.services.reading.rules import rules_of
from casework.desk import Desk
from casework.rights import SignedIn
from casework.trust import Standing as Committee
from crypto.errors import CannotOpenError, CryptoError
from crypto.keyring.casekeys import Part, PartKey
from crypto.keyring.fields import field_generation
from crypto.keyring.grants import Whole
from crypto.keyring.presses import Press
from crypto.keyring.readerlist import ReaderList
from crypto.names import ID_SIZE, CaseId, PersonId
from store.database import Transaction

PARTS = {
    Kind.MESSAGE: Part.REPORT,
    Kind.TRANSLATION: Part.REPORT,
    Kind.ANSWER: Part.REPORT,
    Kind.FILES: Part.EVIDENCE,
    Kind.EVIDENCE: Part.EVIDENCE,
    Kind.NOTE: Part.NOTES,
    Kind.PRIVILEGED: Part.PRIVILEGED,
    Kind.TASK: Part.NOTES,
    Kind.DEED: Part.NOTES,
}


@dataclass(frozen=True, slots=True, eq=False)
class CaseFile:
    """What a reader sees of a case. A guest sees no inside, and no list of readers."""

    me: SignedIn
    committee: Committee
    row: CaseRow
    ring: Ring
    card: Card = field(repr=False)
    inside: Inside | None = field(repr=False)
    listed: ReaderList | None = field(repr=False)
    rules: Rules = field(default_factory=Rules)
    press: Press | None = None  # the first deed that is written takes it as its id

    @property
    def id(self) -> CaseId:
        return self.row.id

    @property
    def is_settled(self) -> bool:
        """Say whether everything lies under the newest key, and nobody is on the way out."""
        return self.is_under_one_key and self.row.generation == self.ring.generation

    @property
    def is_under_one_key(self) -> bool:
        """Say whether nobody is making new keys just now, though somebody may be on the way out."""
        return field_generation(self.row.card) == self.ring.generation


def open_file(tx: Transaction, desk: Desk, me: SignedIn, case: CaseId) -> CaseFile | None:
    """Open a case for whoever may read it. For anybody else there is none."""
    return next(open_each(tx, desk, me, (case,)))


def open_each(
    tx: Transaction, desk: Desk, me: SignedIn, cases: Sequence[CaseId]
) -> Iterator[CaseFile | None]:
    """Do so for several that stand on one page, with one look at the committee and the keys."""
    committee, granted = desk.trust.now(), keys_of(desk, me).among(cases)
    for case in cases:
        row = Cases(tx).find(case) if case in granted else None
        if row is None or not isinstance(committee, Committee):
            yield None
            continue
        ring = ring_for(desk, granted[case])
        yield _believed(tx, desk, _Sealed(me, committee, row, ring))


def _believed(tx: Transaction, desk: Desk, sealed: "_Sealed") -> CaseFile | None:
    try:
        file = _opened(tx, sealed, desk.today())
    except (CryptoError, NobodysWordError):
        # Planted, damaged, or of a generation that is being made: not ours to read, so not there.
        return None
    return None if file is None else replace(file, rules=rules_of(desk))


def open_whole(tx: Transaction, desk: Desk, me: SignedIn, case: CaseId) -> CaseFile | None:
    """Open a case for somebody who reads all of it."""
    file = open_file(tx, desk, me, case)
    return None if file is None or file.inside is None else file


def entries_of(tx: Transaction, file: CaseFile, *kinds: Kind) -> Sequence[Entry]:
    """Return what this reader can read of these kinds, or of all, in the order of writing."""
    found = [entry for _, entry, _ in all_entries(tx, file)]
    wanted = [each for each in found if not kinds or each.kind in kinds]
    return sorted(wanted, key=lambda each: each.number)


def all_entries(tx: Transaction, file: CaseFile) -> Iterator[tuple[EntryRow, Entry, Part]]:
    entries, hidden = Entries(file.ring), hidden_among(file.card.hidden)
    for row in Contents(tx).of(file.id):
        opened = entries.open(row)
        if opened is not None:
            entry, part = opened
            yield row, replace(entry, hidden=hidden) if hidden else entry, part


@dataclass(frozen=True, slots=True)
class Before:
    """Where an entry stood, and as what."""

    row: bytes
    kind: Kind


def with_entry(
    tx: Transaction,
    file: CaseFile,
    entry: Entry,
    part: Part | None = None,
    row: bytes | None = None,
) -> CaseFile:
    """Add something under the newest key. The part is that of its kind, unless a guest writes."""
    number = file.inside.entries + 1 if file.inside else _NUMBER_OF_GUESTS
    _add(tx, file, replace(entry, number=number), part or PARTS[entry.kind], row)
    if file.inside is None:
        return file
    kinds = {**file.inside.kinds, entry.kind.value: file.inside.kinds.get(entry.kind.value, 0) + 1}
    return replace(file, inside=replace(file.inside, entries=number, kinds=kinds))


def with_entry_moved(
    tx: Transaction, file: CaseFile, before: Before, entry: Entry, part: Part
) -> CaseFile:
    """Put an entry under another key, as it is now. It keeps its number, and stands in one place.

    Its row is another: whoever has no key for it now must not find it by the name of the old one.
    """
    Contents(tx).drop_entry(before.row)
    if file.inside is None or entry.number == _NUMBER_OF_GUESTS:
        return with_entry(tx, file, entry, part)
    _add(tx, file, entry, part)
    kinds = dict(file.inside.kinds)
    if kinds.get(before.kind.value, 0) < 1:
        return file  # of a case that was not counted from its beginning
    for kind, more in ((before.kind, -1), (entry.kind, 1)):
        kinds[kind.value] = kinds.get(kind.value, 0) + more
    return replace(file, inside=replace(file.inside, kinds=kinds))


def _add(
    tx: Transaction, file: CaseFile, entry: Entry, part: Part, row: bytes | None = None
) -> None:
    row = row or token_bytes(ID_SIZE)
    Contents(tx).add(EntryRow(row, file.id, seal_entry(entry, require_part(file, part), row)))


def is_unnumbered(entry: Entry) -> bool:
    """Say whether a guest wrote it, who cannot count what stands before it."""
    return entry.number == _NUMBER_OF_GUESTS


def save(tx: Transaction, file: CaseFile) -> CaseFile:
    """Write card and inside back, count the change, and say who is next and until when."""
    if file.inside is None:
        return file
    inside = _with_owners(replace(file.inside, changes=file.inside.changes + 1), file)
    card = _card_of(file.card, inside)
    clocks = clocks_of(card, inside, file.rules)
    step = next_step(card, clocks)
    card = replace(card, clock=step.clock, clocks=tuple(each.ticking for each in clocks))
    # Whoever steps back leaves keys behind that somebody else must make before anything else.
    ahead = 1 if inside.leaving else 0
    row = replace(
        file.row,
        generation=file.ring.generation + ahead,
        standing=step.standing,
        due=step.due,
        card=seal_card(card, require_part(file, Part.REPORT)),
        inside=seal_inside(inside, require_part(file, Part.NOTES)),
    )
    Cases(tx).put(row)
    return replace(file, row=row, card=card, inside=inside)


def save_as_guest(tx: Transaction, file: CaseFile, guests: Mapping[PersonId, date]) -> None:
    """Write back the one thing that a guest changes: until when they may look themselves."""
    card = replace(file.card, guests=guests)
    sealed = seal_card(card, require_part(file, Part.REPORT))
    Cases(tx).put(replace(file.row, card=sealed))


def _card_of(card: Card, inside: Inside) -> Card:
    """Let the card say of the inside what lists and the first page need."""
    watched, tasks = inside.watched, tasks_to_do(card, inside)
    plan = watched.protection.next_plan
    return replace(
        card,
        unsaid=_unsaid(card, inside),
        level=inside.level,
        asked_second=card.asked_second if inside.keeping.asks_second else None,
        asks_counsel=any(each.asks_counsel for each in inside.allegations),
        drafted_by=inside.assessed.waiting.by if inside.assessed.waiting else None,
        is_unsigned=watched.transcript is not None and not watched.transcript.counts,
        check_in=plan.next_due if plan else None,
        watcher=plan.watcher if plan else None,
        reviewers=frozenset(each.reviewer for each in watched.proposed if each.waits),
        tasks=tasks.due,
        untaken=tasks.untaken,
    )


def _with_owners(inside: Inside, file: CaseFile) -> Inside:
    """Leave tasks with those alone who go on reading all of it and need not be kept away."""
    tasks = inside.watched.tasks.kept_by(free_readers(file) - frozenset(inside.leaving))
    return replace(inside, watched=replace(inside.watched, tasks=tasks))


def free_readers(file: CaseFile) -> frozenset[PersonId]:
    """Return who reads all of it, without recovery, which is nobody, and who is kept away."""
    if file.listed is None or file.inside is None:
        return frozenset()
    whole = (who for who, grant in file.listed.readers.items() if isinstance(grant, Whole))
    away = file.listed.left_out | file.inside.assessed.restricted
    return frozenset(whole) - away - {file.committee.manifest.recovery.id}


def _unsaid(card: Card, inside: Inside) -> frozenset[PersonId]:
    """Return who leads or seconds and has not said about today's names that they are free."""
    team = frozenset(who for who in (card.lead, card.second) if who is not None)
    return silent(Screen(team, frozenset(), inside.statements, inside.assessed.people_list))


def require_part(file: CaseFile, part: Part) -> PartKey:
    key = file.ring.part(part)
    if key is None:
        raise CannotOpenError("this part was not granted")
    return key


@dataclass(frozen=True, slots=True, eq=False)
class _Sealed:
    """A row before it is opened, and the keys of whoever tries."""

    me: SignedIn
    committee: Committee
    row: CaseRow
    ring: Ring


# A guest cannot count what the committee alone knows; it stands behind what is numbered.
_NUMBER_OF_GUESTS = 2**31


def _opened(tx: Transaction, sealed: _Sealed, today: date) -> CaseFile | None:
    me, committee, row, ring = sealed.me, sealed.committee, sealed.row, sealed.ring
    card = open_card(row.card, _key(ring, Part.REPORT, row.card))
    if ring.whole is None:
        is_over = card.guests.get(me.person, date.min) < today
        return None if is_over else CaseFile(me, committee, row, ring, card, None, None)
    inside = open_inside(row.inside, _key(ring, Part.NOTES, row.inside))
    if me.person in inside.leaving:
        return None
    listed = listed_in(tx, ring, committee.chain, inside.sealed_to)
    return CaseFile(me, committee, row, ring, card, inside, listed)


def _key(ring: Ring, part: Part, sealed: bytes) -> PartKey:
    key = ring.part(part, field_generation(sealed))
    if key is None:
        raise CannotOpenError("of a generation that is not ours")
    return key
