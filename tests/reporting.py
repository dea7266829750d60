"""A reporter without a browser: sends through the public site's own services, and comes back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from secrets import token_bytes

from flask import Flask

from crypto.admission import Admission, Choice, admit_follow_up, admit_identity
from crypto.mailbox.filling import Rows, tombstones
from crypto.mailbox.followup import NoFollowUp, ready_to_write
from crypto.mailbox.reading import Known, open_mailbox
from crypto.mailbox.state import Part, State, seal_state
from crypto.mailbox.tags import MailboxKeys
from crypto.message.inner import authenticate
from crypto.message.said import Answer, Contents, FollowUp, Identity, Link, Reporter
from crypto.names import ID_SIZE, EnvelopeId, PersonId
from crypto.passcode.issuing import Passcode, words
from crypto.readers import Readers
from crypto.sealing import seal
from intake.desk import Desk
from intake.filing import Draft, Held, Ready
from intake.trust import Word
from store.dropbox import Dropbox
from store.mailbox import Mailbox, Tombstones
from store.sending.parcel import Parcel

STORY = (Answer("what", "Invoices from Brightwater were paid twice."), Answer("when", ("q2", "q3")))
Files = Mapping[str, bytes | Iterable[bytes]]
"""By name; a large one comes in pieces, so that nobody has to hold it."""


@dataclass(frozen=True, slots=True, eq=False)
class Returning:
    """Somebody who has sent a report, and has the keys that the passcode yields."""

    desk: Desk
    keys: MailboxKeys
    envelope: EnvelopeId
    passcode: Passcode

    @property
    def words(self) -> str:
        return " ".join(words(self.passcode, self.desk.word_lists[0]))

    def mailbox(self) -> Known:
        """Read the mailbox as the return page does."""
        with self.desk.dropbox.reading() as tx:
            slots = Mailbox(tx).read(self.keys.state_tag, self.keys.snapshot_tag)
        assert slots.state is not None
        assert slots.snapshot is not None
        rows = Rows(slots.state.sealed, slots.snapshot.sealed)
        known = open_mailbox(rows, self.keys, word(self.desk).roles, self.desk.decoy)
        assert isinstance(known, Known)
        return known

    def add(self, *answers: Answer, files: Files | None = None) -> EnvelopeId:
        """Send a message later on, to whom it may go by then."""
        said = word(self.desk)
        state = ready_to_write(self.mailbox(), said.roles.current)
        assert not isinstance(state, NoFollowUp)
        decision = admit_follow_up(said.manifest, state.readers, said.standing)
        assert isinstance(decision, Admission)
        envelope = EnvelopeId(token_bytes(ID_SIZE))
        parcel = packed(Parcel(self.desk.blobs, envelope), answers, files or {})
        blob = parcel.finish()
        readers = Readers(decision.admitted, decision.left_out)
        contents = Contents("en", self.desk.today(), parcel.answers, readers, blob)
        message = authenticate(
            FollowUp(contents, self._reporter, Link(state.first)), envelope, self.keys.followup_key
        )
        self._swap(state.followed_up(envelope, Part.sent_on(self.desk.today(), len(parcel.files))))
        with self.desk.dropbox.transaction() as tx:
            sealed = seal(message, decision.keys, said.hash, envelope)
            Dropbox(tx).deposit(sealed, blob.blob, self.desk.today())
        return envelope

    def leave_out(self, *people: PersonId) -> None:
        """Let nothing that is sent from now on go to these."""
        state = ready_to_write(self.mailbox(), word(self.desk).roles.current)
        assert not isinstance(state, NoFollowUp)
        self._swap(replace(state, readers=state.readers.without(people)))

    def tell(self, words: str, *ticked: PersonId) -> EnvelopeId:
        """Say who they are, to those alone who are ticked."""
        said = word(self.desk)
        state = ready_to_write(self.mailbox(), said.roles.current)
        assert not isinstance(state, NoFollowUp)
        wider = admit_follow_up(said.manifest, state.readers, said.standing)
        assert isinstance(wider, Admission)
        decision = admit_identity(said.manifest, wider, frozenset(ticked))
        assert isinstance(decision, Admission)
        envelope, answers = EnvelopeId(token_bytes(ID_SIZE)), (Answer("identity", words),)
        parcel = packed(Parcel(self.desk.blobs, envelope), answers, {})
        blob = parcel.finish()
        readers = Readers(decision.admitted, decision.left_out)
        contents = Contents("en", self.desk.today(), parcel.answers, readers, blob)
        told = Identity(contents, Link(state.first))
        message = authenticate(told, envelope, self.keys.followup_key)
        with self.desk.dropbox.transaction() as tx:
            sealed = seal(message, decision.keys, said.hash, envelope)
            Dropbox(tx).deposit(sealed, blob.blob, self.desk.today())
        return envelope

    def close(self) -> None:
        """Close the mailbox for good, as its reporter may."""
        empty = tombstones()
        assert empty.state is not None
        assert empty.snapshot is not None
        with self.desk.dropbox.transaction() as tx:
            left = Tombstones(empty.state, empty.snapshot)
            assert Mailbox(tx).close(self.keys.state_tag, self.keys.snapshot_tag, left)

    @property
    def _reporter(self) -> Reporter:
        return Reporter(self.keys.seed.public, self.keys.root, self.keys.followup_key)

    def _swap(self, state: State) -> None:
        row = seal_state(state, self.keys.state_key, self.keys.state_tag)
        with self.desk.dropbox.transaction() as tx:
            old = Mailbox(tx).read(self.keys.state_tag, self.keys.snapshot_tag).state
            assert old is not None
            assert Mailbox(tx).swap_state(self.keys.state_tag, old.sealed, row)


def word(desk: Desk) -> Word:
    said = desk.trust.now()
    assert isinstance(said, Word), said
    return said


def packed(parcel: Parcel, answers: tuple[Answer, ...], files: Files) -> Parcel:
    parcel.put_answers(answers)
    _put(parcel, files)
    return parcel


def _put(parcel: Parcel, files: Files) -> None:
    for name, content in files.items():
        parcel.begin(name)
        for piece in (content,) if isinstance(content, bytes) else content:
            parcel.write(piece)
        parcel.end()


def report(
    site: Flask,
    *answers: Answer,
    files: Files | None = None,
    leaving_out: tuple[PersonId, ...] = (),
) -> Returning:
    """Send a report as the check page does, and keep the keys of its mailbox."""
    desk: Desk = site.extensions["desk"]
    said = word(desk)
    pairs = [("what", "the same on both pages")]
    draft = Draft("en", answers or STORY, Choice(frozenset(leaving_out)))
    held = desk.filing.begin(desk.filing.token_for(pairs, said), pairs, said)
    assert isinstance(held, Held), held
    ready = desk.filing.admit(held, draft, said)
    assert isinstance(ready, Ready), ready
    with desk.filing.parcel(ready, desk.blobs) as parcel:
        _put(parcel, files or {})
        desk.filing.finish(ready, parcel)
    return Returning(desk, held.keys, held.token.envelope, held.passcode)
