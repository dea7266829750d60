"""Who the reporter is: a page that exists for those who were told, and opens with a reason."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import ClassVar, Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.european import Ground
from casework.complaints.forms.telling import LONGEST_NAME, NO_TELLING, Telling, read_telling
from casework.complaints.forms.writing import SHORT, words
from casework.complaints.services.readers.disclosing import (
    Disclosed,
    Disclosing,
    NoReasons,
    Noted,
    disclose,
    disclosures,
    words_to_reporter,
)
from casework.complaints.services.readers.identities import (
    Kept,
    Look,
    Revealed,
    identities_in,
    looks,
    reveal,
)
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.parts.addresses import address, case_at, go, not_there
from casework.complaints.views.parts.heading import IDENTITY, OVERVIEW, Heading, heading_of
from casework.complaints.views.parts.showing import shown_whole
from casework.complaints.views.parts.wording import name_of
from casework.complaints.views.pressing.fitting import holding
from casework.complaints.views.pressing.once import adds
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from config.frames import CaseworkFrame
from config.questions.asked import asked
from config.rendering import Page, render
from config.words import in_words
from crypto.names import ID_SIZE, EnvelopeId
from store.database import Transaction

identity = Blueprint("case-identity", __name__)

_PLACE = f"{REPORTS}/<case>/{IDENTITY}"
_UNPROCESSABLE = 422
_GLIMPSE = 60
_NEED: Final = asked("Why do you need to know?")
GROUNDS: Final[Mapping[Ground, str]] = {
    Ground.CONSENT: asked("The reporter agreed to it in so many words"),
    Ground.LAW: asked("The law demands it, and the reporter has the reasons in writing"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One time that the reporter said who they are."""

    key: str
    came: str
    told_to: str
    words: tuple[str, ...] = field(repr=False)
    looks: tuple[tuple[str, str], ...]
    problem: str
    told_further: tuple[tuple[str, str], ...]
    telling: Telling


@dataclass(frozen=True)
class IdentityPage(Page):
    template: ClassVar[str] = "complaints/identity.html"
    frame: CaseworkFrame
    head: Heading
    csrf: str
    here: str
    told: tuple[Told, ...]
    is_european: bool
    grounds: tuple[tuple[str, str], ...]
    messages: tuple[tuple[str, str], ...]
    errors: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """What those who were told did with it since."""

    looks: list[Look]
    told: list[Disclosed]


@dataclass(frozen=True, slots=True)
class Shown:
    """Which one was asked for, and what came of it."""

    key: str = ""
    words: tuple[str, ...] = field(default=(), repr=False)
    problem: str = ""
    telling: Telling = NO_TELLING


@identity.get(_PLACE)
@opens_to(Right.CASES)
def show_identity(case: str, me: SignedIn) -> ResponseReturnValue:
    return render(shown_whole(me, case, partial(_page, me, Shown())))


@identity.post(_PLACE)
@opens_to(Right.CASES)
@holding({"why": _NEED}, why=SHORT)
def look_at_identity(case: str, me: SignedIn) -> ResponseReturnValue:
    """Answer with the page itself: who it is stands in no address, and is not kept in a history."""
    key, why = request.form.get("which", ""), words(request.form, "why")
    if not why:
        wrong = Shown(key, problem=str(_("Say why you need to know.")))
        return render(shown_whole(me, case, partial(_page, me, wrong))), _UNPROCESSABLE
    revealed = reveal(desk(), me, case_at(case), _envelope(key), why)
    if not isinstance(revealed, Revealed):
        not_there()
    return render(shown_whole(me, case, partial(_page, me, Shown(key, revealed.words))))


