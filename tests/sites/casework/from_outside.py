"""What comes to a case from outside its circle: guests, more words, names, other cases."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import Final

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from casework.complaints.domain.case.casefile import Kind
from casework.complaints.domain.conflicts.named import Named
from casework.complaints.domain.conflicts.named import Part as Role
from casework.complaints.domain.procedure import read_procedure
from casework.complaints.domain.taxonomy import CategoryCode, Destination, Scope
from casework.complaints.services.assessing.conflicts import name_somebody
from casework.complaints.services.assessing.referring import (
    Handing,
    Sorting,
    allegation_as_seen,
    hand_over,
    handed_as_seen,
    sort_allegation,
)
from casework.complaints.services.deciding import Done
from casework.complaints.services.linking import tying
from casework.complaints.services.readers.acting import MayNotActError
from casework.complaints.services.readers.leaving import Invitation, grant, step_back_as_guest
from casework.complaints.services.readers.newcomers import Vouched
from casework.complaints.services.readers.rekeying import Changed, settle
from casework.complaints.services.reading.casefiles import all_entries, open_file
from crypto.keyring.casekeys import Part
from crypto.message.said import Answer
from crypto.names import PersonId
from tests.channel import EXTERNALS, MEMBERS
from tests.sites.casework.one_case import SOMEBODY, OneCase
from tests.sites.casework.test_guests import ADA

ASKED: Final = st.sampled_from((
    frozenset[Part](), frozenset({Part.EVIDENCE}), frozenset({Part.NOTES}),
    frozenset({Part.PRIVILEGED}),
))  # fmt: skip
# An order in which some of what comes from outside does so, before people choose what to do.
SOME_OF_IT: Final = st.permutations(range(8)).map(lambda order: order[:3])


class FromOutside(OneCase):
    def __init__(self) -> None:
        super().__init__()
        self.granted: frozenset[Part] = frozenset()  # what the guest has
        self.until = date.min

    def some_of_it(self, which: Iterable[int]) -> Iterator[None]:
        """Let it come at the beginning, one by one: of few sequences, few would ever meet it."""
        me, all_of_it = EXTERNALS[0], frozenset({Part.EVIDENCE, Part.NOTES})
        ways: tuple[Callable[[], None], ...] = (
            lambda: self.a_guest_is_let_in(me, frozenset(), 0),
            lambda: self.a_guest_is_let_in(me, all_of_it, 0),
            self.a_guest_steps_back,
            self.a_guests_time_ends,
            lambda: self.the_reporter_leaves_somebody_out(MEMBERS[2]),
            lambda: self.one_of_us_is_named(me, MEMBERS[3]),
            lambda: self.it_is_handed_over(me, "HR-CIV"),
            lambda: self.it_belongs_to_another(me, is_one=True),
        )
        for each in which:
            yield ways[each]()

    @rule(me=SOMEBODY, parts=ASKED, days=st.integers(0, 1))
    def a_guest_is_let_in(self, me: PersonId, parts: frozenset[Part], days: int) -> None:
        until = self.channel.desk.today() + timedelta(days=days)
        asked = Invitation(ADA, parts, until, Vouched("For advice.", "Asked her."))
        if isinstance(self.does(grant, me, asked), Changed):
            assert Part.PRIVILEGED not in parts, "she is nobody's lawyer"
            self.granted, self.until = (parts | {Part.REPORT}) - {Part.NOTES}, until
            assert self._guest_has() == self.granted

    @precondition(lambda self: self.granted)
    @rule()
    def a_guest_steps_back(self) -> None:
        if isinstance(self.does(step_back_as_guest, ADA), Changed):
            self.granted = frozenset()

    @precondition(lambda self: self.granted)
    @rule()
    def a_guests_time_ends(self) -> None:
        """Look on the day after, and let a reader look in. Then it is today for everybody else."""
        today = self.channel.desk.today()
        self.channel.later(max(today, self.until) + timedelta(days=1))
        assert not self._guest_has()
        for each in sorted(self.reading()):
            self.does(settle, each)
        self.channel.later(today)
        self.granted = frozenset()

    @precondition(lambda self: self.reporter is not None)
    @rule(who=st.sampled_from(MEMBERS))
    def the_reporter_leaves_somebody_out(self, who: PersonId) -> None:
        before, sent, self.reporter = self._messages(), self.reporter, None
        if sent is None:
            return
        sent.leave_out(who)
        sent.add(Answer("message", "Not for everybody."))
        self.channel.collect()
        self.all_look_in()
        if self._messages() > before:
            self.keeps_away(who)

    @rule(me=SOMEBODY, who=SOMEBODY)
    def one_of_us_is_named(self, me: PersonId, who: PersonId) -> None:
        name = self.channel.seat(who).name
        named = Named(name, Role.SUBJECT, person=who)
        was = self.inside()[1].assessed.people_list
        if isinstance(self.does(name_somebody, me, named, was), Done):
            self.keeps_away(who)

    @rule(me=SOMEBODY, code=st.sampled_from(("HR-CIV", "HR-CIV", "ACC-EXP")))
    def it_is_handed_over(self, me: PersonId, code: str) -> None:
        category = read_procedure().taxonomy[CategoryCode(code)]
        for each in self.inside()[1].allegations:
            was = allegation_as_seen(each)
            self.does(sort_allegation, me, Sorting(each.id, category, None, was, drops=True))
        was = handed_as_seen(self.inside()[1].assessed)
        handing = Handing(Destination.HR, "Ana Bell", "Please look into it.", was)
        if isinstance(self.does(hand_over, me, handing), Done):
            assert {each.scope for each in self.inside()[1].allegations} == {Scope.OUT}

    @rule(me=SOMEBODY, is_one=st.booleans())
    def it_belongs_to_another(self, me: PersonId, is_one: bool) -> None:
        _, other = self.reported()
        tie = tying.merge if is_one else tying.link
        with suppress(MayNotActError):
            done = tie(self.channel.desk, self.seat(me), tying.Pair(self.case, other, "The same."))
            if is_one and isinstance(done, tying.Done):
                assert all(self.seen_by(each, other) is None for each in self.never)

    @invariant()
    def a_guest_reads_what_was_granted_and_nothing_once_they_are_out(self) -> None:
        assert self._guest_has() <= self.granted

    def _guest_has(self) -> frozenset[Part]:
        """Return the parts whose keys the guest has, having looked at all that they open."""
        desk = self.channel.desk
        with desk.database.reading() as tx:
            file = open_file(tx, desk, self.seat(ADA), self.case)
            if file is None:
                return frozenset()
            assert file.inside is None
            assert file.listed is None
            read = {part for _, _, part in all_entries(tx, file)}
        return frozenset(read | {part for part in Part if file.ring.part(part) is not None})

    def _messages(self) -> int:
        return self.inside()[1].kinds.get(Kind.MESSAGE.value, 0)
