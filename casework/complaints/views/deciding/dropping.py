"""Before something is sorted anew about which there is a finding: what was found falls with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import SignedIn
from casework.complaints.domain.outcomes import Finding
from casework.complaints.services.assessing.referring import (
    Sorting,
    as_seen_in,
    dropped_by,
    hindered_sorting,
)
from casework.complaints.services.deciding import Decided
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.deciding.sure import SurePage, Written, carried
from casework.complaints.views.parts.addresses import address
from casework.complaints.views.parts.heading import SCOPE
from casework.complaints.views.parts.judging import OUTCOMES, subject_of
from casework.complaints.views.parts.showing import shown_whole
from casework.complaints.views.parts.wording import name_of
from casework.frame import REPORTS, casework_frame
from config.rendering import render
from config.words import with_year
from store.database import Transaction


@dataclass(frozen=True, slots=True)
class NothingFalls:
    """It can be sorted at once: no finding stands in it."""


def before_sorting(me: SignedIn, case: str, sorting: Sorting) -> str | Decided | NothingFalls:
    """Show what will not stand any more, or say what stands in the way already."""
    page = shown_whole(me, case, partial(_asked, sorting))
    return render(page) if isinstance(page, SurePage) else page


def _asked(sorting: Sorting, _tx: Transaction, file: CaseFile) -> SurePage | Decided | NothingFalls:
    refused, allegation = hindered_sorting(file, sorting), as_seen_in(file, sorting)
    if refused is not None:
        return refused
    dropped = None if allegation is None else dropped_by(sorting, allegation)
    if allegation is None or dropped is None:
        return NothingFalls()
    return SurePage(
        frame=casework_frame(file.me, REPORTS),
        title=str(_("Let a finding in “%(name)s” go?", name=file.card.name)),
        effect=str(_("Sort it anew, and let the finding go")),
        action=address(file.id, SCOPE),
        csrf=generate_csrf(),
        carried=carried(),
        says=tuple(_effects(file, dropped)),
        written=(
            Written(str(_("What was alleged?")), subject_of(allegation.category)),
            Written(str(_("What is alleged now?")), sorting.category.name),
            Written(str(_("What was found?")), str(_(OUTCOMES[dropped.outcome]))),
            Written(str(_("On what basis?")), dropped.basis or "–"),
        ),
    )


def _effects(file: CaseFile, dropped: Finding) -> Iterator[str]:
    day = with_year(dropped.on)
    if dropped.by is None:
        yield str(_("What was found on %(day)s does not stand any more.", day=day))
    else:
        by = name_of(file.committee, dropped.by)
        words = _("What %(name)s found on %(day)s does not stand any more.", name=by, day=day)
        yield str(words)
    yield str(_("It was found about what was alleged before. A new finding must be written."))
    yield str(_("Its words stay on the page “Outcome”, and the timeline says that you let it go."))