@identity.post(f"{_PLACE}/tell")
@opens_to(Right.CASES)
@holding(whom=LONGEST_NAME, why=SHORT)
@adds(IDENTITY)
def tell_further(case: str, me: SignedIn) -> ResponseReturnValue:
    """Note to whom else the name is told, by what right; only then is it told."""
    key, typed = request.form.get("which", ""), read_telling(request.form)
    outcome = _disclosing(me, case, key, typed)
    if isinstance(outcome, Noted):
        return go(address(case_at(case), IDENTITY))
    if not isinstance(outcome, str):
        not_there()
    wrong = Shown(key, telling=replace(typed, problem=outcome))
    return render(shown_whole(me, case, partial(_page, me, wrong))), _UNPROCESSABLE


def _disclosing(me: SignedIn, case: str, key: str, typed: Telling) -> Disclosing | str:
    wanted = typed.wanted()
    if wanted is None:
        return str(_("Say who is to know it, by what right, and why."))
    outcome = disclose(desk(), me, case_at(case), _envelope(key), wanted)
    if isinstance(outcome, NoReasons):
        return str(_("First write the reasons to the reporter, and choose that message here."))
    return outcome


def _envelope(key: str) -> EnvelopeId:
    is_one = len(key) == 2 * ID_SIZE and set(key) <= set("0123456789abcdef")
    return EnvelopeId(bytes.fromhex(key) if is_one else b"")


def _page(me: SignedIn, shown: Shown, tx: Transaction, file: CaseFile) -> IdentityPage:
    kept = identities_in(tx, desk(), file)
    if not kept:
        not_there()
    seen = Seen(looks(tx, desk(), me), disclosures(tx, desk(), me))
    is_european = file.rules.europe is not None
    return IdentityPage(
        frame=casework_frame(me, REPORTS, wrong=bool(shown.problem or shown.telling.problem)),
        head=heading_of(file, OVERVIEW),
        csrf=generate_csrf(),
        here=address(file.id, IDENTITY),
        told=tuple(_told(file, each, seen, shown) for each in kept),
        is_european=is_european,
        grounds=tuple((str(each), str(_(says))) for each, says in GROUNDS.items()),
        messages=_messages(tx, file) if is_european else (),
        errors=tuple(_errors(shown)),
    )


def _errors(shown: Shown) -> Iterator[tuple[str, str]]:
    if shown.problem:
        yield f"why-{shown.key}", shown.problem
    if shown.telling.problem:
        yield f"whom-{shown.key}", shown.telling.problem


def _messages(tx: Transaction, file: CaseFile) -> tuple[tuple[str, str], ...]:
    """Return our own words to the reporter, by their first ones, the newest first."""
    found = reversed(words_to_reporter(tx, file))
    return tuple((f"{e.number}", f"{in_words(e.day)}: {e.text[:_GLIMPSE]}") for e in found)


def _told(file: CaseFile, kept: Kept, seen: Seen, shown: Shown) -> Told:
    key = kept.envelope.hex()
    is_it = shown.key == key
    return Told(
        key=key,
        came=str(_("Came %(day)s", day=in_words(kept.came))),
        told_to=", ".join(name_of(file.committee, who) for who in kept.to),
        words=shown.words if is_it else (),
        looks=tuple(_look(file, e) for e in seen.looks if e.envelope == kept.envelope),
        problem=shown.problem if is_it else "",
        told_further=tuple(
            _disclosure(file, each) for each in seen.told if each.envelope == kept.envelope
        ),
        telling=shown.telling if is_it else NO_TELLING,
    )


def _look(file: CaseFile, look: Look) -> tuple[str, str]:
    who, day = name_of(file.committee, look.by), in_words(look.on)
    return str(_("%(name)s looked, %(day)s", name=who, day=day)), look.why


def _disclosure(file: CaseFile, told: Disclosed) -> tuple[str, str]:
    who, day = name_of(file.committee, told.by), in_words(told.on)
    says = _("%(name)s told it to %(whom)s, %(day)s", name=who, whom=told.whom, day=day)
    return str(says), f"{_(GROUNDS[told.ground])}. {told.why}"
