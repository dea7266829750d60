"""New keys for a case whenever its readers change, so that what comes next is for them alone.

Two steps, and a crash between them loses nothing. First the new list is written down, under a
key that nobody has yet. Then the wraps change hands, and with them everything in the case is
sealed again. Whoever next opens a case whose wraps are ahead of its rows does the rest.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from casework.committee.records.removals import Kind as Gone
from casework.committee.services.changes.removing import finish_removals, intend
from casework.complaints.domain.case.casefile import Inside, Kind
from casework.complaints.domain.case.deeds import Did
from casework.complaints.domain.conflicts.removals import may_take_out
from casework.complaints.records.contents import Contents
from casework.complaints.records.sealing import seal_entry
from casework.complaints.services.deeds import part_from_now_on, with_deed
from casework.complaints.services.readers.removals import remember
from casework.complaints.services.reading.casefiles import (
    CaseFile,
    all_entries,
    open_file,
    open_whole,
    require_part,
    save,
)
from casework.complaints.services.reading.lists import idle_lists
from casework.complaints.services.speaking import TooManyChangesError, post, with_readers
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.admission import holders_of
from crypto.keyring.casekeys import CaseKey, keep_older
from crypto.keyring.fields import field_generation
from crypto.keyring.grants import Grant, Whole, wrap_case_key
from crypto.keyring.readerlist import ReaderList, seal_reader_list
from crypto.mailbox.readers import unlawful
from crypto.manifest.body import Manifest
from crypto.names import CaseId, PersonId
from store.database import Transaction
from store.errors import BusyError
from store.keystore.wrapsets import WrapSet


@dataclass(frozen=True, slots=True)
class Change:
    """Who comes, who goes, and whom the reporter has left out meanwhile."""

    removed: frozenset[PersonId] = frozenset()
    added: Mapping[PersonId, Grant] = field(default_factory=dict)
    left_out: frozenset[PersonId] = frozenset()
    did: Did | None = None
    why: str = ""
    free: str = ""  # how it is known that nothing stands in the way of who comes
    lawyer: str = ""  # whose lawyer a guest is
    until: date | None = None  # of a guest
    has_left: bool = False  # whoever goes is gone already, however few remain
    by_word: frozenset[PersonId] = frozenset()  # who of those removed goes by one reader's word

    @property
    def gone(self) -> frozenset[PersonId]:
        return self.removed | self.left_out


@dataclass(frozen=True, slots=True)
class Changed:
    """The new keys count."""


@dataclass(frozen=True, slots=True)
class NotThere:
    """There is no such case for whoever asks."""


@dataclass(frozen=True, slots=True)
class TooFew:
    """Two holders would not remain, one of them from outside."""


def are_too_few(file: CaseFile) -> bool:
    """Say whether fewer read it than the charter needs: two, one of them from outside."""
    return not _are_enough(file, Change(removed=frozenset(_inside(file).leaving)))


@dataclass(frozen=True, slots=True)
class Unanswered:
    """The same reader took somebody out before, and nobody else has agreed to that yet."""


def would_be_enough(file: CaseFile, *going: PersonId) -> bool:
    """Say whether enough would remain without them. The last readers cannot go."""
    return _are_enough(file, Change(removed=frozenset(going)))


def change_readers(
    desk: Desk, me: SignedIn, case: CaseId, change: Change
) -> Changed | TooFew | NotThere | Unanswered:
    with desk.database.transaction() as tx:
        file = open_whole(tx, desk, me, case)
        if file is None or file.listed is None:
            return NotThere()
        refused = _refused(file, change)
        if refused is not None:
            return refused
        readers = _readers_after(file.listed, file.committee.manifest, change)
        newer = _announced(tx, file, readers, change)
    _let_count(desk, file, newer, readers, change)
    return Changed()


def must_wait(file: CaseFile, change: Change) -> bool:
    """Say whether another reader has to agree first to what the same one did before."""
    return bool(change.by_word) and not may_take_out(file.me.person, _inside(file).removals)


def _refused(file: CaseFile, change: Change) -> TooFew | NotThere | Unanswered | None:
    me = file.me.person
    if me in change.gone or not change.left_out.isdisjoint(change.added):
        return NotThere()
    if must_wait(file, change):
        return Unanswered()
    is_checked = change.removed and not change.has_left
    return TooFew() if is_checked and not _are_enough(file, change) else None


def whose_time_is_over(file: CaseFile, today: date) -> frozenset[PersonId]:
    """Return the guests whose last day has passed: new keys follow when a reader looks in."""
    return frozenset(who for who, until in file.card.guests.items() if until < today)


def settle(desk: Desk, me: SignedIn, case: CaseId) -> None:
    """Before anything is written: make the keys that somebody who left could not make."""
    with desk.database.reading() as tx:
        file = open_whole(tx, desk, me, case)
    if file is None or file.inside is None:
        return
    over = whose_time_is_over(file, desk.today())
    if file.is_settled and not over:
        return
    if field_generation(file.row.card) < file.ring.generation:
        with desk.database.transaction() as tx:
            _finish(tx, desk, me, case)
        finish_removals(desk)
    if file.inside.leaving or over:
        gone = frozenset({*file.inside.leaving, *over})
        going = Change(removed=gone, did=Did.READERS_SETTLED, has_left=True)
        change_readers(desk, me, case, going)


def open_to_write(tx: Transaction, desk: Desk, me: SignedIn, case: CaseId) -> CaseFile | None:
    """Open a case to add to it. Whoever calls has settled it; whoever leaves now is waited for."""
    return _writable(open_whole(tx, desk, me, case))


def open_part_to_write(tx: Transaction, desk: Desk, me: SignedIn, case: CaseId) -> CaseFile | None:
    """Do so for a guest, too, who can make no keys and so waits for nobody's to say a deed."""
    return _writable(open_file(tx, desk, me, case))


