"""What was counted, in words: how long, how many, by subject and by the way it came."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Final, TypeAlias

from flask_babel import gettext as _
from flask_babel import ngettext

from casework.complaints.domain.clocks.levels import Age
from casework.complaints.domain.statistics import figures as formulas
from casework.complaints.domain.statistics import times
from casework.complaints.domain.statistics.cases import (
    Channel,
    Counted,
    Period,
    received_in,
    rolling,
)
from casework.complaints.domain.statistics.counting import (
    COMPARABLE_REPORTS,
    LEAST_CELL,
    LEAST_WHOLE,
    Share,
    ShareOrNot,
    TooFew,
    cells,
    is_comparable,
    sayable,
)
from casework.complaints.domain.statistics.times import Lag, Stage, Took
from casework.complaints.domain.taxonomy import CategoryCode, Group
from casework.complaints.services.procedure import procedure_of
from casework.desk import desk
from config.questions.asked import asked

MONTHS: Final = 36
YEAR: Final = 12
Rows: TypeAlias = tuple[tuple[str, str], ...]
Table: TypeAlias = tuple[tuple[str, str, str], ...]
_Cases: TypeAlias = tuple[Counted, ...]
_CHANNELS: Final[Mapping[Channel, str]] = {
    Channel.WEB: asked("By the form"),
    Channel.MAIL: asked("By mail"),
    Channel.EMAIL: asked("By email"),
    Channel.TELEPHONE: asked("By telephone"),
    Channel.IN_PERSON: asked("In person"),
    Channel.HOTLINE: asked("From the hotline"),
    Channel.AUDITOR: asked("From the auditor"),
    Channel.COUNSEL: asked("From counsel"),
    Channel.REGULATOR: asked("From an agency"),
}


def rows_of(cases: _Cases) -> Iterator[tuple[str, str]]:
    lately = latest_of(cases)
    yield _("Came in within three years"), str(len(lately))
    yield _("Still open"), str(sum(case.days.closed is None for case in lately))
    yield from _of_time(cases, lately)
    yield from _of_work(lately)
    yield from _of_what(lately)
    yield from _of_reporters(lately)
    yield from _of_the_year(cases)


def subjects_of(cases: _Cases) -> Table:
    """Return each subject with how many reports, and how many of them came with a name."""
    lately = latest_of(cases)
    shown = cells(formulas.by_category(lately))
    return tuple(
        (_subject(code), *_beside(shown[code], formulas.named_share(lately, code)))
        for code in sorted(shown)
    )


def channels_of(cases: _Cases) -> Table:
    """Return each way with how many came by it, and what of it was confirmed."""
    lately = latest_of(cases)
    mix, confirmed = cells(formulas.intake_mix(lately)), formulas.substantiation_by_channel(lately)
    return tuple(
        (str(_(words)), *_beside(mix[channel], confirmed[channel]))
        for channel, words in _CHANNELS.items()
        if channel in mix
    )


def ages_of(cases: _Cases) -> Rows:
    """Return how many are open for how long. It is the committee's own work: nothing is hidden."""
    levels = procedure_of(desk()).rules.levels
    found = times.ages(cases, desk().today(), levels)
    first, *_middle, last = levels.ageing
    bands = pairwise(levels.ageing)
    names = [_("Less than %(days)d days", days=first)]
    names += [_("%(first)d to %(last)d days", first=a, last=b - 1) for a, b in bands]
    names.append(_("%(days)d days or more", days=last))
    return tuple((str(name), str(found[age])) for name, age in zip(names, Age, strict=True))


def latest_of(cases: _Cases) -> _Cases:
    return received_in(cases, period_of(MONTHS))


def period_of(months: int) -> Period:
    return rolling(desk().today(), months)


def _of_time(cases: _Cases, lately: _Cases) -> Iterator[tuple[str, str]]:
    yield _("Until a first reply"), _took(times.time_to(Stage.FIRST_CONTACT, lately))
    yield _("Until the end"), _took(times.closure_time(cases, period_of(MONTHS)))
    yield _("From its beginning until it was told"), _took(times.reporting_lag(lately))
    yield _("Told within 9 days"), _share(_told(lately, Lag.WITHIN_9))
    yield _("Told after 60 days or more"), _share(_told(lately, Lag.LATER))


def _of_work(lately: _Cases) -> Iterator[tuple[str, str]]:
    today = desk().today()
    promises = (each for case in lately for each in case.clocks)
    plans = (each for case in lately for each in case.plans)
    yield _("Promises that were kept late"), _work(times.overdue_share(promises, today))
    yield _("Check-ins made, of those due"), _work(formulas.check_ins_done(plans, today))
    yield _("Opened again"), _share(formulas.reopen_rate(lately))


def _of_what(lately: _Cases) -> Iterator[tuple[str, str]]:
    allegations = [each for case in lately for each in case.allegations]
    yield _("Confirmed, of what was judged"), _share(formulas.substantiation(allegations))
    yield _("Something was done, of what was confirmed"), _share(formulas.action_rate(allegations))
    yield _("The committee’s own"), _share(formulas.scope_share(lately))
    yield _("About retaliation"), _share(formulas.retaliation_share(lately))
    yield (
        _("About staff and respect at work"),
        _share(formulas.group_share(lately, Group.WORKPLACE)),
    )
    yield _("About senior people"), _share(formulas.senior_share(lately))
    yield _("Allege something; the others ask"), _share(formulas.allegation_share(lately))


def _of_reporters(lately: _Cases) -> Iterator[tuple[str, str]]:
    yield _("Came without a name"), _share(formulas.anonymous_share(lately))
    yield _("Reporters who came back"), _share(formulas.anonymous_follow_up(lately))


def _of_the_year(cases: _Cases) -> Iterator[tuple[str, str]]:
    """Say what others compare by the year, and whether there is enough to compare."""
    period, employees = period_of(YEAR), procedure_of(desk()).employees
    rate = formulas.reports_per_100(cases, employees, period)
    if rate is not None and employees >= LEAST_WHOLE:
        yield _("For each 100 employees, in 12 months"), _rate(rate)
    if not is_comparable(len(received_in(cases, period))):
        less = _("No: fewer than %(count)d came in 12 months", count=COMPARABLE_REPORTS)
        yield _("To be compared with other companies"), str(less)


def _told(lately: _Cases, lag: Lag) -> ShareOrNot:
    found = times.lags(lately)
    return times.share_of_lag(found, lag)


def _subject(code: CategoryCode) -> str:
    found = procedure_of(desk()).taxonomy.categories.get(code)
    return code if found is None else found.name


def _beside(count: int | TooFew, found: ShareOrNot) -> tuple[str, str]:
    """Say a count and a share of it. A share of what is hidden would say its whole."""
    share = found if isinstance(count, int) else TooFew()
    return _count(count), _share(share)


def _count(count: int | TooFew) -> str:
    return str(_("Too few to say")) if isinstance(count, TooFew) else str(count)


def _share(found: ShareOrNot) -> str:
    return _work(sayable(found))


def _work(found: ShareOrNot) -> str:
    """Say how much of its own work the committee did: that tells of no reporter."""
    if not isinstance(found, Share):
        return str(_("Too few to say"))
    return str(_("%(part)d of %(whole)d", part=found.part, whole=found.whole))


def _rate(rate: Fraction) -> str:
    return f"{float(rate):.2f}"


def _took(took: Took | None) -> str:
    if took is None:
        return str(_("None yet"))
    if took.cases < LEAST_CELL:
        return str(_("Too few to say"))
    days = round(float(took.median))
    return str(ngettext("One day in the middle", "%(num)d days in the middle", days))
