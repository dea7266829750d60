"""What a page says while what came in is still being opened: that there may be more, not how much.

A number would count what somebody else may read, or what was sent to a case that one has left.
"""

from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _

from casework.access import SignedIn
from casework.complaints.services.opening.pending import Looked, open_pending
from casework.desk import Desk
from crypto.errors import CryptoError
from store.errors import StoreError

GOING_ON: Final = "/meanwhile"
AT_ONCE: Final = 0.4  # seconds that a page may take for it before it is shown
ALONGSIDE: Final = 8.0  # seconds that go on while the page is read


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """A sentence, where to look again, and what the browser fetches so that the work goes on."""

    says: str
    again_href: str
    going_on: str


def look_through(desk: Desk, me: SignedIn, seconds: float) -> Looked:
    """Open some of what came in. Whatever is wrong with it, the page that asked is shown."""
    try:
        return open_pending(desk, me, seconds)
    except (StoreError, CryptoError) as fault:
        desk.note(fault)
        return Looked.TROUBLE


def still_looking(here: str) -> Meanwhile:
    """Say the same of cases that are there and were not all looked at."""
    says = _("Your reports are still being looked through. There may be more in a moment.")
    return Meanwhile(says, here, GOING_ON)


def meanwhile(desk: Desk, me: SignedIn, here: str) -> Meanwhile | None:
    match look_through(desk, me, AT_ONCE):
        case Looked.ALL:
            return None
        case Looked.MORE:
            says = _("What came in is still being opened. There may be more in a moment.")
            return Meanwhile(says, here, GOING_ON)
        case Looked.TROUBLE:
            says = _(
                "Something that came in could not be opened just now. It is kept, and is tried "
                "again when you look again."
            )
            return Meanwhile(says, here, "")
