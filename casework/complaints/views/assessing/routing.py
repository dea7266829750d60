"""The one way that follows from who is named: who receives, leads and decides, and who must not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from casework.complaints.domain.conflicts.named import Named, route_of
from casework.complaints.domain.conflicts.restrictions import Restriction
from casework.complaints.domain.conflicts.routes import Decider, Exclusion, Route, When
from casework.complaints.services.moving import may_decide, require_inside, whole_readers
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.assessing.wording import (
    DECIDERS,
    EXTRAS,
    LEADERS,
    OFFICES,
    ORIGINS,
    RECEIVERS,
    WHENS,
)
from casework.complaints.views.parts.wording import name_of
from crypto.names import PersonId


@dataclass(frozen=True, slots=True)
class Way:
    """The way as the page shows it."""

    rows: tuple[tuple[str, str], ...]
    extras: tuple[str, ...]
    guess: str  # why it goes the way of finance staff, if nobody knows who somebody is


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody who is kept away, and whether that can be lifted by whoever looks."""

    person: PersonId
    name: str
    says: str
    may_lift: bool


def way_of(file: CaseFile, named: Iterable[Named]) -> Way:
    names = tuple(named)
    route = route_of(names)
    rows = (
        (str(_("Received by")), str(_(RECEIVERS[route.receiver]))),
        (str(_("Led by")), str(_(LEADERS[route.leader]))),
        (str(_("Decided by")), who_decides(file)),
        (str(_("Kept away")), ", ".join(_excluded(route))),
    )
    extras = tuple(str(_(words)) for extra, words in EXTRAS.items() if extra in route.extras)
    return Way(rows, extras, _guess(names))


def _guess(names: Iterable[Named]) -> str:
    about = [each for each in names if each.is_subject]
    if any(each.kind for each in about):
        return ""
    if about:
        says = _("Nobody has said yet what they are whom it is about.")
    else:
        says = _("Nobody is named that it is about.")
    return f"{says} {_('So it goes the way of finance staff.')}"


def who_decides(file: CaseFile) -> str:
    """Say which body decides, and who that is among those who read it."""
    route = route_of(require_inside(file).assessed.named)
    free = sorted(may_decide(file))
    # Where the chair cannot, it has passed to the others together, and they are no chair.
    has_passed = route.decider is Decider.CHAIR and len(free) > 1
    body = str(_(DECIDERS[Decider.COMMITTEE if has_passed else route.decider]))
    if not free:
        return str(_("%(body)s, outside this system", body=body))
    names = ", ".join(name_of(file.committee, who) for who in free)
    return str(_("%(body)s: %(names)s", body=body, names=names))


def _excluded(route: Route) -> Iterator[str]:
    for office, words in OFFICES.items():
        for when in When:
            if Exclusion(office, when) in route.excluded:
                yield f"{_(words)} {_(WHENS[when])}".strip() if WHENS[when] else str(_(words))


def away_from(file: CaseFile) -> Iterator[Away]:
    left_out = file.listed.left_out if file.listed else frozenset()
    for who in sorted(left_out):
        says = str(_("The reporter left them out. It holds for ever."))
        yield Away(who, name_of(file.committee, who), says, may_lift=False)
    restrictions = file.inside.assessed.restrictions if file.inside else ()
    for each in restrictions:
        yield _restricted(file, each)


def _restricted(file: CaseFile, found: Restriction) -> Away:
    by = ", ".join(name_of(file.committee, who) for who in sorted(found.released_by))
    said = str(_("%(names)s would lift it; a second reader must agree.", names=by)) if by else ""
    me, says = file.me.person, str(_(ORIGINS[found.origin]))
    may_lift = me != found.person and me in whole_readers(file) - found.released_by
    return Away(found.person, name_of(file.committee, found.person), f"{says} {said}", may_lift)
