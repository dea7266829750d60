"""Whose list a report may touch, in sentences. A match asks a person, and decides nothing."""

from collections.abc import Iterator

from flask_babel import gettext as _

from casework.complaints.domain.conflicts.ties import Match, TieKind
from casework.complaints.services.assessing.matching import Known, matches_in
from casework.complaints.services.readers.newcomers import may_be_guests, may_join
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.assessing.wording import HOWS
from casework.complaints.views.parts.heading import guests_of, readers_of
from casework.complaints.views.parts.wording import name_of
from casework.desk import desk
from crypto.names import PersonId
from store.database import Transaction


def may_be_meant(tx: Transaction, file: CaseFile, known: Known) -> Iterator[str]:
    """Yield one's own matches first, then those of others who read it or could."""
    found = matches_in(tx, file, known)
    me, there = file.me.person, {*readers_of(file), *guests_of(file), *_could(tx, file)}
    for match in found:
        if match.tie.person == me:
            yield in_words(file, match)
    for match in found:
        if match.tie.person != me and match.tie.person in there:
            yield in_words(file, match)


def _could(tx: Transaction, file: CaseFile) -> list[PersonId]:
    """Return who could be let in. Of somebody who is kept away nothing need be asked."""
    return [*may_join(tx, desk(), file), *may_be_guests(tx, desk(), file)]


def mine_in(tx: Transaction, file: CaseFile, known: Known) -> list[str]:
    return [
        in_words(file, match)
        for match in matches_in(tx, file, known)
        if match.tie.person == file.me.person
    ]


def in_words(file: CaseFile, match: Match) -> str:
    tie, how = match.tie, str(_(HOWS[match.how]))
    who = name_of(file.committee, tie.person)
    if tie.person != file.me.person:
        if tie.kind is TieKind.SELF and tie.name == who:
            return str(_("%(who)s may be meant: %(how)s.", who=who, how=how))
        return str(
            _("“%(name)s”, on the list of %(who)s: %(how)s.", name=tie.name, who=who, how=how)
        )
    if tie.kind is TieKind.SELF and tie.name == who:
        return str(_("You yourself may be meant: %(how)s.", how=how))
    return str(_("“%(name)s”, on your own list: %(how)s.", name=tie.name, how=how))