def _writable(file: CaseFile | None) -> CaseFile | None:
    if file and not (file.is_settled if file.inside else file.is_under_one_key):
        raise BusyError("somebody leaves this case right now")
    return file and replace(file, press=file.me.press)


def _readers_after(listed: ReaderList, manifest: Manifest, change: Change) -> dict[PersonId, Grant]:
    there = {person.id for person in manifest.persons}
    kept = {who: grant for who, grant in listed.readers.items() if who in there}
    readers = {**kept, **change.added, manifest.recovery.id: Whole()}
    return {who: grant for who, grant in readers.items() if who not in change.gone}


def _are_enough(file: CaseFile, change: Change) -> bool:
    """Ask the rule by which the reporter's next message will be sealed, of those who read it."""
    readers, holders = _inside(file).readers, holders_of(file.committee.manifest)
    there = file.listed.readers.keys() if file.listed else set()
    # Whoever is gone may stand in the mailbox still, where no rule allows fewer.
    gone = change.gone | (set(readers.admitted) - there - set(change.added))
    after = readers.joined_by(set(change.added) & set(holders)).without(
        gone & set(readers.admitted)
    )
    return unlawful(after, holders) is None


def _announced(
    tx: Transaction, file: CaseFile, readers: Mapping[PersonId, Grant], change: Change
) -> CaseKey:
    """Write down who reads under the new key. Until its wraps are there, nobody has it."""
    newest, listed, link = file.ring.whole, file.listed, file.committee.link
    if newest is None or listed is None:
        raise BusyError("no list to go on from")
    newer = newest.next()
    named = ReaderList(file.me.person, readers, listed.left_out | change.left_out)
    sealed = seal_reader_list(named, newer, link, listed, file.me.seeds.signing)
    Contents(tx).announce(file.id, newer.generation, link.hash, sealed)
    return newer


def _let_count(
    desk: Desk, file: CaseFile, newer: CaseKey, readers: Mapping[PersonId, Grant], change: Change
) -> None:
    newest, link = file.ring.whole, file.committee.link
    if newest is None:
        raise BusyError("no key to go on from")
    wraps = wrap_case_key(newer, readers, link)
    made = WrapSet(file.id, newer.generation, link.hash, wraps, keep_older(newest, newer))
    # The database first, as everywhere: two that wait for each other would both wait in vain.
    with desk.database.transaction() as tx:
        with desk.keystore.change() as keys:
            there = keys.wraps.newest(file.id)
            if there is None or there.generation != newest.generation:
                raise BusyError("somebody else has changed the readers of this case just now")
            keys.wraps.put([made])
        _finish(tx, desk, file.me, file.id, change)
    finish_removals(desk)


