"""What somebody said about being free, and whether it still counts."""

from typing import Final

from flask_babel import gettext as _

from casework.complaints.domain.conflicts.check import Says
from casework.complaints.services.reading.casefiles import CaseFile
from config.questions.asked import asked
from crypto.names import PersonId

FREE: Final = asked("Says that nothing stands in the way")
SILENT: Final = asked("Has not said yet")


def has_said(file: CaseFile) -> bool:
    """Say whether whoever looks has spoken of the list of names as it stands."""
    inside = file.inside
    said = inside.statements.get(file.me.person) if inside else None
    if inside is None or said is None:
        return False
    return said.people_list == inside.assessed.people_list


def freedom_of(file: CaseFile, who: PersonId) -> str:
    if file.inside is None or who not in file.inside.statements:
        return str(_(SILENT))
    said = file.inside.statements[who]
    if said.says is Says.TIE:
        return str(_("Says that a tie stands in the way"))
    if said.people_list != file.inside.assessed.people_list:
        return str(_("Must say it again, since a name was added"))
    return str(_(FREE))


def own_freedom(file: CaseFile) -> str:
    """Return what whoever looks has said, to themselves."""
    said = file.inside.statements.get(file.me.person) if file.inside else None
    if said is None:
        return ""
    if said.says is Says.TIE:
        return str(_("You said that a tie stands in your way."))
    if not has_said(file):
        return str(_("A name was added since you said that you are free. Say it again."))
    return str(_("You said that nothing stands in your way."))
