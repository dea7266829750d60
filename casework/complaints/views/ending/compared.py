"""Our figures beside those of other companies, each of theirs with its source and its year."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, TypeAlias

from flask_babel import gettext as _

from casework.complaints.domain.statistics import figures as formulas
from casework.complaints.domain.statistics import times
from casework.complaints.domain.statistics.benchmarks import (
    Benchmark,
    Metric,
    groups_of,
    latest,
    read_benchmarks,
)
from casework.complaints.domain.statistics.cases import Channel, Counted
from casework.complaints.domain.statistics.counting import (
    LEAST_CELL,
    LEAST_WHOLE,
    Share,
    ShareOrNot,
    sayable,
)
from casework.complaints.domain.statistics.times import Lag
from casework.complaints.domain.taxonomy import CategoryCode, Group
from casework.complaints.services.procedure import procedure_of
from casework.complaints.views.ending.counted import MONTHS, YEAR, latest_of, period_of
from casework.desk import desk

_Row: TypeAlias = tuple[str, str, str, str, str]
_Counted: TypeAlias = tuple[Metric, str, str]
Compared: TypeAlias = tuple[_Row, ...]
_Cases: TypeAlias = tuple[Counted, ...]
_CIVILITY: Final = CategoryCode("HR-CIV")
_IN_DAYS: Final = frozenset({Metric.CLOSURE_DAYS})
_PLAIN: Final = frozenset({Metric.REPORTS_PER_100})


def compared(cases: _Cases) -> Compared:
    """Return what is counted, ours, theirs, of which year, and by whom. Of each the newest."""
    known = read_benchmarks()
    return tuple(row for each in _ours(cases) for row in _rows(each, known))


def _rows(counted: _Counted, known: tuple[Benchmark, ...]) -> Iterator[_Row]:
    metric, what, ours = counted
    found = [latest(metric, known, group) for group in groups_of(metric, known)]
    for each in filter(None, found):
        name = f"{what} ({each.among})" if each.among else what
        yield name, ours, _theirs(each), str(each.year), _source(each)
    if not found:
        yield what, ours, str(_("Not known")), "", ""


def _source(benchmark: Benchmark) -> str:
    """Name the edition: its year where that is known, or else what is known of it."""
    edition = benchmark.edition
    if edition.isdecimal():
        edition = str(_("edition %(year)s", year=edition))
    return f"{benchmark.source}, {edition}"


def _theirs(benchmark: Benchmark) -> str:
    value = f"{benchmark.value.normalize():f}"
    if benchmark.metric in _IN_DAYS:
        return str(_("%(days)s days", days=value))
    return value if benchmark.metric in _PLAIN else f"{value} %"


def _ours(cases: _Cases) -> Iterator[_Counted]:
    some = latest_of(cases)
    yield Metric.REPORTS_PER_100, _("Reports for each 100 employees"), _rate(cases)
    yield from _of_judging(some)
    yield from _of_reporters(some)
    yield Metric.CLOSURE_DAYS, _("Until the end, on average"), _days(cases)
    yield from _of_subjects(some)
    yield from _of_lags(some)


def _of_judging(some: _Cases) -> Iterator[_Counted]:
    every = [each for case in some for each in case.allegations]
    others = [e for case in some if case.channel is not Channel.WEB for e in case.allegations]
    judged = formulas.substantiation(every)
    yield Metric.SUBSTANTIATION, _("Confirmed, of what was judged"), _of(judged)
    yield (
        Metric.OTHER_METHODS_SUBSTANTIATION,
        _("Confirmed, of what came otherwise than by the form"),
        _of(formulas.substantiation(others)),
    )


def _of_reporters(some: _Cases) -> Iterator[_Counted]:
    yield Metric.ANONYMOUS_SHARE, _("Came without a name"), _of(formulas.anonymous_share(some))
    back = formulas.anonymous_follow_up(some)
    yield Metric.ANONYMOUS_FOLLOW_UP, _("Reporters without a name who came back"), _of(back)


def _of_subjects(some: _Cases) -> Iterator[_Counted]:
    yield Metric.RETALIATION_SHARE, _("About retaliation"), _of(formulas.retaliation_share(some))
    workplace = formulas.group_share(some, Group.WORKPLACE)
    yield Metric.WORKPLACE_SHARE, _("About staff and respect at work"), _of(workplace)
    civility = formulas.category_share(some, _CIVILITY)
    yield Metric.CIVILITY_SHARE, _("About civility alone"), _of(civility)
    asking = formulas.allegation_share(some)
    yield Metric.ALLEGATION_SHARE, _("Allege something; the others ask"), _of(asking)


def _of_lags(some: _Cases) -> Iterator[_Counted]:
    found = times.lags(some)
    soon, late = (times.share_of_lag(found, each) for each in (Lag.WITHIN_9, Lag.LATER))
    yield Metric.LAG_WITHIN_9, _("Told within 9 days"), _of(soon)
    yield Metric.LAG_60_OR_MORE, _("Told after 60 days or more"), _of(late)


def _of(found: ShareOrNot) -> str:
    share = sayable(found)
    if not isinstance(share, Share):
        return str(_("Too few to say"))
    percent = round(Decimal(share.percent.numerator) / share.percent.denominator)
    part, whole = share.part, share.whole
    return str(_("%(percent)d %% (%(part)d of %(whole)d)", percent=percent, part=part, whole=whole))


def _rate(cases: _Cases) -> str:
    employees = procedure_of(desk()).employees
    rate = formulas.reports_per_100(cases, employees, period_of(YEAR))
    if rate is None or employees < LEAST_WHOLE:
        return str(_("Not set"))
    return f"{float(rate):.2f}"


def _days(cases: _Cases) -> str:
    took = times.closure_time(cases, period_of(MONTHS))
    if took is None:
        return str(_("None yet"))
    if took.cases < LEAST_CELL:
        return str(_("Too few to say"))
    return str(_("%(days)s days", days=round(float(took.mean))))
