"""The one key that signs without a person, and what it may sign: notices and checkpoints.

It comes as a file that the service manager lends to the nightly commands and to nothing
else. The site that members use never has it.
"""

from dataclasses import dataclass, field
from pathlib import Path

from casework.trust import Committee, Standing
from crypto.errors import CryptoError
from crypto.signing import SigningSeed

HERALD = "herald"


class HeraldError(Exception):
    """Says in one sentence why nothing can be signed unattended."""


@dataclass(frozen=True, slots=True)
class Herald:
    """The key, once it was seen to be the one that the committee named, and its committee."""

    seed: SigningSeed = field(repr=False)
    committee: Standing


def herald_of(path: Path | None, committee: Committee) -> Herald:
    """Take the key from its file, if it is the one that the newest manifest names."""
    if not isinstance(committee, Standing):
        raise HeraldError("There is no committee yet whose herald could sign.")
    if path is None:
        raise HeraldError("The settings name no file with the herald’s key.")
    try:
        seed = SigningSeed(path.read_bytes())
    except OSError:
        raise HeraldError("The file with the herald’s key cannot be read.") from None
    except CryptoError:
        raise HeraldError("The file with the herald’s key is damaged.") from None
    if seed.public != committee.manifest.herald:
        raise HeraldError("The committee has named another herald: this key signs nothing.")
    return Herald(seed, committee)
