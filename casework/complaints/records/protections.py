"""Plans that protect people, as a part of a case's sealed inside."""

from collections.abc import Collection
from enum import StrEnum
from typing import Final

from casework.complaints.domain.case.proposed import Proposed, Verdict
from casework.complaints.domain.protection import (
    Answer,
    CheckIn,
    Incident,
    Measure,
    Plan,
    ProtectedId,
    Protection,
    Role,
    Signal,
    Told,
    Way,
)
from casework.complaints.records.sealing import a_day, mapping, some_day, somebody
from crypto.encoding import Value, day, flag, items, keyed, text, word
from crypto.names import PersonId

_OF_PROPOSED: Final = 11


def protection_value(protection: Protection) -> Value:
    return {
        "plans": [_plan(each) for each in protection.plans],
        "reviewed": _words(protection.reviewed),
        "incidents": [
            [a_day(each.on), a_day(each.handled), each.what] for each in protection.incidents
        ],
        "measures": [[a_day(each.on), each.by, each.what] for each in protection.measures],
        "asked": protection.needs_plan,
    }


def read_protection(value: Value) -> Protection:
    found = keyed(value, "plans", "reviewed", "incidents", "measures", "asked")
    return Protection(
        plans=tuple(map(_read_plan, items(found["plans"]))),
        reviewed=frozenset(word(Signal, each) for each in items(found["reviewed"])),
        incidents=tuple(map(_read_incident, items(found["incidents"]))),
        measures=tuple(map(_read_measure, items(found["measures"]))),
        needs_plan=flag(found["asked"]),
    )


def proposed_value(proposed: Proposed) -> Value:
    return [
        proposed.person,
        proposed.kind.value,
        a_day(proposed.on),
        proposed.proposer,
        proposed.why,
        proposed.by,
        a_day(proposed.put_down),
        proposed.reviewer,
        proposed.verdict.value if proposed.verdict else None,
        a_day(proposed.judged),
        proposed.reason,
    ]


def read_proposed(value: Value) -> Proposed:
    person, kind, on, proposer, why, *rest = items(value, _OF_PROPOSED, _OF_PROPOSED)
    by, put_down, reviewer, verdict, judged, reason = rest
    return Proposed(
        person=ProtectedId(text(person)),
        kind=word(Signal, kind),
        on=day(on),
        proposer=text(proposer),
        why=text(why),
        by=PersonId(text(by)),
        put_down=day(put_down),
        reviewer=PersonId(text(reviewer)),
        verdict=None if verdict is None else word(Verdict, verdict),
        judged=some_day(judged),
        reason=text(reason),
    )


def _plan(plan: Plan) -> Value:
    done: dict[str, Value] = {str(at): _check_in(each) for at, each in plan.done.items()}
    starts = plan.starts.isoformat()
    return [plan.person, plan.role.value, plan.way.value, starts, plan.watcher, done]


def _read_plan(value: Value) -> Plan:
    person, role, way, starts, watcher, done = items(value, 6, 6)
    return Plan(
        ProtectedId(text(person)),
        word(Role, role),
        word(Way, way),
        day(starts),
        PersonId(text(watcher)),
        {int(at): _read_check_in(each) for at, each in mapping(done).items()},
    )


def _check_in(done: CheckIn) -> Value:
    signals, told = _words(done.signals), _words(done.told)
    return [done.on.isoformat(), done.answer.value, signals, done.by, done.said, told]


def _read_check_in(value: Value) -> CheckIn:
    on, answer, signals, by, said, told = items(value, 6, 6)
    return CheckIn(
        day(on),
        word(Answer, answer),
        frozenset(word(Signal, each) for each in items(signals)),
        somebody(by),
        text(said),
        frozenset(word(Told, each) for each in items(told)),
    )


def _read_incident(value: Value) -> Incident:
    on, handled, what = items(value, 3, 3)
    return Incident(day(on), some_day(handled), text(what))


def _read_measure(value: Value) -> Measure:
    on, by, what = items(value, 3, 3)
    return Measure(day(on), PersonId(text(by)), text(what))


def _words(some: Collection[StrEnum]) -> list[Value]:
    return [*sorted(each.value for each in some)]
