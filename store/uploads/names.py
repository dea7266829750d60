"""What a file may be called: enough for its reader, and nothing that misleads or breaks a screen.

A name comes from the reporter's browser, old ones sent the whole path, and it is shown
to members later. A name that runs right to left can make a program look like a picture.
"""

import re
from unicodedata import category

MOST_BYTES = 255
NAMELESS = "file"
_LONGEST_ENDING = 16
# Persian, Hindi and others are misspelt without these two.
_JOINERS = "\u200c\u200d"
# Control characters, invisible ones (those that turn the direction among them), halves of
# characters, ends of lines.
_UNSHOWN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_SEPARATORS = re.compile(r"[/\\]")


def file_name(sent: str) -> str:
    *_, last = _SEPARATORS.split(sent)
    shown = "".join(one for one in last if one in _JOINERS or category(one) not in _UNSHOWN)
    name = _shortened(shown.strip()).strip()
    return name if name.strip(f". {_JOINERS}") else NAMELESS


def _shortened(name: str) -> str:
    """Cut long names before their ending, which says what kind of file it is."""
    if len(name.encode()) <= MOST_BYTES:
        return name
    stem, dot, ending = name.rpartition(".")
    kept = (dot + ending).encode()
    if not stem or len(kept) > _LONGEST_ENDING:
        stem, kept = name, b""
    # A character that the cut falls into is left out whole.
    return stem.encode()[: MOST_BYTES - len(kept)].decode(errors="ignore") + kept.decode()
