"""Whatever people do in a case, and in whatever order: seven promises hold after each deed.

Nobody left out or gone reads it; somebody always can; nothing is closed with an open finding;
nobody skips the conflict check; whoever is kept away only steps back or says how they stand;
nobody takes two readers out on their own word; and no guest reads what was not granted to them,
nor anything once they are out.
"""

from secrets import token_bytes

from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from casework.complaints.domain.conflicts.check import LEAST_READERS, Says
from casework.complaints.domain.conflicts.named import Named, Part
from casework.complaints.domain.finishing import Item
from casework.complaints.domain.outcomes import AllegationId, Finding, Outcome, open_among
from casework.complaints.domain.procedure import read_procedure
from casework.complaints.domain.retention.periods import Why
from casework.complaints.domain.status import BEFORE_THE_CHECK, Status
from casework.complaints.domain.taxonomy import CategoryCode
from casework.complaints.services.aside import set_aside, take_back
from casework.complaints.services.assessing.conflicts import name_somebody, say_tied
from casework.complaints.services.assessing.finding import Found, find
from casework.complaints.services.deciding import (
    Step,
    Team,
    allege,
    choose_people,
    state_freedom,
    take_step,
)
from casework.complaints.services.deeds import timeline
from casework.complaints.services.ending.closing import (
    Passing,
    agree_to_pass,
    answer_list,
    as_read,
    pass_over,
)
from casework.complaints.services.ending.keeping import hold_case, lift_hold
from casework.complaints.services.moving import kept_away, voices_in
from casework.complaints.services.queue import queue_of
from casework.complaints.services.readers.leaving import let_in, step_back
from casework.complaints.services.readers.newcomers import Vouched
from casework.complaints.services.readers.rekeying import Changed
from casework.complaints.services.readers.removing import agree_to_removal, remove
from casework.complaints.services.reading.casefiles import open_whole
from casework.complaints.services.talking import Reply, answer, conversation, note, seen_of
from casework.complaints.services.watching.protecting import need_no_plan
from crypto.mailbox.snapshot import MessageId
from crypto.names import ID_SIZE, PersonId
from tests.channel import EXTERNALS, MEMBERS, Channel
from tests.sites.casework.from_outside import SOME_OF_IT, FromOutside
from tests.sites.casework.one_case import SOMEBODY
from tests.sites.casework.procedure import ABOUT_MYSELF, LIST, OUTCOMES, WAY, many, may_state
from tests.sites.casework.test_guests import ADA, GUEST


