"""What was ticked and typed on the four pages, read once. Whatever is no choice of ours is none."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Final, TypeVar

from casework.complaints.domain.privilege.sharing import Receiver
from casework.complaints.forms.deciding import read_day
from casework.complaints.forms.writing import count, words
from casework.export.domain.several import Several
from casework.export.domain.wish import (
    PAGES,
    Form,
    Ground,
    Piece,
    Seal,
    Wish,
    Wording,
)
from crypto.keyring.casekeys import CASE_ID_SIZE
from crypto.names import CaseId, PersonId

Chosen = TypeVar("Chosen", bound=StrEnum)
TICKED: Final = ("pieces", "originals")
"""Where more than one may be chosen."""


def read_wish(form: Mapping[str, str], ticked: Mapping[str, Sequence[str]]) -> Wish:
    names = [each.strip() for each in words(form, "names").split("\n") if each.strip()]
    numbers = {count(each) for each in ticked["originals"]} - {0}
    pieces = {_one(Piece, each) for each in ticked["pieces"]}
    return Wish(
        form=_one(Form, form.get("form", "")),
        pieces=frozenset(filter(None, pieces)),
        originals=frozenset(numbers),
        receiver=_line(form, "receiver"),
        kind=_one(Receiver, form.get("kind", "")),
        purpose=_line(form, "purpose"),
        ground=_one(Ground, form.get("ground", "")),
        basis=_line(form, "basis"),
        cleared=_line(form, "cleared"),
        facts=words(form, "facts"),
        wording=_one(Wording, form.get("wording", "")),
        summary=words(form, "summary"),
        names=tuple(names),
        is_naming=form.get("naming") == "1",
        seal=read_seal(form),
        seen=form.get("seen", ""),
    )


def read_seal(form: Mapping[str, str]) -> Seal | None:
    return _one(Seal, form.get("seal", ""))


def read_several(form: Mapping[str, str], ticked: Mapping[str, Sequence[str]]) -> Several:
    wish = replace(read_wish(form, ticked), form=Form.BUNDLE, originals=frozenset())
    wish = replace(wish, summary="", facts="", is_of_several=True)
    second = words(form, "second")
    since, until = read_day(form, "since"), read_day(form, "until")
    return Several(wish, since, until, PersonId(second) if second else None)


def read_cases(ticked: Sequence[str]) -> tuple[CaseId, ...]:
    """Read the reports that a page showed; what is no address of ours is none."""
    found = [_raw(each) for each in ticked]
    return tuple(CaseId(each) for each in found if len(each) == CASE_ID_SIZE)


def read_note(form: Mapping[str, str]) -> bytes:
    """Read which request is meant; what we did not write names none."""
    return _raw(form.get("note", ""))


def carried(wish: Wish, page: int) -> Iterator[tuple[str, str]]:
    """Yield what the other pages asked, for this one to carry along unseen."""
    elsewhere = {name for other, names in PAGES.items() if other != page for name in names}
    yield from ((name, said) for name, said in _fields(wish) if name in elsewhere)


def _fields(wish: Wish) -> Iterator[tuple[str, str]]:
    yield "form", wish.form or ""
    yield from (("pieces", each.value) for each in sorted(wish.pieces))
    yield from (("originals", str(each)) for each in sorted(wish.originals))
    yield "receiver", wish.receiver
    yield "kind", wish.kind or ""
    yield "purpose", wish.purpose
    yield "ground", wish.ground or ""
    yield "basis", wish.basis
    yield "cleared", wish.cleared
    yield "facts", wish.facts
    yield "wording", wish.wording or ""
    yield "summary", wish.summary
    yield "names", "\n".join(wish.names)
    yield "naming", "1" if wish.is_naming else ""
    yield "seal", wish.seal or ""


def _raw(said: str) -> bytes:
    try:
        return bytes.fromhex(said)
    except ValueError:
        return b""


def _one(kind: type[Chosen], said: str) -> Chosen | None:
    return kind(said) if said in _values(kind) else None


def _values(kind: type[Chosen]) -> Collection[str]:
    return {each.value for each in kind}


def _line(form: Mapping[str, str], name: str) -> str:
    """One line is one line: whatever else ends one, or cannot be seen, is a space."""
    typed = "".join(each if each.isprintable() else " " for each in words(form, name))
    return " ".join(typed.split())
