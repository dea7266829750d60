"""The inside of a case as one sealed field: everything that the committee alone may know of it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from casework.complaints.domain.case.casefile import Inside, Judged
from casework.complaints.domain.conflicts.check import Says, Statement
from casework.complaints.domain.conflicts.removals import Removal
from casework.complaints.domain.outcomes import (
    Action,
    Allegation,
    AllegationId,
    Finding,
    Former,
    Outcome,
    RootCause,
)
from casework.complaints.domain.status import Because, Course, Move, Status
from casework.complaints.domain.taxonomy import CategoryCode, Scope
from casework.complaints.records.assessed import read_assessed, written_assessed
from casework.complaints.records.keepings import keeping_value, read_keeping
from casework.complaints.records.sealing import (
    a_day,
    case_of,
    filled_in,
    mapping,
    open_value,
    people,
    raw_bytes,
    seal_value,
    some_day,
    somebody,
)
from casework.complaints.records.watched import (
    proposed_in,
    protection_in,
    read_watched,
    watched_value,
)
from crypto.encoding import (
    Value,
    day,
    decode_vouched,
    flag,
    items,
    keyed,
    number,
    sized,
    text,
    unframed,
    word,
)
from crypto.keyring.casekeys import PartKey
from crypto.keyring.fields import FieldKey, Place, open_field
from crypto.names import ID_SIZE, EnvelopeId, PersonId
from crypto.readers import Readers

INSIDE_STEP: Final = 8_192
_SINCE_THEN: Final[Mapping[str, Value]] = {"kinds": {}, "removals": [], "looked": []}


def seal_inside(inside: Inside, key: PartKey) -> bytes:
    value: dict[str, Value] = {
        "first": inside.first,
        "sent": inside.sent.isoformat(),
        "collected": inside.collected.isoformat(),
        "salt": inside.salt,
        "sealed_to": _lists(inside.sealed_to),
        "readers": _lists(inside.readers),
        "changes": inside.changes,
        "entries": inside.entries,
        "kinds": dict(inside.kinds),
        "snapshot": inside.snapshot,
        "unanswered": a_day(inside.unanswered),
        "promised": a_day(inside.promised),
        "leaving": list(inside.leaving),
        "coming": {str(who): by for who, by in inside.coming.items()},
        "triage": {name: list(said) for name, said in inside.triage.items()},
        "course": _course(inside.course),
        "statements": {
            str(who): [said.says.value, said.people_list] for who, said in inside.statements.items()
        },
        "allegations": [allegation_value(each) for each in inside.allegations],
        "ending": dict(inside.ending),
        **_divisions(inside),
    }
    return seal_value(value, key, Place("cases", "inside", key.case), INSIDE_STEP)


def open_inside(sealed: bytes, key: PartKey) -> Inside:
    found = _fields(open_value(sealed, key, Place("cases", "inside", key.case)))
    inside = Inside(
        first=EnvelopeId(sized(found["first"], ID_SIZE)),
        sent=day(found["sent"]),
        collected=day(found["collected"]),
        salt=raw_bytes(found["salt"]),
        sealed_to=_readers(found["sealed_to"]),
        readers=_readers(found["readers"]),
        changes=number(found["changes"]),
        entries=number(found["entries"]),
        kinds={kind: number(count) for kind, count in mapping(found["kinds"]).items()},
        snapshot=raw_bytes(found["snapshot"]),
        unanswered=some_day(found["unanswered"]),
        promised=some_day(found["promised"]),
        leaving=people(found["leaving"]),
        coming={PersonId(who): PersonId(text(by)) for who, by in mapping(found["coming"]).items()},
        triage={name: _pair(said) for name, said in mapping(found["triage"]).items()},
        course=_read_course(found["course"]),
        statements={
            PersonId(who): _statement(said) for who, said in mapping(found["statements"]).items()
        },
        allegations=tuple(map(read_allegation, items(found["allegations"]))),
        ending={name: text(said) for name, said in mapping(found["ending"]).items()},
    )
    return _with_divisions(inside, found)


def open_judged(sealed: bytes, key: PartKey | FieldKey) -> Judged:
    """Open the few fields that a search asks for, of thousands of cases."""
    place = Place("cases", "inside", case_of(key))
    found = _fields(decode_vouched(unframed(open_field(sealed, key, place))))
    return Judged(
        triage={name: _pair(said) for name, said in mapping(found["triage"]).items()},
        allegations=tuple(map(read_allegation, items(found["allegations"]))),
        assessed=read_assessed(found["assessed"]),
        basis=text(mapping(found["ending"]).get("basis", "")),
        protection=protection_in(found["watched"]),
        proposed=proposed_in(found["watched"]),
    )


def _with_divisions(inside: Inside, found: Mapping[str, Value]) -> Inside:
    return replace(
        inside,
        assessed=read_assessed(found["assessed"]),
        keeping=read_keeping(found["keeping"]),
        watched=read_watched(found["watched"]),
        removals=tuple(map(_read_removal, items(found["removals"]))),
        looked=frozenset(people(found["looked"])),
    )


def _divisions(inside: Inside) -> dict[str, Value]:
    """Write what has a page of its own: it is read and written by whoever knows that page."""
    return {
        "assessed": written_assessed(inside.assessed),
        "keeping": keeping_value(inside.keeping),
        "watched": watched_value(inside.watched),
        "removals": [_removal(each) for each in inside.removals],
        "looked": sorted(inside.looked),
    }


def _fields(value: Value) -> dict[str, Value]:
    return keyed(
        filled_in(value, _SINCE_THEN),
        *_SINCE_THEN,
        *("first", "sent", "collected", "salt", "sealed_to", "readers", "changes", "entries"),
        *("snapshot", "leaving", "coming", "triage", "course", "statements"),
        *("allegations", "ending", "unanswered", "promised"),
        *("assessed", "keeping", "watched"),
    )


def _removal(removal: Removal) -> Value:
    on = removal.on.isoformat()
    return [removal.who, removal.by, on, removal.why, removal.agreed]


def _read_removal(value: Value) -> Removal:
    who, by, on, why, agreed = items(value, 5, 5)
    return Removal(PersonId(text(who)), PersonId(text(by)), day(on), text(why), somebody(agreed))


def _lists(readers: Readers) -> Value:
    return [list(readers.admitted), list(readers.left_out)]


def _readers(value: Value) -> Readers:
    admitted, left_out = items(value, 2, 2)
    return Readers(people(admitted), people(left_out))


def _pair(value: Value) -> tuple[str, str]:
    choice, why = items(value, 2, 2)
    return text(choice), text(why)


def _course(course: Course) -> Value:
    return [[_move(each) for each in course.moves], course.checked, _status(course.held_at)]


def _read_course(value: Value) -> Course:
    moves, checked, held_at = items(value, 3, 3)
    held = None if held_at is None else word(Status, held_at)
    return Course(tuple(map(_read_move, items(moves))), flag(checked), held)


def _status(status: Status | None) -> str | None:
    return None if status is None else status.value


def _move(move: Move) -> Value:
    why = move.because
    on, until = why.on.isoformat(), a_day(why.until)
    return [move.status.value, why.by, on, why.reason, why.second, until]


def _read_move(value: Value) -> Move:
    status, by, on, reason, second, until = items(value, 6, 6)
    because = Because(PersonId(text(by)), day(on), text(reason), somebody(second), some_day(until))
    return Move(word(Status, status), because)


def _statement(value: Value) -> Statement:
    says, people_list = items(value, 2, 2)
    return Statement(word(Says, says), number(people_list))


def allegation_value(allegation: Allegation) -> Value:
    finding = None if allegation.finding is None else _finding(allegation.finding)
    what = (allegation.id, allegation.category, allegation.scope.value, finding)
    return [*what, [_former(each) for each in allegation.former], allegation.of_triage]


def read_allegation(value: Value) -> Allegation:
    # What was written earlier has lost its former findings, and says not how it came.
    name, category, scope, finding, *since = items(value, 6, 4)
    former, of_triage = since or ([], False)
    return Allegation(
        AllegationId(text(name)),
        CategoryCode(text(category)),
        word(Scope, scope),
        None if finding is None else _read_finding(finding),
        tuple(map(_read_former, items(former))),
        flag(of_triage),
    )


def _former(former: Former) -> Value:
    return [_finding(former.finding), former.category, former.by, former.on.isoformat()]


def _read_former(value: Value) -> Former:
    finding, category, by, on = items(value, 4, 4)
    about, who = CategoryCode(text(category)), PersonId(text(by))
    return Former(_read_finding(finding), about, who, day(on))


def _finding(finding: Finding) -> Value:
    return [
        finding.outcome.value,
        finding.basis,
        finding.on.isoformat(),
        sorted(each.value for each in finding.actions),
        sorted(each.value for each in finding.root_causes),
        finding.inquired,
        finding.approved_by_counsel,
        finding.other_case,
        finding.by,
    ]


def _read_finding(value: Value) -> Finding:
    # Who wrote it was not kept at first.
    outcome, basis, on, actions, causes, inquired, counsel, other, *by = items(value, 9, 8)
    return Finding(
        word(Outcome, outcome),
        text(basis),
        day(on),
        frozenset(word(Action, each) for each in items(actions)),
        frozenset(word(RootCause, each) for each in items(causes)),
        flag(inquired),
        somebody(counsel),
        flag(other),
        *map(somebody, by),
    )
