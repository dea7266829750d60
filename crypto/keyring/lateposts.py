"""Take what is posted after the lock, and give it back after the next unlock.

Nobody's typing is lost to a lock of ten minutes, and yet nothing is kept in
clear: the server holds only the public half of a key that the case's own key yields.
"""

from dataclasses import dataclass
from typing import NewType

from crypto.encoding import utf8
from crypto.keyring.casekeys import GENERATION_SIZE, PartKey, check_generation, place_of
from crypto.names import CaseId, PersonId
from crypto.suite import Label, VaultPublic, VaultSeed, derive, hpke_open, hpke_seal

LatePost = NewType("LatePost", bytes)

_KEY = Label("late-post-key")
_POST = Label("late-post")


@dataclass(frozen=True, slots=True)
class LateBox:
    """What a locked session may still know: where to seal, and for whom."""

    case: CaseId
    generation: int
    person: PersonId
    public: VaultPublic

    def __post_init__(self) -> None:
        check_generation(self.case, self.generation)

    @property
    def info(self) -> bytes:
        number = self.generation.to_bytes(GENERATION_SIZE)
        return _POST.over(self.case, number, utf8(self.person))


def late_box(key: PartKey, person: PersonId) -> LateBox:
    """Make the box while the session is open. It belongs to one part, as what is posted does."""
    return LateBox(key.case, key.generation, person, _seed(key).public)


def seal_late(post: bytes, box: LateBox) -> LatePost:
    return LatePost(hpke_seal(post, box.public, box.info))


def open_late(sealed: bytes, key: PartKey, person: PersonId) -> bytes:
    return hpke_open(sealed, _seed(key), late_box(key, person).info)


def _seed(key: PartKey) -> VaultSeed:
    return VaultSeed(derive(key.raw, _KEY.over(bytes([key.part.value]), place_of(key))))
