"""Enter a report that reached the committee by another way, and hand over nine words, once."""

from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.forms.entering import (
    TypedReport,
    is_read_back,
    read_entered,
    typed_report,
)
from casework.complaints.services.assessing.entering import (
    Entering,
    NobodyReads,
    Sent,
    Started,
    TooFewLeft,
    carried,
    carried_back,
    enter,
    started,
)
from casework.complaints.views.parts.addresses import go
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from casework.trust import Standing
from config.frames import CaseworkFrame
from config.questions.entered import CHANNEL, NAMED
from config.questions.report import ABOUT
from config.rendering import Page, render
from crypto.passcode.issuing import words
from crypto.passcode.wordlist import load

entering = Blueprint("enter-report", __name__)

_PLACE: Final = f"{REPORTS}/enter"
_UNPROCESSABLE: Final = 422
_LANGUAGE: Final = "en"
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class EnterPage(Page):
    template: ClassVar[str] = "complaints/enter.html"
    frame: CaseworkFrame
    csrf: str
    token: str
    channels: Choices
    named: Choices
    topics: Choices
    people: Choices
    typed: TypedReport
    problem: str


@dataclass(frozen=True)
class WordsPage(Page):
    template: ClassVar[str] = "complaints/entered_words.html"
    frame: CaseworkFrame
    csrf: str
    token: str
    words: tuple[str, ...]
    was_sent_before: bool
    problem: str


@dataclass(frozen=True)
class EnteredPage(Page):
    template: ClassVar[str] = "complaints/entered.html"
    frame: CaseworkFrame


@entering.get(_PLACE)
@opens_to(Right.HOLDER)
def show_form(me: SignedIn) -> ResponseReturnValue:
    return render(_page(me, started(), TypedReport(), ""))


@entering.post(_PLACE)
@opens_to(Right.HOLDER)
def take_down(me: SignedIn) -> ResponseReturnValue:
    """Seal it and show the words: in the answer itself, so that they are in no address."""
    form = request.form
    several = {name: form.getlist(name) for name in ("topics", "left_out")}
    typed = typed_report(form, several)
    begun = carried_back(form.get("token", ""), me) or started()
    entered = read_entered(form, typed, desk().today())
    if entered is None or not entered.left_out <= {who for who, _name in _people()}:
        problem = _("Say how it came, on which day, whether with a name, and write what you heard.")
        return render(_page(me, begun, typed, str(problem))), _UNPROCESSABLE
    outcome = enter(desk(), me, begun, entered)
    if isinstance(outcome, Sent):
        return render(_words(me, begun, "", was_sent_before=outcome.before))
    return render(_page(me, begun, typed, _why_not(outcome))), _UNPROCESSABLE


@entering.post(f"{_PLACE}/words")
@opens_to(Right.HOLDER)
def read_back(me: SignedIn) -> ResponseReturnValue:
    """Ask for two words from the copy: the one moment at which a slip of the pen costs nothing."""
    begun = carried_back(request.form.get("token", ""), me)
    if begun is None:
        return go(_PLACE)
    if is_read_back(request.form, begun.passcode, load(_LANGUAGE)):
        return render(EnteredPage(casework_frame(me, REPORTS)))
    problem = _("These are not the second and the sixth word. Look at the copy again.")
    return render(_words(me, begun, str(problem), was_sent_before=False)), _UNPROCESSABLE


def _why_not(outcome: Entering) -> str:
    if isinstance(outcome, TooFewLeft):
        words = _("Two readers must remain, one of them from outside. Leave out fewer people.")
    elif isinstance(outcome, NobodyReads):
        words = _("The committee’s list of keys is not in force today. Nothing was sent.")
    else:
        words = ""
    return str(words)


def _page(me: SignedIn, begun: Started, typed: TypedReport, problem: str) -> EnterPage:
    topics = ABOUT.questions[0]
    return EnterPage(
        frame=casework_frame(me, REPORTS, wrong=bool(problem)),
        csrf=generate_csrf(),
        token=carried(begun, me),
        channels=tuple((each.code, str(_(each.text))) for each in CHANNEL.options),
        named=tuple((each.code, str(_(each.text))) for each in NAMED.options),
        topics=tuple((each.code, str(_(each.text))) for each in topics.options),
        people=_people(),
        typed=typed,
        problem=problem,
    )


def _people() -> Choices:
    committee = desk().trust.now()
    if not isinstance(committee, Standing):
        return ()
    manifest = committee.manifest
    return tuple((str(each.id), each.name) for each in (*manifest.members, *manifest.externals))


def _words(me: SignedIn, begun: Started, problem: str, *, was_sent_before: bool) -> WordsPage:
    return WordsPage(
        frame=casework_frame(me, REPORTS, wrong=bool(problem)),
        csrf=generate_csrf(),
        token=carried(begun, me),
        words=words(begun.passcode, load(_LANGUAGE)),
        was_sent_before=was_sent_before,
        problem=problem,
    )
