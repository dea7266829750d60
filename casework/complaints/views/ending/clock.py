"""The clock of a case, in words: when it runs, by which law, and why it stands still."""

from flask_babel import gettext as _
from flask_babel import ngettext

from casework.complaints.domain.retention.periods import USUAL, Jurisdiction
from casework.complaints.services.ending.keeping import (
    holds_on,
    kept_of,
    until_of,
    wants_a_hold,
)
from casework.complaints.services.procedure import procedure_of
from casework.complaints.services.reading.casefiles import CaseFile
from casework.desk import desk
from config.words import with_year


def why_held(file: CaseFile) -> str:
    """Say why a legal hold is due, or nothing."""
    if not wants_a_hold(file, desk()):
        return ""
    return str(_("It is critical, or about records: the procedure asks to hold it at once."))


def place_in_words(place: Jurisdiction) -> str:
    if place == USUAL:
        return str(_("By its subjects: what the procedure names for them"))
    years = procedure_of(desk()).retention.by_law[place]
    return str(
        ngettext(
            "By the law of %(place)s: %(num)d year",
            "By the law of %(place)s: %(num)d years",
            years,
            place=place.upper(),
        )
    )


def kept_in_words(file: CaseFile) -> str:
    """Say until when it is kept, or why nobody can say."""
    found, until = kept_of(file), until_of(file, desk())
    if found is None:
        return str(_("The clock begins on the day on which it is finished."))
    if until is None and any(holds_on(file, desk().today())):
        return str(_("It is on hold: nothing of it may go, and the clock stands still."))
    if until is None:
        return lifted_today()
    return str(
        _(
            "Finished on %(closed)s. It is kept until %(until)s, as the procedure says.",
            closed=with_year(found.closed_on),
            until=with_year(until),
        )
    )


def lifted_today() -> str:
    return str(_("The hold was lifted today. The clock goes on tomorrow."))
