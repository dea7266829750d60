"""One report, and all who may or may not read it: what every rule about a case stands on."""

from collections.abc import Callable
from contextlib import suppress
from typing import ClassVar, Final

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from casework.complaints.domain.case.casefile import Inside
from casework.complaints.domain.status import Status
from casework.complaints.services.opening.pending import open_pending
from casework.complaints.services.readers.acting import MayNotActError
from casework.complaints.services.reading.casefiles import CaseFile, open_whole
from casework.rights import SignedIn
from crypto.keyring.casekeys import case_id
from crypto.message.said import Answer
from crypto.names import CaseId, PersonId
from tests.channel import EXTERNALS, MEMBERS, Channel
from tests.reporting import Returning

EVERYBODY: Final = (*MEMBERS, *EXTERNALS)
SOMEBODY: Final = st.sampled_from(EVERYBODY)


class OneCase(RuleBasedStateMachine):
    """One new report a sequence, in one house. Whoever acts may read it, or may not."""

    channel: ClassVar[Channel]

    def __init__(self) -> None:
        super().__init__()
        self.barred: set[PersonId] = set()
        self.never: set[PersonId] = set()  # those of them whom nobody's word lets in again
        self.was = Status.RECEIVED
        self.case = CaseId(b"")
        self.told = 0  # lines of its timeline
        self.kept: frozenset[PersonId] = frozenset()
        self.reporter: Returning | None = None

    def reported(self, *left_out: PersonId) -> tuple[Returning, CaseId]:
        sent = self.channel.report(Answer("what", "A cushion."), leaving_out=left_out)
        self.all_look_in()
        return sent, case_id(sent.mailbox().state.first)

    def all_look_in(self) -> None:
        for person in EVERYBODY:
            open_pending(self.channel.desk, self.seat(person))

    def keeps_away(self, *people: PersonId) -> None:
        self.barred.update(people)
        self.never.update(people)

    def does(self, deed: Callable[..., object], me: PersonId, *more: object) -> object:
        """Try it. Whoever may not act is told so, and that changes nothing."""
        with suppress(MayNotActError):
            return deed(self.channel.desk, self.seat(me), self.case, *more)
        return None

    def seat(self, person: PersonId) -> SignedIn:
        return self.channel.seat(person)

    def seen_by(self, person: PersonId, case: CaseId | None = None) -> CaseFile | None:
        desk = self.channel.desk
        with desk.database.reading() as tx:
            return open_whole(tx, desk, self.seat(person), case or self.case)

    def reading(self) -> set[PersonId]:
        return {each for each in EVERYBODY if self.seen_by(each) is not None}

    def inside(self) -> tuple[CaseFile, Inside]:
        found = (self.seen_by(each) for each in (*EXTERNALS, *MEMBERS))
        file = next(each for each in found if each is not None)
        assert file.inside is not None
        return file, file.inside
