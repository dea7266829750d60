"""The start page: whether this channel is safe and independent, said in under a minute."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from flask import Blueprint
from flask.typing import ResponseReturnValue

from config.frames import IntakeFrame
from config.rendering import Page, render
from crypto.manifest.notice import Notice
from crypto.manifest.standing import Grace
from intake.desk import desk
from intake.law import Section, SectionId
from intake.trust import Closed, Word
from intake.views.closed import closed_page
from intake.views.frame import START, intake_frame
from intake.views.people import names

home = Blueprint("home", __name__)

_CLOSED, _ACTION, _FIRST_REPLY = "closed", "action", "first-reply-days"


@dataclass(frozen=True, slots=True)
class Past:
    """What happened to past reports, in words that the committee signed: “at least 12”."""

    closed: str
    action: str | None
    first_reply: str | None
    counted: date | None


@dataclass(frozen=True)
class HomePage(Page):
    template: ClassVar[str] = "home.html"
    frame: IntakeFrame
    company: str
    members: tuple[str, ...]
    externals: tuple[str, ...]
    only_externals: bool
    is_changing: bool
    promise: str | None
    past: Past | None
    protected: Section


@home.get(START)
def show_home() -> ResponseReturnValue:
    word = desk().trust.now()
    return render(closed_page(word) if isinstance(word, Closed) else _home(word))


def _home(word: Word) -> HomePage:
    return HomePage(
        frame=intake_frame(),
        company=desk().settings.company,
        members=names(word.members),
        externals=names(word.externals),
        only_externals=isinstance(word.standing, Grace),
        is_changing=bool(word.waiting),
        promise=word.promise,
        past=_past(word.notice),
        protected=desk().law.section(SectionId.PROTECTED),
    )


def _past(notice: Notice | None) -> Past | None:
    if notice is None:
        return None
    figures = {each.key: each.value for each in notice.figures}
    if _CLOSED not in figures:
        return None
    return Past(figures[_CLOSED], figures.get(_ACTION), figures.get(_FIRST_REPLY), notice.counted)
