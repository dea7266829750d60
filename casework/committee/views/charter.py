"""The charter: what it is for, who has read which version, and a place to say that one has."""

from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.committee.services.charter import LONGEST_VERSION, note_reading, readings
from casework.committee.views.showing import standing
from casework.desk import desk
from casework.frame import CHARTER, PEOPLE, casework_frame
from casework.members.views.visitor import go
from config.frames import CaseworkFrame
from config.rendering import Page, render
from config.words import with_year
from crypto.names import PersonId

charter = Blueprint("charter", __name__)

_UNPROCESSABLE = 422


@dataclass(frozen=True)
class CharterPage(Page):
    template: ClassVar[str] = "committee/charter.html"
    frame: CaseworkFrame
    csrf: str
    here: str
    readings: tuple[tuple[str, str], ...]
    version: str
    problem: str


@charter.get(CHARTER)
@opens_to(Right.MEMBER)
def show_charter(me: SignedIn) -> ResponseReturnValue:
    return render(_page(me, _newest(), ""))


@charter.post(CHARTER)
@opens_to(Right.MEMBER)
def say_read(me: SignedIn) -> ResponseReturnValue:
    version = " ".join(request.form.get("version", "").split())
    problem = _wrong(version)
    if problem:
        return render(_page(me, version, problem)), _UNPROCESSABLE
    note_reading(desk(), me, version)
    return go(CHARTER)


def _wrong(version: str) -> str:
    if not version:
        return str(_("Say which version you read, such as the day on which it was adopted."))
    if len(version.encode(errors="replace")) > LONGEST_VERSION:
        return str(_("That is too long. The day on which it was adopted is enough."))
    return ""


def _newest() -> str:
    """Begin with the version that somebody read last, so that all of them name it alike."""
    return next((each.version for each in readings(desk())), "")


def _page(me: SignedIn, version: str, problem: str) -> CharterPage:
    return CharterPage(
        frame=casework_frame(me, PEOPLE, wrong=bool(problem)),
        csrf=generate_csrf(),
        here=CHARTER,
        readings=tuple(
            (_name(each.by), f"{each.version}, {with_year(each.on)}") for each in readings(desk())
        ),
        version=version,
        problem=problem,
    )


def _name(who: PersonId | None) -> str:
    found = standing()
    people = () if found is None else found.manifest.persons
    name = next((each.name for each in people if each.id == who), "")
    return name or str(_("Somebody who has left"))
