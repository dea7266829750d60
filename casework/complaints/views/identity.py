"""Who the reporter is: a page that exists for those who were told, and opens with a reason."""

from dataclasses import dataclass, field
from functools import partial
from typing import ClassVar

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.forms.writing import words
from casework.complaints.services.readers.identities import (
    LONGEST_WHY,
    Kept,
    Look,
    Revealed,
    identities_in,
    looks,
    reveal,
)
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.parts.addresses import address, case_at, not_there
from casework.complaints.views.parts.heading import IDENTITY, OVERVIEW, Heading, heading_of
from casework.complaints.views.parts.showing import shown_whole
from casework.complaints.views.parts.wording import name_of
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from config.frames import CaseworkFrame
from config.rendering import Page, render
from config.words import in_words
from crypto.names import ID_SIZE, EnvelopeId
from store.database import Transaction

identity = Blueprint("case-identity", __name__)

_PLACE = f"{REPORTS}/<case>/{IDENTITY}"
_UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class Told:
    """One time that the reporter said who they are."""

    key: str
    came: str
    told_to: str
    words: tuple[str, ...] = field(repr=False)
    looks: tuple[tuple[str, str], ...]
    problem: str


@dataclass(frozen=True)
class IdentityPage(Page):
    template: ClassVar[str] = "complaints/identity.html"
    frame: CaseworkFrame
    head: Heading
    csrf: str
    here: str
    told: tuple[Told, ...]
    errors: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """Which one was asked for, and what came of it."""

    key: str = ""
    words: tuple[str, ...] = field(default=(), repr=False)
    problem: str = ""


@identity.get(_PLACE)
@opens_to(Right.CASES)
def show_identity(case: str, me: SignedIn) -> ResponseReturnValue:
    return render(shown_whole(me, case, partial(_page, me, Shown())))


@identity.post(_PLACE)
@opens_to(Right.CASES)
def look_at_identity(case: str, me: SignedIn) -> ResponseReturnValue:
    """Answer with the page itself: who it is stands in no address, and is not kept in a history."""
    key, why = request.form.get("which", ""), words(request.form, "why")[:LONGEST_WHY]
    if not why:
        wrong = Shown(key, problem=str(_("Say why you need to know.")))
        return render(shown_whole(me, case, partial(_page, me, wrong))), _UNPROCESSABLE
    revealed = reveal(desk(), me, case_at(case), _envelope(key), why)
    if not isinstance(revealed, Revealed):
        not_there()
    return render(shown_whole(me, case, partial(_page, me, Shown(key, revealed.words))))


def _envelope(key: str) -> EnvelopeId:
    is_one = len(key) == 2 * ID_SIZE and set(key) <= set("0123456789abcdef")
    return EnvelopeId(bytes.fromhex(key) if is_one else b"")


def _page(me: SignedIn, shown: Shown, tx: Transaction, file: CaseFile) -> IdentityPage:
    kept = identities_in(tx, desk(), file)
    if not kept:
        not_there()
    seen = looks(tx, desk(), me)
    return IdentityPage(
        frame=casework_frame(me, REPORTS, wrong=bool(shown.problem)),
        head=heading_of(file, OVERVIEW),
        csrf=generate_csrf(),
        here=address(file.id, IDENTITY),
        told=tuple(_told(file, each, seen, shown) for each in kept),
        errors=((f"why-{shown.key}", shown.problem),) if shown.problem else (),
    )


def _told(file: CaseFile, kept: Kept, seen: list[Look], shown: Shown) -> Told:
    key = kept.envelope.hex()
    is_it = shown.key == key
    return Told(
        key=key,
        came=str(_("Came %(day)s", day=in_words(kept.came))),
        told_to=", ".join(name_of(file.committee, who) for who in kept.to),
        words=shown.words if is_it else (),
        looks=tuple(
            (
                str(
                    _(
                        "%(name)s looked, %(day)s",
                        name=name_of(file.committee, each.by),
                        day=in_words(each.on),
                    )
                ),
                each.why,
            )
            for each in seen
            if each.envelope == kept.envelope
        ),
        problem=shown.problem if is_it else "",
    )