class Sequence(FromOutside):
    @initialize(
        left_out=st.sampled_from((None, *MEMBERS)), ahead=st.integers(0, 4), outside=SOME_OF_IT
    )
    def a_report_comes_in(self, left_out: PersonId | None, ahead: int, outside: list[int]) -> None:
        out = () if left_out is None else (left_out,)
        self.reporter, self.case = self.reported(*out)
        self.keeps_away(*out)
        way = (self._give_it_a_lead, self._look_into_it, self._tell_them, self._finish_it)
        for step in way[:ahead]:
            step()
        self.nothing_skips_a_check()
        for _ in self.some_of_it(outside):
            self.nothing_skips_a_check()

    def _give_it_a_lead(self) -> None:
        """Begin further on the way, or few sequences would come to its end."""
        lead, second = [each for each in MEMBERS if each not in self.barred][:2]
        self.something_is_alleged(lead, "ACC-EXP")
        self.people_are_chosen(lead, lead, second)
        for each in (lead, second):
            self.somebody_is_free(each)

    def _look_into_it(self) -> None:
        for _ in range(3):
            self.it_goes_on(EXTERNALS[0])
        self.something_is_found(EXTERNALS[0], "1", Outcome.UNSUBSTANTIATED)

    def _tell_them(self) -> None:
        for _ in range(2):
            self.it_goes_on(EXTERNALS[0])
        self.somebody_writes(EXTERNALS[0])
        self.the_list_is_answered(EXTERNALS[0])

    def _finish_it(self) -> None:
        self.it_goes_on(EXTERNALS[0])

    @rule(me=SOMEBODY, lead=SOMEBODY, second=SOMEBODY)
    def people_are_chosen(self, me: PersonId, lead: PersonId, second: PersonId) -> None:
        self.does(choose_people, me, Team(lead, second))

    @rule(me=SOMEBODY)
    def somebody_is_free(self, me: PersonId) -> None:
        self.does(state_freedom, me)

    @rule(me=SOMEBODY)
    def somebody_is_tied(self, me: PersonId) -> None:
        self.does(say_tied, me)

    @rule(me=SOMEBODY)
    def somebody_is_named(self, me: PersonId) -> None:
        _, inside = self.inside()
        named = Named("Ada Lindqvist", Part.SUBJECT)
        self.does(name_somebody, me, named, inside.assessed.people_list)

    @rule(me=SOMEBODY, to=st.sampled_from(Status))
    def it_is_moved(self, me: PersonId, to: Status) -> None:
        file, _ = self.inside()
        step = Step(to, file.card.status.value, "It is time.")
        self.does(take_step, me, step)

    @rule(me=SOMEBODY)
    def it_goes_on(self, me: PersonId) -> None:
        now = self.inside()[0].card.status
        if now in WAY[:-1]:
            self.it_is_moved(me, WAY[WAY.index(now) + 1])

    @rule(me=SOMEBODY, code=st.sampled_from(("ACC-EXP", "HR-CIV")))
    def something_is_alleged(self, me: PersonId, code: str) -> None:
        category = read_procedure().taxonomy[CategoryCode(code)]
        self.does(allege, me, category)

    @rule(me=SOMEBODY, which=st.sampled_from("12"), outcome=OUTCOMES)
    def something_is_found(self, me: PersonId, which: str, outcome: Outcome) -> None:
        desk = self.channel.desk
        finding = Finding(outcome, "Looked.", desk.today(), other_case=True)
        self.does(find, me, Found(AllegationId(which), finding))

    @rule(me=SOMEBODY)
    def the_list_is_answered(self, me: PersonId) -> None:
        self.does(answer_list, me, LIST)
        self.does(need_no_plan, me, "Nobody could know.")

    @rule(me=SOMEBODY, items=st.frozensets(st.sampled_from(Item), min_size=1))
    def lines_are_let_go(self, me: PersonId, items: frozenset[Item]) -> None:
        passing = Passing(items, "Nobody will.")
        self.does(pass_over, me, passing)

    @rule(me=SOMEBODY)
    def somebody_agrees(self, me: PersonId) -> None:
        passing = self.inside()[1].keeping.passing
        was = "" if passing is None else as_read(passing)
        self.does(agree_to_pass, me, was)

    @rule(me=SOMEBODY)
    def it_is_held(self, me: PersonId) -> None:
        self.does(hold_case, me, Why.CLAIM, "A letter.")
        self.does(lift_hold, me, 0)

    @rule(me=SOMEBODY, back=st.booleans())
    def it_is_set_aside(self, me: PersonId, back: bool) -> None:
        self.does(take_back if back else set_aside, me)

    @rule(me=SOMEBODY)
    def somebody_writes(self, me: PersonId) -> None:
        desk, seat = self.channel.desk, self.seat(me)
        with desk.database.reading() as tx:
            file = open_whole(tx, desk, seat, self.case)
            seen = 0 if file is None else seen_of(conversation(tx, file))
        reply = Reply(MessageId(token_bytes(ID_SIZE)), "Thank you.", asks=False, seen=seen)
        self.does(answer, me, reply)
        self.does(note, me, "For us.")

    @rule(me=SOMEBODY)
    def somebody_steps_back(self, me: PersonId) -> None:
        if isinstance(self.does(step_back, me), Changed):
            self.barred.add(me)

    @rule(order=st.permutations((*EXTERNALS, *MEMBERS)))
    def everybody_steps_back(self, order: list[PersonId]) -> None:
        for each in order:
            self.somebody_steps_back(each)

    @rule(me=SOMEBODY, who=SOMEBODY)
    def somebody_is_removed(self, me: PersonId, who: PersonId) -> None:
        reads = self.seen_by(who) is not None
        if isinstance(self.does(remove, me, who, "A tie."), Changed) and reads:
            self.barred.add(who)
            assert len(self.reading()) >= 2
            assert self.reading() & set(EXTERNALS)

    @rule(me=SOMEBODY, who=SOMEBODY)
    def a_removal_is_agreed_to(self, me: PersonId, who: PersonId) -> None:
        self.does(agree_to_removal, me, who)

    @rule(one=SOMEBODY, other=SOMEBODY, who=SOMEBODY)
    def somebody_comes_back(self, one: PersonId, other: PersonId, who: PersonId) -> None:
        words = Vouched("He is needed.", "He was asked.")
        is_alone = len(self.reading()) == 1
        for each in (one, other):
            asked = self.inside()[1].coming.get(who)
            if isinstance(self.does(let_in, each, who, words), Changed):
                assert is_alone or asked not in {None, each}
                assert who not in self.never
                self.barred.discard(who)

    @invariant()
    def nobody_reads_who_must_not(self) -> None:
        for person in self.barred:
            assert self.seen_by(person) is None
            seen = queue_of(self.channel.desk, self.seat(person), most=200).seen
            assert self.case not in {each.line.id for each in seen}

    @invariant()
    def somebody_is_left_who_reads_it(self) -> None:
        assert self.reading()

    @invariant()
    def whoever_is_kept_away_does_nothing_but_about_themselves(self) -> None:
        file, _ = self.inside()
        with self.channel.desk.database.reading() as tx:
            lines = [each for each in timeline(tx, file) if each.by != ADA]
        for line in lines[: len(lines) - self.told]:
            assert line.by not in self.kept or line.did in ABOUT_MYSELF or may_state(line)
        # Where too few are free, any reader lets somebody in.
        are_few = len(voices_in(file)) < LEAST_READERS
        self.told, self.kept = len(lines), frozenset() if are_few else kept_away(file)

    @invariant()
    def nobody_takes_two_out_alone(self) -> None:
        _, inside = self.inside()
        mine = [each.by for each in inside.removals if each.waits]
        assert len(mine) == len(set(mine))

    @invariant()
    def nothing_skips_a_check(self) -> None:
        file, inside = self.inside()
        status, before = file.card.status, self.was
        self.was = status
        if status is Status.CLOSED:
            assert not open_among(inside.allegations)
            assert inside.allegations or file.card.is_set_aside
        if before in BEFORE_THE_CHECK and status not in BEFORE_THE_CHECK:
            free = {
                who
                for who, said in inside.statements.items()
                if said.says is Says.NO_TIE and said.people_list == inside.assessed.people_list
            }
            pair = {file.card.lead, file.card.second}
            assert len(pair) == 2
            assert pair <= free - self.barred - inside.assessed.restricted


def test_no_sequence_of_deeds_breaks_a_promise(channel: Channel) -> None:
    channel.with_guest(GUEST)
    Sequence.channel = channel
    run_state_machine_as_test(Sequence, settings=many())
