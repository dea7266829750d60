"""Protection as the page shows it: each plan with its days, each sign, each attempt."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from casework.complaints.domain.case.watched import gaps_of, signs_of
from casework.complaints.domain.protection import (
    CHECK_IN_DAYS,
    CheckIn,
    Plan,
    ProtectedId,
    Protection,
    Role,
    Uncovered,
    Way,
)
from casework.complaints.forms.protecting import Typed
from casework.complaints.services.reading.casefiles import CaseFile, free_readers
from casework.complaints.views.parts.wording import Lit, lit_by, name_of
from casework.complaints.views.watching.protected import (
    ANSWERS,
    MISSING,
    RIGHTS,
    ROLES,
    SIGNALS,
    WAYS,
)
from config.words import due_in_words, in_words, with_year

NOTHING = Typed()


@dataclass(frozen=True, slots=True)
class Asked:
    """One of the days, and what came of it."""

    when: str
    says: str
    said: str
    light: Lit | None


@dataclass(frozen=True, slots=True)
class Watching:
    number: int
    form: str
    person: str
    name: str
    facts: str
    is_by_mailbox: bool
    days: tuple[Asked, ...]
    day: int  # which comes next; 0 when all have been
    watcher: str
    typed: Typed


@dataclass(frozen=True, slots=True)
class Open:
    """Something that waits until somebody says what was done about it."""

    form: str
    key: str
    says: str
    more: str
    is_open: bool
    typed: Typed


def plans_in(file: CaseFile, today: date, typed: Typed) -> tuple[Watching, ...]:
    plans = protection_of(file).plans
    return tuple(_watching(file, at, each, today, typed) for at, each in enumerate(plans))


def gaps_in(file: CaseFile, today: date) -> frozenset[Uncovered]:
    """Return all that keeps people in it from being protected."""
    return gaps_of(file.inside.watched, free_readers(file), today) if file.inside else frozenset()


def missing_in(file: CaseFile, today: date) -> tuple[str, ...]:
    gaps = gaps_in(file, today)
    return tuple(str(_(words)) for gap, words in MISSING.items() if gap in gaps)


def signs_in(file: CaseFile, typed: Typed) -> tuple[Open, ...]:
    protection = protection_of(file)
    signs = signs_of(file.inside.watched) if file.inside else frozenset()
    return tuple(
        Open(
            f"review-{signal.value}",
            signal.value,
            str(_(words)),
            "",
            signal not in protection.reviewed,
            typed_in(f"review-{signal.value}", typed),
        )
        for signal, words in SIGNALS.items()
        if signal in signs
    )


def attempts_in(file: CaseFile, typed: Typed) -> tuple[Open, ...]:
    return tuple(
        Open(
            f"handled-{at}",
            str(at),
            each.what,
            _when(each.on, each.handled),
            each.handled is None,
            typed_in(f"handled-{at}", typed),
        )
        for at, each in enumerate(protection_of(file).incidents)
    )


def measures_in(file: CaseFile) -> tuple[tuple[str, str], ...]:
    return tuple(
        (each.what, f"{name_of(file.committee, each.by)}, {in_words(each.on)}")
        for each in reversed(protection_of(file).measures)
    )


def typed_in(form: str, typed: Typed) -> Typed:
    """Return what was typed into this form, if it is the one that was posted."""
    return typed if typed.form == form else NOTHING


def protection_of(file: CaseFile) -> Protection:
    return file.inside.watched.protection if file.inside else Protection()


def people_in(file: CaseFile) -> tuple[tuple[str, str], ...]:
    """Return who is looked after, for a form that asks about one of them."""
    plans = protection_of(file).plans
    return tuple((str(each.person), person_in_words(each)) for each in plans)


def named_in(file: CaseFile, person: ProtectedId) -> str:
    return dict(people_in(file)).get(person, person)


def person_in_words(plan: Plan) -> str:
    is_named = plan.role is not Role.REPORTER or plan.person != Role.REPORTER.value
    return plan.person if is_named else str(_(ROLES[Role.REPORTER]))


def _watching(file: CaseFile, at: int, plan: Plan, today: date, typed: Typed) -> Watching:
    form = f"check-in-{at}"
    return Watching(
        number=at,
        form=form,
        person=plan.person,
        name=person_in_words(plan),
        is_by_mailbox=plan.way is Way.MAILBOX,
        facts=str(
            _(
                "%(role)s. %(name)s asks, %(way)s. Since %(day)s.",
                role=_(ROLES[plan.role]),
                name=name_of(file.committee, plan.watcher),
                way=str(_(WAYS[plan.way])).lower(),
                day=with_year(plan.starts),
            )
        ),
        days=tuple(_days(file, plan, today)),
        day=plan.next_day or 0,
        watcher=plan.watcher,
        typed=typed_in(form, typed),
    )


def _days(file: CaseFile, plan: Plan, today: date) -> Iterator[Asked]:
    for day in CHECK_IN_DAYS:
        due = plan.due_on(day)
        done = plan.done.get(day)
        if done is not None:
            yield Asked(_day(day, with_year(done.on)), _said(file, done), done.said, None)
        else:
            is_next = day == plan.next_day
            light = lit_by(due, today) if is_next else None
            yield Asked(_day(day, due_in_words(due, today)), "", "", light)


def _day(day: int, when: str) -> str:
    return str(_("Day %(number)d: %(when)s", number=day, when=when))


def _said(file: CaseFile, done: CheckIn) -> str:
    signals = ", ".join(str(_(words)) for each, words in SIGNALS.items() if each in done.signals)
    told = ", ".join(str(_(words)) for each, words in RIGHTS.items() if each in done.told)
    parts = (str(_(ANSWERS[done.answer])), signals, told, name_of(file.committee, done.by))
    return ". ".join(each for each in parts if each)


def _when(on: date, handled: date | None) -> str:
    if handled is None:
        return str(_("Put down %(day)s.", day=with_year(on)))
    return str(
        _("Put down %(day)s, dealt with %(done)s.", day=with_year(on), done=in_words(handled))
    )
