"""Name what one press of a button adds, so that the same press again finds it standing there.

The name is the id of a row, which everybody may see who sees the database. So nothing may follow
from it: neither what was typed, nor which two rows were written by one page.
"""

from collections.abc import Iterable
from typing import Final, NewType

from crypto.errors import MalformedError
from crypto.names import ID_SIZE, CaseId
from crypto.suite import Label, mac

Once = NewType("Once", bytes)  # 16 bytes, drawn with a page and kept nowhere else
Press = NewType("Press", bytes)  # 16 bytes, the id of what the press adds

_PRESS: Final = Label("press")


def name_of_press(once: Once, case: CaseId, typed: Iterable[bytes]) -> Press:
    """Name it by the page, the case and all that was typed: other words are another press."""
    if len(once) != ID_SIZE:
        raise MalformedError("what is drawn with a page has 16 bytes")
    return Press(mac(once, _PRESS.over(case, *typed))[:ID_SIZE])
