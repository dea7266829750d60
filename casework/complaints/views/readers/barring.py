"""Why somebody may only read for now, in one sentence that also says what they can do."""

from collections.abc import Iterator

from flask_babel import gettext as _

from casework.complaints.domain.conflicts.restrictions import Origin
from casework.complaints.services.moving import require_inside
from casework.complaints.services.readers.acting import is_barred
from casework.complaints.services.reading.casefiles import CaseFile


def why_barred(file: CaseFile) -> str:
    """Say what stands in the way of whoever looks; nothing, if nothing does."""
    if not is_barred(file):
        return ""
    if Origin.TIE in _origins(file):
        return str(
            _(
                "You said that you have a tie to somebody in this report. "
                "Until it is settled you can read it, and step back."
            )
        )
    return str(
        _(
            "Something in this report keeps you from acting on it. "
            "Until it is settled you can read it, and step back."
        )
    )


def _origins(file: CaseFile) -> Iterator[Origin]:
    restrictions = require_inside(file).assessed.restrictions
    return (each.origin for each in restrictions if each.person == file.me.person)
