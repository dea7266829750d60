"""Make a case of a report, once, however many sessions open it in the same moment.

The key store first: whoever puts wraps there for a case has made its key, and everybody else
takes that one. A crash before the row is there leaves a key that the next session goes on with.
"""

from dataclasses import dataclass
from secrets import token_bytes

from casework.committee.records.removals import Kind as Gone
from casework.committee.services.changes.removing import intend
from casework.complaints.domain.case.casefile import Card, Flag, Inside, Kind, Standing
from casework.complaints.domain.case.deeds import Did
from casework.complaints.domain.case.watched import Watched
from casework.complaints.domain.european import Transcript
from casework.complaints.domain.status import Because, Status, received
from casework.complaints.records.cases import CaseRow, Cases
from casework.complaints.records.contents import Contents, KeptKey
from casework.complaints.services.deeds import with_deed
from casework.complaints.services.mailboxes import keep
from casework.complaints.services.opening.letters import (
    Letter,
    answers_of,
    entries_in,
    flags_in,
    topics_in,
    was_told_by_mouth,
)
from casework.complaints.services.opening.naming import Names
from casework.complaints.services.readers.urgent import PRESSING, tell_externals, tell_others
from casework.complaints.services.reading.casefiles import (
    CaseFile,
    entries_of,
    open_whole,
    save,
    with_entry,
)
from casework.complaints.services.reading.keys import keys_of
from casework.complaints.services.reading.ring import Ring
from casework.complaints.services.reading.rules import rules_of
from casework.desk import Desk
from casework.rights import SignedIn
from casework.trust import Standing as Committee
from crypto.keyring.casekeys import (
    FIRST_GENERATION,
    CaseKey,
    case_id,
    keep_envelope_key,
    new_case_key,
)
from crypto.keyring.grants import Grant, Whole, wrap_case_key
from crypto.keyring.readerlist import ReaderList, seal_reader_list
from crypto.mailbox.proof import SALT_SIZE
from crypto.message.said import Answer, FollowUp, Report
from crypto.names import CaseId, PersonId
from crypto.readers import Readers
from store.database import Transaction
from store.keystore.wrapsets import WrapSet


@dataclass(frozen=True, slots=True, eq=False)
class _Opener:
    """Somebody who has just opened a report, and what the report says."""

    desk: Desk
    me: SignedIn
    committee: Committee
    letter: Letter
    names: Names

    @property
    def case(self) -> CaseId:
        return self.letter.begins or case_id(self.letter.id)

    @property
    def sealed_to(self) -> Readers:
        return self.letter.message.contents.readers

    @property
    def readers(self) -> dict[PersonId, Grant]:
        """Recovery has a stanza in every envelope, and so a wrap in every case."""
        manifest = self.committee.manifest
        readers: dict[PersonId, Grant] = {
            each.id: Whole()
            for each in (*manifest.members, *manifest.externals)
            if each.id in self.sealed_to.admitted
        }
        return {**readers, manifest.recovery.id: Whole()}

    def sealed_list(self, key: CaseKey) -> bytes:
        listed = ReaderList(self.me.person, self.readers, frozenset(self.sealed_to.left_out))
        link, signing = self.committee.link, self.me.seeds.signing
        return seal_reader_list(listed, key, link, self.sealed_to, signing)


def make_case(desk: Desk, me: SignedIn, committee: Committee, letter: Letter, names: Names) -> None:
    """Make the case of this report, or see that its stanzas go once a second reader is in."""
    opener = _Opener(desk, me, committee, letter, names)
    key = _key(opener)
    if key is None:
        return
    names.read_for(key.case)
    with desk.database.transaction() as tx:
        is_new = Cases(tx).find(key.case) is None
        if is_new:
            _enter(tx, opener, key)
        else:
            forget_stanzas(tx, desk, me, letter, opener.case)
        answers = answers_of(tx, letter) if is_new else None
    if not PRESSING.isdisjoint(flags_in(answers or ())):
        tell_others(desk, me, key.case)
    elif is_new:
        tell_externals(desk, me, key.case)


def forget_stanzas(tx: Transaction, desk: Desk, me: SignedIn, letter: Letter, case: CaseId) -> None:
    """Once a second holder's own wrap has opened, the envelope needs no stanza any more."""
    file = open_whole(tx, desk, me, case)
    if file is None:
        return
    brought = {each.envelope: each.by for each in entries_of(tx, file, Kind.MESSAGE)}
    if brought.get(letter.id, me.person) != me.person:
        intend(tx, Gone.STANZAS, subject=letter.id)


def _key(opener: _Opener) -> CaseKey | None:
    """Return the case's key: made now, or made by whoever was first."""
    made, link = new_case_key(opener.case), opener.committee.link
    # A list that nobody may make stops here, before anything is kept under it.
    opener.sealed_list(made)
    wraps = wrap_case_key(made, opener.readers, link)
    with opener.desk.keystore.change() as keys:
        if keys.wraps.newest(opener.case) is None:
            keys.wraps.put([WrapSet(opener.case, made.generation, link.hash, wraps)])
    granted = keys_of(opener.desk, opener.me).of(opener.case)
    return granted if isinstance(granted, CaseKey) else None


def _enter(tx: Transaction, opener: _Opener, key: CaseKey) -> None:
    if key.generation != FIRST_GENERATION:
        return
    letter, contents = opener.letter, Contents(tx)
    sealed, manifest = opener.sealed_list(key), opener.committee.link.hash
    contents.announce(key.case, key.generation, manifest, sealed)
    kept = keep_envelope_key(letter.key.raw, key, letter.id)
    contents.keep_key(letter.id, KeptKey(letter.header, kept))
    answers = answers_of(tx, letter)
    card = _card(opener, answers or ())
    # Sealed by `save`, once everything that belongs to it is there.
    row = CaseRow(
        key.case, key.generation, letter.collected, Standing.NEW, letter.collected, b"-", b"-"
    )
    Cases(tx).add(row)
    inside, rules = _inside(opener, card, answers or ()), rules_of(opener.desk)
    if isinstance(letter.message, Report | FollowUp):
        keep(tx, letter.message.reporter.mailbox_root)
    file = CaseFile(opener.me, opener.committee, row, Ring(key), card, inside, None, rules)
    for entry in entries_in(letter, answers, opener.me.person, key.generation):
        file = with_entry(tx, file, entry)
    save(tx, with_deed(tx, opener.desk, file, Did.CAME_IN))


def _card(opener: _Opener, answers: tuple[Answer, ...]) -> Card:
    flags = flags_in(answers)
    members = {each.id for each in opener.committee.manifest.members}
    if len(members & set(opener.sealed_to.admitted)) == 1:
        flags |= {Flag.ONE_READER}
    if opener.letter.begins is not None:
        flags |= {Flag.AFTER_ERASURE}
    return Card(
        name=opener.names.another(),
        received=opener.letter.collected,
        status=Status.RECEIVED,
        topics=topics_in(answers),
        flags=flags,
    )


def _inside(opener: _Opener, card: Card, answers: tuple[Answer, ...]) -> Inside:
    letter, readers = opener.letter, opener.sealed_to
    here = Because(opener.me.person, opener.desk.today(), "came in")
    return Inside(
        course=received(here),
        first=letter.id,
        sent=letter.message.contents.day,
        collected=letter.collected,
        salt=token_bytes(SALT_SIZE),
        watched=Watched(
            feared=letter.collected if Flag.RETALIATION in card.flags else None,
            transcript=Transcript() if was_told_by_mouth(answers) else None,
        ),
        sealed_to=readers,
        readers=readers,
    )
