"""Four pages: what goes, for whom and why, what is left out, and one more look before it goes.

Nothing is kept between them: each page carries what the others asked. So two members, or two
windows, cannot mix up their copies, and whoever stops leaves nothing behind.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Final

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.case.deeds import Line
from casework.complaints.forms.writing import count
from casework.complaints.services.files import files_in
from casework.complaints.services.readers.rekeying import NotThere
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.parts.addresses import address, case_at, not_there
from casework.complaints.views.parts.heading import EXPORT, Heading, heading_of
from casework.complaints.views.parts.showing import shown_whole
from casework.complaints.views.parts.wording import name_of
from casework.desk import desk
from casework.export.domain.contents import Contents
from casework.export.domain.wish import LAST_PAGE, PAGES, Wish, first_flawed_page
from casework.export.forms import TICKED, carried, read_wish
from casework.export.services.taking import Taken, copies_of, seen_in, take_out
from casework.export.views import wording
from casework.export.views.composing import contents_of
from casework.export.views.naming import named_in
from casework.export.views.sealing import Offer, offer, wrapping
from casework.export.views.sending import Stream, order_of, sent
from casework.export.views.several import may_ask
from casework.export.views.withholding import columns
from casework.frame import EXPORTS, REPORTS, casework_frame
from casework.trust import Standing
from config.frames import CaseworkFrame
from config.rendering import Page, render
from config.words import with_year
from store.database import Transaction

export = Blueprint("export", __name__)

_PLACE = f"{REPORTS}/<case>/{EXPORT}"
_UNPROCESSABLE: Final = 422
_FIRST, _SECOND, _THIRD = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Step:
    """What all four pages have in common."""

    words: str
    here: str
    csrf: str
    number: int
    carried: tuple[tuple[str, str], ...]
    problems: tuple[tuple[str, str], ...]
    wrong: Mapping[str, str]


@dataclass(frozen=True)
class WhatPage(Page):
    template: ClassVar[str] = "export/what.html"
    frame: CaseworkFrame
    head: Heading
    step: Step
    wish: Wish
    pieces: wording.Options
    forms: wording.Options
    originals: wording.Options
    picked: tuple[str, ...]
    before: tuple[str, ...]
    several_href: str


@dataclass(frozen=True)
class WhomPage(Page):
    template: ClassVar[str] = "export/whom.html"
    frame: CaseworkFrame
    head: Heading
    step: Step
    wish: Wish
    kinds: wording.Options
    grounds: wording.Options


@dataclass(frozen=True)
class WordsPage(Page):
    template: ClassVar[str] = "export/words.html"
    frame: CaseworkFrame
    head: Heading
    step: Step
    wish: Wish
    wordings: wording.Options


@dataclass(frozen=True)
class CheckPage(Page):
    template: ClassVar[str] = "export/check.html"
    frame: CaseworkFrame
    head: Heading
    step: Step
    wish: Wish
    contents: Contents
    columns: tuple[str, ...]
    kind: str
    basis: str
    seen: str
    offer: Offer


@dataclass(frozen=True, slots=True)
class Asked:
    """Which page is wanted, with what was typed, and what is to be said about it."""

    wish: Wish
    page: int
    tells: bool = False  # whether what is missing is said, or was never asked yet
    problem: str = ""


@export.get(_PLACE)
@opens_to(Right.CASES)
def begin(case: str, me: SignedIn) -> ResponseReturnValue:
    return _drawn(case, me, Asked(Wish(), _FIRST))


@export.post(_PLACE)
@opens_to(Right.CASES)
def go_on(case: str, me: SignedIn) -> ResponseReturnValue:
    """Lead to the page that was asked for, and no further than something is missing."""
    wish, came_from = _wish(), count(request.form.get("from", ""))
    wanted = min(max(count(request.form.get("to", "")), _FIRST), LAST_PAGE)
    flawed = first_flawed_page(wish)
    if flawed < wanted:
        return _drawn(case, me, Asked(wish, flawed, tells=flawed <= came_from))
    return _drawn(case, me, Asked(wish, wanted))


@export.post(f"{_PLACE}/take")
@opens_to(Right.CASES)
def take(case: str, me: SignedIn) -> ResponseReturnValue:
    """Take it out, if it is still what the page showed."""
    wish = _wish()
    flawed = first_flawed_page(wish)
    around = wrapping(wish.seal, request.form.get("words", ""), me)
    if flawed < LAST_PAGE or around is None:
        # Other words are shown than those that were carried: nothing goes before they are read.
        return _drawn(case, me, Asked(replace(wish, seal=None), flawed, tells=True))
    order = replace(order_of(case_at(case), wish), seen=wish.seen)
    outcome = take_out(desk(), me, order)
    if isinstance(outcome, Taken):
        return _sent(around.around(sent(desk(), me, wish, outcome)))
    if isinstance(outcome, NotThere):
        not_there()
    problem = _("The report has changed since you looked. Nothing went. Look again.")
    return _drawn(case, me, Asked(wish, LAST_PAGE, problem=str(problem)))


def _wish() -> Wish:
    return read_wish(request.form, {name: request.form.getlist(name) for name in TICKED})


def _sent(stream: Stream) -> Response:
    return Response(
        stream.pieces,
        mimetype=stream.mimetype,
        headers={"Content-Disposition": f'attachment; filename="{stream.name}"'},
    )


def _drawn(case: str, me: SignedIn, asked: Asked) -> ResponseReturnValue:
    drawn = _PAGES[asked.page]
    page = shown_whole(me, case, lambda tx, file: drawn(_At(tx, file, me, asked)))
    return (render(page), _UNPROCESSABLE) if asked.tells or asked.problem else render(page)


@dataclass(frozen=True, slots=True, eq=False)
class _At:
    """A case at one of the four pages."""

    tx: Transaction
    file: CaseFile
    me: SignedIn
    asked: Asked

    @property
    def frame(self) -> CaseworkFrame:
        return casework_frame(self.me, REPORTS, wrong=bool(self.asked.tells or self.asked.problem))

    @property
    def head(self) -> Heading:
        return heading_of(self.file, EXPORT)

    @property
    def step(self) -> Step:
        wish, page = self.asked.wish, self.asked.page
        wrong = wording.problems(wish, PAGES.get(page, ())) if self.asked.tells else {}
        said = [("", self.asked.problem)] if self.asked.problem else []
        return Step(
            words=wording.step_in_words(page),
            here=address(self.file.id, EXPORT),
            csrf=generate_csrf(),
            number=page,
            carried=tuple(carried(wish, page)),
            problems=(*said, *wrong.items()),
            wrong=wrong,
        )


def _what(at: _At) -> WhatPage:
    originals = tuple(
        (str(each.number), _("File %(number)d: %(name)s", number=each.number, name=each.name))
        for each in files_in(at.tx, at.file)
        if not (each.is_withheld or each.is_hidden)
    )
    return WhatPage(
        at.frame, at.head, at.step, at.asked.wish,
        pieces=wording.pieces(),
        forms=wording.forms(),
        originals=originals,
        picked=tuple(map(str, at.asked.wish.originals)),
        before=tuple(_before(at)),
        several_href=EXPORTS if may_ask(at.me) else "",
    )  # fmt: skip


def _before(at: _At) -> list[str]:
    return [_copy(line, at.file.committee) for line in copies_of(at.tx, at.file)]


def _copy(line: Line, committee: Standing) -> str:
    said = _(
        "Copy %(copy)s, %(day)s, by %(by)s, for %(for_whom)s: %(why)s",
        copy=line.said.get("copy", ""),
        day=with_year(line.day),
        by=name_of(committee, line.by),
        for_whom=line.said.get("for", ""),
        why=line.said.get("why", ""),
    )
    cleared = line.said.get("cleared", "")
    if cleared:
        said = f"{said} " + _("Agreed to by %(lawyer)s.", lawyer=cleared)
    return f"{said} ({wording.seal_in_words(line.said.get('seal', ''))})"


def _whom(at: _At) -> WhomPage:
    kinds, grounds = wording.kinds(), wording.grounds()
    return WhomPage(at.frame, at.head, at.step, at.asked.wish, kinds, grounds)


def _words(at: _At) -> WordsPage:
    wish = at.asked.wish
    if wish.wording is None and not wish.names:
        # Not answered yet: whoever is known to be in the report is replaced, unless struck out.
        wish = replace(wish, names=named_in(at.file))
    return WordsPage(at.frame, at.head, at.step, wish, wording.wordings())


def _check(at: _At) -> CheckPage:
    wish = at.asked.wish
    contents = contents_of(wish, at.tx, at.file)
    kind = str(_(wording.KINDS[wish.kind])) if wish.kind else ""
    return CheckPage(
        at.frame, at.head, at.step, replace(wish, seen=""), contents,
        columns=columns(),
        kind=kind,
        basis=wording.basis_in_words(wish),
        seen=seen_in(contents),
        offer=offer(at.me),
    )  # fmt: skip


_PAGES: Final = {_FIRST: _what, _SECOND: _whom, _THIRD: _words, LAST_PAGE: _check}
