"""One box over all that somebody may read.

What is looked for is posted and stands in no address. It is remembered beside the index until the
next question or the lock, so that whoever comes back from a report finds the results again.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Final, TypeAlias

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.views.parts.addresses import address
from casework.complaints.views.parts.heading import (
    CONVERSATION,
    FILES,
    HAND_OVER,
    NOTES,
    OUTCOME,
    OVERVIEW,
    PRIVILEGED,
    PROTECTION,
    SEVERITY,
    TASKS,
    TIMELINE,
    TRIAGE,
)
from casework.complaints.views.parts.wording import name_of, status_in_words
from casework.desk import desk
from casework.frame import SEARCH, casework_frame
from casework.search.domain.asking import LONGEST, Asked, When, Which
from casework.search.domain.places import Place
from casework.search.domain.snippets import Snippet, snippet_of
from casework.search.forms.asking import Problem, Refused, read_asked, read_place
from casework.search.services.finding import Found, Hit, Result, find
from casework.search.services.indexing import Ready, index_of, make_ready
from casework.trust import Standing as Committee
from config.frames import CaseworkFrame
from config.questions.asked import asked as words
from config.rendering import Page, render
from config.words import in_words
from crypto.names import PersonId
from store.errors import StoreError

search = Blueprint("search", __name__)

FOUND: Final = f"{SEARCH}/found"
MAKING: Final = f"{SEARCH}/making"
_AT_ONCE: Final = 0.3  # seconds that a question may wait for what has changed
_ALONGSIDE: Final = 8.0
_NO_CONTENT: Final = 204
_SEE_OTHER: Final = 303
_UNPROCESSABLE: Final = 422

_WHICH: Final[Mapping[Which, str]] = {
    Which.ALL: words("All reports"),
    Which.NEW: words("New"),
    Which.REPORTER: words("Waiting on reporter"),
    Which.US: words("Waiting on us"),
    Which.FINISHED: words("Finished"),
}
_WHEN: Final[Mapping[When, str]] = {
    When.ANY: words("At any time"),
    When.MONTH: words("In the last month"),
    When.QUARTER: words("In the last three months"),
    When.YEAR: words("In the last year"),
}
_PLACES: Final[Mapping[Place, str]] = {
    Place.REPORT: OVERVIEW,
    Place.REPORTER: CONVERSATION,
    Place.TRANSLATION: CONVERSATION,
    Place.ANSWER: CONVERSATION,
    Place.FILES: FILES,
    Place.EVIDENCE: FILES,
    Place.TASK: TASKS,
    Place.NOTE: NOTES,
    Place.PRIVILEGED: PRIVILEGED,
    Place.TIMELINE: TIMELINE,
    Place.TRIAGE: TRIAGE,
    Place.SEVERITY: SEVERITY,
    Place.HAND_OVER: HAND_OVER,
    Place.OUTCOME: OUTCOME,
    Place.PROTECTION: PROTECTION,
}
# Everything else is the committee's own.
_AUDIENCES: Final[Mapping[Place, str]] = {
    Place.REPORT: "reporter",
    Place.REPORTER: "reporter",
    Place.TRANSLATION: "reporter",
    Place.ANSWER: "reporter",
    Place.PRIVILEGED: "privileged",
}
_SAYS: Final[Mapping[Place, str]] = {
    Place.REPORT: words("The report"),
    Place.REPORTER: words("From the reporter"),
    Place.TRANSLATION: words("A translation"),
    Place.FILES: words("Names of files"),
    Place.EVIDENCE: words("A file that was added"),
    Place.TASK: words("Task"),
    Place.TIMELINE: words("Timeline"),
    Place.TRIAGE: words("Six questions"),
    Place.SEVERITY: words("How serious"),
    Place.HAND_OVER: words("Handed over"),
    Place.OUTCOME: words("Finding"),
    Place.PROTECTION: words("Protection"),
}


Names: TypeAlias = Callable[[PersonId | None], str]


@dataclass(frozen=True, slots=True)
class Shown:
    """A place that says it, and who can read that place."""

    audience: str
    says: str
    snippet: Snippet
    href: str
    link: str


@dataclass(frozen=True, slots=True)
class Row:
    name: Snippet
    unseen: str
    href: str
    status: str
    came: str
    places: tuple[Shown, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Box:
    """What stands in the form, and what is wrong with it."""

    typed: str
    which: str
    when: str
    problem: str = ""


@dataclass(frozen=True)
class SearchPage(Page):
    template: ClassVar[str] = "search/search.html"
    frame: CaseworkFrame
    csrf: str
    here: str
    box: Box
    which: tuple[tuple[str, str], ...]
    when: tuple[tuple[str, str], ...]
    is_asked: bool
    rows: tuple[Row, ...]
    more_href: str
    warning: str
    again_href: str
    making_href: str


@search.get(SEARCH)
@opens_to(Right.CASES)
def show_search(me: SignedIn) -> ResponseReturnValue:
    index, ready = make_ready(desk(), me, 0)
    index.asked = None
    return render(_page(me, Asked(""), Found((), None, ready)))


@search.post(SEARCH)
@opens_to(Right.CASES)
def ask(me: SignedIn) -> ResponseReturnValue:
    asked = read_asked(request.form)
    if isinstance(asked, Refused):
        nothing = Found((), None, Ready.ALL)
        return render(_page(me, asked.asked, nothing, _problem(asked.problem))), _UNPROCESSABLE
    index_of(desk(), me).asked = asked
    return Response(status=_SEE_OTHER, headers={"Location": FOUND})


@search.get(FOUND)
@opens_to(Right.CASES)
def show_found(me: SignedIn) -> ResponseReturnValue:
    asked, after = index_of(desk(), me).asked, read_place(request.args.get("from", ""))
    if asked is None:
        return Response(status=_SEE_OTHER, headers={"Location": SEARCH})
    return render(_page(me, asked, find(desk(), me, asked, after, _AT_ONCE)))


@search.get(MAKING)
@opens_to(Right.CASES)
def go_on_making(me: SignedIn) -> ResponseReturnValue:
    """Go on while the page that asked for this is read. There is nothing to be seen of it."""
    try:
        make_ready(desk(), me, _ALONGSIDE)
    except StoreError as fault:
        desk().note(fault)
    return Response(status=_NO_CONTENT)


def _page(me: SignedIn, asked: Asked, found: Found, problem: str = "") -> SearchPage:
    is_making, names = found.ready is Ready.MORE, _names()
    return SearchPage(
        frame=casework_frame(me, SEARCH, wrong=bool(problem)),
        csrf=generate_csrf(),
        here=SEARCH,
        box=Box(asked.typed, asked.which, asked.when, problem),
        which=tuple((each.value, str(_(says))) for each, says in _WHICH.items()),
        when=tuple((each.value, str(_(says))) for each, says in _WHEN.items()),
        is_asked=bool(asked.terms) and not problem,
        rows=tuple(_row(each, asked, names) for each in found.results),
        more_href="" if found.after is None else f"{FOUND}?from={found.after}",
        warning=_warning(found.ready),
        again_href=FOUND if is_making and asked.terms else "",
        making_href=MAKING if is_making else "",
    )


def _problem(problem: Problem) -> str:
    if problem is Problem.TOO_LONG:
        return str(_("Use at most %(count)d characters.", count=LONGEST))
    return str(_("Type at least one word."))


def _warning(ready: Ready) -> str:
    match ready:
        case Ready.ALL:
            return ""
        case Ready.MORE:
            return str(_("Search is still being made ready. Some results may be missing."))
        case Ready.PART:
            return str(
                _("There is more than search can hold. Some older reports are not searched.")
            )


def _row(result: Result, asked: Asked, names: Names) -> Row:
    card = result.card
    return Row(
        name=snippet_of(card.name, asked.terms) or (),
        unseen=card.name,
        href=address(result.case),
        status=status_in_words(card),
        came=str(_("Came in %(day)s", day=in_words(card.received))),
        places=tuple(_places(result, names)),
        more=str(_("There are more places in this report.")) if result.has_more else "",
    )


def _places(result: Result, names: Names) -> Iterator[Shown]:
    for hit in result.hits:
        yield Shown(
            _AUDIENCES.get(hit.place, "committee"),
            _says(hit, names),
            hit.snippet,
            address(result.case, _PLACES[hit.place]),
            str(_("Open in “%(name)s”", name=result.card.name)),
        )


def _says(hit: Hit, names: Names) -> str:
    """Say what it is, or whose words; and when, where that is known."""
    what = str(_(_SAYS[hit.place])) if hit.place in _SAYS else names(hit.by)
    return ", ".join(filter(None, (what, in_words(hit.day) if hit.day else "")))


def _names() -> Names:
    """Ask once for a page who is who."""
    committee = desk().trust.now()
    if not isinstance(committee, Committee):
        return lambda _who: ""
    return partial(name_of, committee)