def _finish(
    tx: Transaction, desk: Desk, me: SignedIn, case: CaseId, change: Change | None = None
) -> None:
    """Seal everything again under the newest key, and tell the reporter who reads now."""
    file = open_whole(tx, desk, me, case)
    if file is None or file.inside is None or file.listed is None:
        raise BusyError("the new keys of this case are not ours")
    _seal_again(tx, file)
    for envelope in _envelopes(tx, file):
        intend(tx, Gone.STANZAS, subject=envelope)
    idle = idle_lists(tx, file.ring, file.committee.chain, file.inside.sealed_to)
    Contents(tx).forget_lists(*idle)
    done = change or Change(did=Did.READERS_SETTLED)
    readers = file.listed.readers
    if done.until is not None:
        guests = {**file.card.guests, **dict.fromkeys(done.added, done.until)}
        file = replace(file, card=replace(file.card, guests=guests))
    file = remember(tx, desk, _told(tx, file, readers), done.by_word, done.why)
    if done.did is not None:
        people = ", ".join(sorted(done.gone | set(done.added)))
        file = with_deed(tx, desk, file, done.did, who=people, **_reasons(done))
    post(tx, save(tx, file))


def _reasons(done: Change) -> Mapping[str, str]:
    beside = {"free": done.free, "lawyer": done.lawyer}
    return {"why": done.why} | {name: said for name, said in beside.items() if said}


def _told(tx: Transaction, file: CaseFile, readers: Collection[PersonId]) -> CaseFile:
    """Let card, inside and mailbox follow the list, whatever was written of the change so far."""
    inside, card, left_out = _inside(file), file.card, _left_out(file)
    # The reporter knows already whom the reporter left out.
    mailed = inside.readers.without(left_out & set(inside.readers.admitted))
    there = set(readers)
    kept = replace(
        inside,
        leaving=tuple(who for who in inside.leaving if who in there),
        coming={who: by for who, by in inside.coming.items() if who not in there},
        removals=tuple(each for each in inside.removals if each.who not in there),
        readers=mailed,
        # Whoever reads one case of a list reads all of it, and nobody learns of another.
        keeping=inside.keeping.kept_after_all(),
    )
    lead = card.lead if card.lead in there else None
    second = card.second if card.second in there else None
    guests = {who: until for who, until in card.guests.items() if who in there}
    card = replace(card, lead=lead, second=second, guests=guests)
    file = replace(file, inside=kept, card=card)
    holders = set(holders_of(file.committee.manifest))
    came = (there & holders) - {*mailed.admitted, *mailed.left_out}
    gone = (set(mailed.admitted) & holders) - there
    if unlawful(mailed.joined_by(came).without(gone), holders_of(file.committee.manifest)):
        gone = set()  # no message could be sealed to so few: it tells of them once others came
    try:
        return with_readers(tx, file, came, gone)
    except TooManyChangesError:
        # The mailbox has no room for one more change: the people page says who is still sealed to.
        return file


def _left_out(file: CaseFile) -> frozenset[PersonId]:
    return file.listed.left_out if file.listed else frozenset()


def _seal_again(tx: Transaction, file: CaseFile) -> None:
    contents = Contents(tx)
    for row, entry, part in list(all_entries(tx, file)):
        # What a guest did lies under a key of theirs. Guests to come have no part in it.
        under = part_from_now_on(file, entry, part)
        contents.seal_again(row.id, seal_entry(entry, require_part(file, under), row.id))


def _envelopes(tx: Transaction, file: CaseFile) -> list[bytes]:
    messages = (entry for _, entry, _ in all_entries(tx, file) if entry.kind is Kind.MESSAGE)
    return sorted({each.envelope for each in messages if each.envelope})


def _inside(file: CaseFile) -> Inside:
    if file.inside is None:
        raise BusyError("a guest changes no readers")
    return file.inside
