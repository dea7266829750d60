"""The record of what was told by mouth, where European rules let its reporter mend and sign it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.case.casefile import Kind
from casework.complaints.domain.european import Step, Transcript
from casework.complaints.forms.writing import LINE, words
from casework.complaints.services.reading.casefiles import CaseFile, entries_of
from casework.complaints.services.watching.changing import Done, Overtaken
from casework.complaints.services.watching.transcribing import take_step
from casework.complaints.views.europe.module import transcript_of
from casework.complaints.views.parts.addresses import address, case_at, go, not_there
from casework.complaints.views.parts.answers import Told, told
from casework.complaints.views.parts.heading import (
    CONVERSATION,
    OVERVIEW,
    TRANSCRIPT,
    Heading,
    heading_of,
)
from casework.complaints.views.parts.showing import shown_whole
from casework.complaints.views.pressing.fitting import holding
from casework.complaints.views.pressing.once import adds
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from config.frames import CaseworkFrame
from config.questions.asked import asked
from config.rendering import Page, render
from config.words import with_year
from store.database import Transaction

transcript = Blueprint("case-transcript", __name__)

_PLACE = f"{REPORTS}/<case>/{TRANSCRIPT}"
_UNPROCESSABLE = 422
_DONE: Final[Mapping[Step, str]] = {
    Step.OFFERED: asked("It was given to the reporter to check."),
    Step.CORRECTED: asked("The reporter checked it, and it is mended."),
    Step.SIGNED: asked("The reporter signed it."),
}
_ASKS: Final[Mapping[Step, str]] = {
    Step.OFFERED: asked("How was it given to them?"),
    Step.CORRECTED: asked("What did they mend? If nothing, say so"),
    Step.SIGNED: asked("How did they sign it, or say so?"),
}
_BUTTONS: Final[Mapping[Step, str]] = {
    Step.OFFERED: asked("It was given to them"),
    Step.CORRECTED: asked("It is checked"),
    Step.SIGNED: asked("It is signed"),
}


@dataclass(frozen=True)
class TranscriptPage(Page):
    template: ClassVar[str] = "complaints/transcript.html"
    frame: CaseworkFrame
    head: Heading
    csrf: str
    here: str
    offer_href: str
    report: Told
    steps: tuple[tuple[str, str], ...]
    counts: bool
    next_step: str
    asks: str
    button_words: str
    text: str
    problem: str


@transcript.get(_PLACE)
@opens_to(Right.CASES)
def show_transcript(case: str, me: SignedIn) -> ResponseReturnValue:
    return render(shown_whole(me, case, partial(_page, me, "", "")))


@transcript.post(_PLACE)
@opens_to(Right.CASES)
@holding(text=LINE)
@adds(TRANSCRIPT)
def go_on(case: str, me: SignedIn) -> ResponseReturnValue:
    """Put down one step. What was said of it stays in the timeline."""
    step, text = request.form.get("step", ""), words(request.form, "text")
    if shown_whole(me, case, lambda _tx, file: transcript_of(file)) is None:
        not_there()
    if step not in set(Step) or not text:
        return _again(me, case, text, str(_("Write it down first.")))
    outcome = take_step(desk(), me, case_at(case), Step(step), text)
    if isinstance(outcome, Done):
        return go(address(case_at(case), TRANSCRIPT))
    if isinstance(outcome, Overtaken):
        return _again(me, case, text, str(_("Somebody said so already. Nothing was changed.")))
    return not_there()


def _again(me: SignedIn, case: str, text: str, problem: str) -> ResponseReturnValue:
    return render(shown_whole(me, case, partial(_page, me, text, problem))), _UNPROCESSABLE


def _page(me: SignedIn, text: str, problem: str, tx: Transaction, file: CaseFile) -> TranscriptPage:
    found = transcript_of(file)
    if found is None:
        not_there()
    step = found.next_step
    first = entries_of(tx, file, Kind.MESSAGE)[0]
    offer = f"{address(file.id, CONVERSATION)}?offer"
    return TranscriptPage(
        frame=casework_frame(me, REPORTS, wrong=bool(problem)),
        head=heading_of(file, OVERVIEW),
        csrf=generate_csrf(),
        here=address(file.id, TRANSCRIPT),
        offer_href="" if first.is_hidden else offer,
        report=told(first),
        steps=_steps(found),
        counts=found.counts,
        next_step=step.value if step else "",
        asks=str(_(_ASKS[step])) if step else "",
        button_words=str(_(_BUTTONS[step])) if step else "",
        text=text,
        problem=problem,
    )


def _steps(found: Transcript) -> tuple[tuple[str, str], ...]:
    return tuple((str(_(_DONE[each])), with_year(on)) for each, on in found.taken.items())
