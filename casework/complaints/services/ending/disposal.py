"""The end of cases by four eyes: one reader puts a list forward, one of the other side agrees.

A list holds cases that the same people read, so that whoever is asked sees all of it, and nobody
learns of a case by a list that is not whole.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from casework.collecting.records.arrivals import Arrivals
from casework.committee.services.changes.removing import finish_removals
from casework.complaints.domain.case.casefile import Standing
from casework.complaints.domain.case.deeds import Did
from casework.complaints.domain.case.keeping import SignedApproval
from casework.complaints.domain.retention.disposal import (
    Approval,
    Asked,
    ListHash,
    MustStay,
    disposal,
)
from casework.complaints.domain.retention.holds import Voice
from casework.complaints.records.cases import After
from casework.complaints.services.deciding import Done, decided
from casework.complaints.services.deeds import with_deed
from casework.complaints.services.ending.burying import forget_notes
from casework.complaints.services.ending.erasing import envelopes_of, erase
from casework.complaints.services.ending.keeping import kept_of, until_of, voice_of
from casework.complaints.services.moving import require_inside, voices_in
from casework.complaints.services.procedure import procedure_of
from casework.complaints.services.queue import ON_A_PAGE, queue_of
from casework.complaints.services.readers.acting import Deed
from casework.complaints.services.readers.rekeying import NotThere, open_to_write, settle
from casework.complaints.services.reading.casefiles import CaseFile, open_whole
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.encoding import encode
from crypto.errors import CryptoError
from crypto.keyring.grants import Whole
from crypto.log.certificate import (
    Capacity,
    Certificate,
    Gone,
    SignedWord,
    Word,
    list_hash,
    register_entry,
    sign_word,
    verify_word,
)
from crypto.names import CaseId, PersonId
from store.database import Transaction
from store.errors import BusyError


@dataclass(frozen=True, slots=True)
class Record:
    """A finished case, whether it stands on a list, and whether it may go onto one."""

    file: CaseFile
    is_listed: bool
    may_go: bool


@dataclass(frozen=True, slots=True)
class Records:
    """Finished cases that one person reads, and where the next page begins."""

    kept: tuple[Record, ...]
    after: After | None


@dataclass(frozen=True, slots=True)
class NotAsRead:
    """The list is not any more what its first voice approved."""


@dataclass(frozen=True, slots=True)
class Destroyed:
    """Nothing opens it any more. The certificate lies with those who read it."""

    count: int


Destruction: TypeAlias = Destroyed | NotAsRead | MustStay | NotThere


def records_of(desk: Desk, me: SignedIn, after: After | None = None) -> Records:
    found = queue_of(desk, me, (Standing.FINISHED,), after, ON_A_PAGE)
    with desk.database.reading() as tx:
        opened = (open_whole(tx, desk, me, each.line.id) for each in found.seen)
        files = [each for each in opened if each is not None and kept_of(each) is not None]
        return Records(tuple(_record(tx, desk, each) for each in files), found.after)


def _record(tx: Transaction, desk: Desk, file: CaseFile) -> Record:
    is_listed = bool(list_of(tx, desk, file.me, file.id))
    return Record(file, is_listed, may_go=not is_listed and _may_go(tx, desk, file))


def _may_go(tx: Transaction, desk: Desk, file: CaseFile) -> bool:
    return file.me.person in voices_in(file) and is_due(tx, desk, file)


def is_due(tx: Transaction, desk: Desk, file: CaseFile) -> bool:
    """Say whether its last day has passed, and a verified backup holds what it came in."""
    until, envelopes = until_of(file, desk), envelopes_of(tx, file)
    is_safe = len(Arrivals(tx).safe_among(envelopes)) == len(envelopes)
    return until is not None and until < desk.today() and is_safe


def propose(desk: Desk, me: SignedIn, cases: Sequence[CaseId]) -> Done | NotThere:
    """Approve lists, one for each set of readers: what a second person is then asked about."""
    for each in cases:
        settle(desk, me, each)
    with desk.database.reading() as tx:
        found = [open_whole(tx, desk, me, each) for each in cases]
        files = [each for each in found if each is not None and _may_go(tx, desk, each)]
    if not files or len(files) < len(cases):
        return NotThere()
    for together in _by_readers(files):
        _approve(desk, me, together)
    return Done()


def list_of(tx: Transaction, desk: Desk, me: SignedIn, case: CaseId) -> tuple[CaseFile, ...]:
    """Return the whole list on which a case stands; nothing if it is not whole any more."""
    file = open_whole(tx, desk, me, case)
    if file is None or not require_inside(file).keeping.approvals:
        return ()
    proposed = require_inside(file).keeping.proposed
    found = [open_whole(tx, desk, me, each) for each in proposed]
    files = tuple(each for each in found if each is not None)
    return files if _is_as_approved(files, proposed) else ()


def may_agree(file: CaseFile) -> bool:
    """Say whether this reader is of the other side than whoever put the list forward."""
    keeping = require_inside(file).keeping
    voices = {each.approval.capacity for each in keeping.approvals}
    return bool(voices) and _capacity(file) not in voices and file.me.person in voices_in(file)


def destroy(desk: Desk, me: SignedIn, case: CaseId) -> Destruction:
    """Agree to a list, and let everything on it go: rows now, keys at once after them."""
    with desk.database.reading() as tx:
        listed = [each.id for each in list_of(tx, desk, me, case)]
    for each in listed:
        settle(desk, me, each)
    with desk.database.transaction() as tx:
        done = _destroyed(tx, desk, me, case)
    if isinstance(done, Destroyed):
        finish_removals(desk)
        # Keys of these cases may lie with any session of this process.
        desk.shelf.clear_all_but(())
        forget_notes(desk, me, listed)
    return done


def _destroyed(tx: Transaction, desk: Desk, me: SignedIn, case: CaseId) -> Destruction:
    files = list_of(tx, desk, me, case)
    if not files:
        return NotAsRead() if open_to_write(tx, desk, me, case) else NotThere()
    if not all(me.person in voices_in(each) for each in files):
        return NotThere()
    if not all(each.is_settled for each in files):
        raise BusyError("somebody leaves one of these cases right now")
    words = (*_words(files[0]), _word(desk, files))
    obstacles = _obstacles(tx, desk, files, words)
    if obstacles is not None:
        return obstacles
    erase(tx, desk, files, Certificate(tuple(sorted(map(register_of, files))), words))
    return Destroyed(len(files))


def register_of(file: CaseFile) -> Gone:
    """Hash the entry by which people knew it. Its salt goes with the case."""
    return Gone(file.id, register_entry(entry_of(file), require_inside(file).salt))


def entry_of(file: CaseFile) -> bytes:
    kept = kept_of(file)
    closed = "" if kept is None else kept.closed_on.isoformat()
    received = file.card.received.isoformat()
    return encode({"case": file.id, "name": file.card.name, "received": received, "closed": closed})


def _by_readers(files: Sequence[CaseFile]) -> Iterator[list[CaseFile]]:
    groups: dict[frozenset[PersonId], list[CaseFile]] = {}
    for file in files:
        groups.setdefault(_readers(file), []).append(file)
    yield from groups.values()


def _readers(file: CaseFile) -> frozenset[PersonId]:
    listed = file.listed.readers if file.listed else {}
    return frozenset(who for who, grant in listed.items() if isinstance(grant, Whole))


def _approve(desk: Desk, me: SignedIn, together: Sequence[CaseFile]) -> None:
    """Write the same word into each case. If a crash leaves some without it, it counts for none."""
    word = _word(desk, together)
    ids = tuple(sorted(each.id for each in together))
    approval = Approval(me.person, word.word.capacity, word.word.on, ListHash(_hash(together)))
    signed = SignedApproval(approval, word.word.manifest, word.signature)

    def work(tx: Transaction, file: CaseFile) -> CaseFile:
        keeping = replace(require_inside(file).keeping, proposed=ids, approvals=(signed,))
        file = replace(file, inside=replace(require_inside(file), keeping=keeping))
        return with_deed(tx, desk, file, Did.DISPOSAL_APPROVED)

    for each in ids:
        decided(desk, me, each, work, Deed.CARE)


def _word(desk: Desk, files: Sequence[CaseFile]) -> SignedWord:
    file = files[0]
    word = Word(file.me.person, _capacity(file), desk.today(), file.committee.link.hash)
    return sign_word(_hash(files), word, file.me.seeds.signing)


def _words(file: CaseFile) -> tuple[SignedWord, ...]:
    return tuple(
        SignedWord(
            Word(each.approval.by, each.approval.capacity, each.approval.on, each.manifest),
            each.signature,
        )
        for each in require_inside(file).keeping.approvals
    )


def _capacity(file: CaseFile) -> Capacity:
    return Capacity.COUNSEL if voice_of(file) is Voice.COUNSEL else Capacity.RECORDS_OWNER


def _hash(files: Sequence[CaseFile]) -> bytes:
    return list_hash(map(register_of, files))


def _is_as_approved(files: Sequence[CaseFile], proposed: Sequence[CaseId]) -> bool:
    """Each case names the same list, and the first voice signed just this and still counts."""
    if not files or tuple(each.id for each in files) != tuple(proposed):
        return False
    keepings = {require_inside(each).keeping.approvals for each in files}
    circles = {_readers(each) for each in files}
    if (len(keepings), len(circles)) != (1, 1) or not all(map(_is_heard, files)):
        return False
    try:
        for word in _words(files[0]):
            verify_word(_hash(files), word, files[0].committee.chain)
    except CryptoError:
        return False
    return True


def _is_heard(file: CaseFile) -> bool:
    said = {each.approval.by for each in require_inside(file).keeping.approvals}
    return said <= voices_in(file)


def _obstacles(
    tx: Transaction, desk: Desk, files: Sequence[CaseFile], words: Sequence[SignedWord]
) -> MustStay | NotThere | None:
    of = ListHash(_hash(files))
    approvals = tuple(
        Approval(each.word.by, each.word.capacity, each.word.on, of) for each in words
    )
    rules = procedure_of(desk).retention
    for file in files:
        found = disposal(kept_of(file), rules, Asked(of, approvals), desk.today())
        if isinstance(found, MustStay):
            return found
        if not is_due(tx, desk, file):
            return NotThere()
    return None
