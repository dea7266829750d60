"""The last page before Send: everything that will go, everybody who will read it, by name."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from config.frames import IntakeFrame
from config.questions.asked import Kind, Question, Step
from config.questions.report import ANSWERED
from config.rendering import Page
from crypto.admission import Admission, Mode
from crypto.manifest.body import Manifest
from crypto.manifest.people import Person
from crypto.manifest.standing import Current
from crypto.names import ManifestHash, PersonId
from intake.desk import desk
from intake.filing import Pairs
from intake.forms.readers import in_order, name_of
from intake.forms.report import ReportForm
from intake.trust import Word
from intake.views.frame import intake_frame

ANSWERS_FORM = "answers"
FILES_FIELD = "files"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why the page is drawn again. Nothing was sent."""

    says: tuple[str, ...] = ()
    about_files: bool = False

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        return tuple((FILES_FIELD if self.about_files else "", text) for text in self.says)


@dataclass(frozen=True, slots=True)
class Part:
    """One answer. Its label stands only where a row may have several."""

    label: str
    text: str
    own_words: bool


@dataclass(frozen=True, slots=True)
class Row:
    step: str
    term: str
    change: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class WhoReads:
    names: str
    left_out: str
    note: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What both check pages show, and what their hidden fields carry to Send."""

    token: str
    answers: Pairs
    who: WhoReads
    rows: tuple[Row, ...]
    errors: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CheckPage(Page):
    template: ClassVar[str] = "check.html"
    frame: IntakeFrame
    csrf: str
    report: Checked


@dataclass(frozen=True)
class CheckFilesPage(Page):
    template: ClassVar[str] = "check_files.html"
    frame: IntakeFrame
    csrf: str
    report: Checked
    limits: str
    file_error: str


def check_page(
    form: ReportForm, token: str, trouble: Trouble | None = None, *, files: bool = False
) -> CheckPage | CheckFilesPage:
    """Return the page for a valid form; with `files`, the one that takes them too."""
    trouble = trouble or Trouble()
    frame = replace(intake_frame(wrong=bool(trouble.says)), language_form=ANSWERS_FORM)
    report = Checked(token, form.pairs(), _who(form), tuple(_rows(form)), trouble.errors)
    if not files:
        return CheckPage(frame, generate_csrf(), report)
    error = " ".join(trouble.says) if trouble.about_files else ""
    return CheckFilesPage(frame, generate_csrf(), report, limits_in_words(), error)


def open_too_long() -> Trouble:
    return Trouble(
        (
            _("This page was open for a long time, and this press sent nothing"),
            _("If you saw nine words before, we have your report. If not, send it again"),
        )
    )


def committee_changed(word: Word, before: ManifestHash) -> Trouble:
    """Name who came and who left since the page was drawn: the reporter decides anew."""
    old = word.chain.find(before)
    changes = tuple(_changes(old.manifest, word.manifest)) if old is not None else ()
    if old is not None and not changes:
        return Trouble((_("The committee has renewed its keys. Nothing was sent"),))
    return Trouble((_("Who can read reports has changed. Nothing was sent"), *changes))


def about_files(says: str) -> Trouble:
    return Trouble((says,), about_files=True)


def _changes(old: Manifest, new: Manifest) -> Iterator[str]:
    before, now = _readers(old), _readers(new)
    for each in before.keys() - now.keys():
        yield _("%(name)s can no longer read new reports", name=name_of(before[each]))
    for each in now.keys() - before.keys():
        yield _("%(name)s can now read new reports", name=name_of(now[each]))


def _readers(manifest: Manifest) -> dict[PersonId, Person]:
    return {each.id: each for each in (*manifest.members, *manifest.externals)}


def _who(form: ReportForm) -> WhoReads:
    decision = form.decision()
    if not isinstance(decision, Admission):
        raise TypeError("only a valid form can be checked")
    names = in_order(form.word, decision.admitted)
    left_out = in_order(form.word, decision.left_out)
    return WhoReads(", ".join(names), ", ".join(left_out), _note(form, decision))


def _note(form: ReportForm, decision: Admission) -> str:
    """Say what the names alone do not: why nobody else of the committee is among them."""
    mode, members = decision.mode, (each.id for each in form.word.members)
    if mode is Mode.FIRST_READER:
        [name] = in_order(form.word, [each for each in members if each in decision.admitted])
        return str(
            _(
                "%(name)s is the only committee member who can open it. "
                "They will ask you before anyone else on the committee sees it.",
                name=name,
            )
        )
    if mode is not Mode.EXTERNALS_ALONE:
        return ""
    if not isinstance(form.word.standing, Current):
        return str(
            _("The committee has not confirmed its keys. Only people from outside can open it.")
        )
    return str(
        _("Fewer than two committee members would be left. So it goes to people from outside only.")
    )


def _rows(form: ReportForm) -> Iterator[Row]:
    for step in ANSWERED:
        yield Row(step.id, _(step.short), _(step.change), tuple(_parts(form, step)))


def _parts(form: ReportForm, step: Step) -> Iterator[Part]:
    company = form.word.manifest.company
    for question in step.questions:
        if text := _in_words(question, form.answer(question)):
            label = _(question.short, company=company) if len(step.questions) > 1 else ""
            yield Part(label, text, own_words=question.kind is Kind.TEXT)


def _in_words(question: Question, answer: str | tuple[str, ...]) -> str:
    if isinstance(answer, tuple):
        return "; ".join(_(question.text_of(code)) for code in answer)
    return str(_(question.text_of(answer))) if answer and question.options else answer


def limits_in_words() -> str:
    settings = desk().settings
    return str(
        _(
            "Up to %(files)d files, %(each)d MB each, %(all)s MB in all",
            files=settings.most_files,
            each=settings.file_megabytes,
            all=f"{settings.upload_megabytes:,}",
        )
    )
