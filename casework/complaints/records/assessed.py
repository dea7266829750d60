"""What triage came to, as one value inside the case's own sealed field."""

from dataclasses import astuple
from typing import Final

from casework.complaints.domain.case.assessed import Assessed, HandOver, SecondWord, Waiting
from casework.complaints.domain.conflicts.named import Named, Part
from casework.complaints.domain.conflicts.restrictions import Origin, Restriction
from casework.complaints.domain.conflicts.routes import Subject, When
from casework.complaints.domain.severity import Grade, Hints, Level, Severity, Trigger, overridden
from casework.complaints.domain.taxonomy import Destination
from casework.complaints.domain.triage import Referral
from casework.complaints.records.sealing import a_day, people, some_day, somebody
from crypto.encoding import Value, day, flag, items, number, sized, text, word
from crypto.errors import MalformedError
from crypto.names import ID_SIZE, PersonId

_NOT_SAID: Final[tuple[Value, ...]] = ([], [], [], "")


def written_assessed(assessed: Assessed) -> Value:
    return [
        [_named(each) for each in assessed.named],
        assessed.people_list,
        [
            [each.person, each.origin.value, sorted(each.released_by)]
            for each in assessed.restrictions
        ],
        None if assessed.grade is None else _grade(assessed.grade),
        [_hand_over(each) for each in assessed.hand_overs],
        None if assessed.waiting is None else list(astuple(assessed.waiting)),
        [assessed.second_word.is_on, assessed.second_word.off_by],
    ]


def read_assessed(value: Value) -> Assessed:
    # What was written before there was a choice about a second word says nothing of it.
    named, people_list, restrictions, grade, hand_overs, waiting, *later = items(value, 7, 6)
    return Assessed(
        tuple(map(_read_named, items(named))),
        number(people_list),
        tuple(map(_read_restriction, items(restrictions))),
        None if grade is None else _read_grade(grade),
        tuple(map(_read_hand_over, items(hand_overs))),
        None if waiting is None else _read_waiting(waiting),
        *map(_read_second_word, later),
    )


def _read_second_word(value: Value) -> SecondWord:
    is_on, off_by = items(value, 2, 2)
    return SecondWord(None if is_on is None else flag(is_on), somebody(off_by))


def _named(named: Named) -> Value:
    kind = None if named.kind is None else named.kind.value
    said = (named.name, named.part.value, kind, named.person, named.allegation, named.is_struck)
    return [*said, sorted(named.so), sorted(named.in_line), sorted(named.is_not), named.told_why]


def _read_named(value: Value) -> Named:
    # Names that were written down earlier say less: of no condition, of nobody else, of no choice.
    name, part, kind, person, allegation, is_struck, *later = items(value, 10, 6)
    so, in_line, is_not, told_why = (*later, *_NOT_SAID[len(later) :])
    return Named(
        text(name),
        word(Part, part),
        None if kind is None else word(Subject, kind),
        somebody(person),
        text(allegation),
        flag(is_struck),
        frozenset(word(When, each) for each in items(so)),
        frozenset(people(in_line)),
        frozenset(people(is_not)),
        text(told_why),
    )


def _read_restriction(value: Value) -> Restriction:
    person, origin, released_by = items(value, 3, 3)
    return Restriction(PersonId(text(person)), word(Origin, origin), frozenset(people(released_by)))


def _grade(grade: Grade) -> Value:
    override = grade.severity.override
    return [
        sorted(each.value for each in grade.triggers),
        list(astuple(grade.hints)),
        grade.severity.computed.value,
        None if override is None else [override.level.value, override.reason],
    ]


def _read_grade(value: Value) -> Grade:
    triggers, hints, computed, override = items(value, 4, 4)
    severity = Severity(Level(number(computed, len(Level), 1)))
    if override is not None:
        level, reason = items(override, 2, 2)
        judged = overridden(severity, Level(number(level, len(Level), 1)), text(reason))
        if not isinstance(judged, Severity):
            raise MalformedError("judged otherwise without a reason")
        severity = judged
    return Grade(
        frozenset(word(Trigger, each) for each in items(triggers)),
        Hints(*(number(each) for each in items(hints))),
        severity,
    )


def _read_waiting(value: Value) -> Waiting:
    by, reply, said, asks, seen = items(value, 5, 5)
    return Waiting(PersonId(text(by)), sized(reply, ID_SIZE), text(said), flag(asks), number(seen))


def _hand_over(hand_over: HandOver) -> Value:
    referral = hand_over.referral
    return [
        referral.to.value,
        referral.handed_on.isoformat(),
        a_day(referral.accepted),
        a_day(referral.returned),
        hand_over.by,
        hand_over.to_whom,
        hand_over.text,
        hand_over.came_of_it,
    ]


def _read_hand_over(value: Value) -> HandOver:
    to, handed_on, accepted, returned, by, to_whom, said, came_of_it = items(value, 8, 8)
    referral = Referral(
        word(Destination, to), day(handed_on), some_day(accepted), some_day(returned)
    )
    return HandOver(referral, PersonId(text(by)), text(to_whom), text(said), text(came_of_it))
