"""Whom one reader took out, as those who remain are asked about it."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from casework.complaints.domain.conflicts.removals import Removal
from casework.complaints.services.readers.removals import open_removals
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.parts.wording import name_of
from config.words import with_year
from crypto.names import PersonId


@dataclass(frozen=True, slots=True)
class Gone:
    """Somebody whom one reader took out, of which whoever looks may judge."""

    who: PersonId
    name: str
    says: str
    why: str


def gone_from(file: CaseFile) -> Iterator[Gone]:
    return (_gone(each, file) for each in open_removals(file))


def _gone(removal: Removal, file: CaseFile) -> Gone:
    name, by = (name_of(file.committee, who) for who in (removal.who, removal.by))
    on = with_year(removal.on)
    says = _("%(name)s was taken out by %(by)s on %(day)s", name=name, by=by, day=on)
    return Gone(removal.who, name, str(says), removal.why)
