"""Who has read which part of a case, in words. Whoever steps back keeps what they have read."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext

from casework.complaints.domain.case.deeds import Did
from casework.complaints.services.readers.parts import Sight, sights_in
from casework.complaints.services.readers.rekeying import whose_time_is_over
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.parts.heading import guests_of, readers_of
from casework.complaints.views.parts.wording import name_of
from casework.desk import desk
from config.words import in_words
from store.database import Transaction


def read_in_words(tx: Transaction, file: CaseFile) -> Iterator[tuple[str, str]]:
    """Yield each person with what they have seen: those who read it now, then those who did."""
    found = sights_in(tx, file)
    # Whoever stepped back is out, though nobody has made the new keys yet.
    leaving = file.inside.leaving if file.inside else ()
    left = whose_time_is_over(file, desk().today()) & {who for who in found if found[who].how}
    now = [who for who in (*readers_of(file), *guests_of(file)) if who not in {*leaving, *left}]
    for who in now:
        yield name_of(file.committee, who), _of_reader(found.get(who, Sight()))
    for who in sorted(found.keys() - set(now)):
        if found[who].how is not None:
            yield name_of(file.committee, who), _of_gone(found[who])


def _of_reader(sight: Sight) -> str:
    if sight.first is None:
        return str(_("Has not had it open yet."))
    return str(_("Has had it open since %(day)s.", day=in_words(sight.first)))


def _of_gone(sight: Sight) -> str:
    """Nobody knows which message somebody looked at; what they could read is known."""
    if sight.first is None:
        return str(_("Never had it open, and does not read it any more."))
    if sight.how is Did.STEPPED_BACK:
        words = ngettext(
            "Read part 1 before stepping back.",
            "Could read parts 1 to %(num)d before stepping back.",
            sight.left_after,
        )
    else:
        words = ngettext(
            "Read part 1 before being removed.",
            "Could read parts 1 to %(num)d before being removed.",
            sight.left_after,
        )
    return str(words)
