"""Of a timeline goes out what was weighed and let go, and of that no reason that somebody typed."""

from datetime import date

import pytest

from casework.complaints.domain.case.deeds import Did, Line
from casework.export.domain.timeline import GOES, STAYS, outgoing
from casework.export.domain.wish import Piece

TYPED = ("why", "free", "came", "lawyer", "label", "task", "for", "row", "what", "on")
ALL = frozenset(Piece)


def line_of(did: Did, **said: str) -> Line:
    return Line(did, date(2026, 11, 21), None, said)


def test_every_deed_was_weighed_once() -> None:
    assert GOES.keys() | STAYS == set(Did)
    assert not GOES.keys() & STAYS


@pytest.mark.parametrize("did", Did)
def test_no_reason_and_no_label_goes(did: Did) -> None:
    said = dict.fromkeys(TYPED, "typed") | {"question": "ending"}
    goes = outgoing(line_of(did, **said), ALL)
    assert goes is None or set(goes.said) <= {"question"}


@pytest.mark.parametrize("question", ["danger", "exposure", "free", "can_act", "reply", "another"])
def test_answers_about_the_reporter_and_about_ties_stay(question: str) -> None:
    said = {"question": question, "answer": "yes"}
    assert outgoing(line_of(Did.DECIDED, **said), ALL) is None


@pytest.mark.parametrize("question", ["ours", "alleged", "finding"])
def test_what_is_alleged_and_found_goes_with_what_was_found(question: str) -> None:
    line = line_of(Did.DECIDED, question=question, about="ACC-REV")
    assert outgoing(line, ALL - {Piece.OUTCOME}) is None
    assert outgoing(line, ALL) == line
