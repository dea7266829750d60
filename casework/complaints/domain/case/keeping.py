"""What ends a case, or keeps it: lines of its list that were let go, holds, approvals.

It stands apart from the rest of the inside: it matters when nobody works on the case any more.
"""

from dataclasses import dataclass, field, replace
from typing import Self

from casework.complaints.domain.finishing import Item, PassedOver
from casework.complaints.domain.retention.disposal import Approval
from casework.complaints.domain.retention.holds import Hold
from casework.complaints.domain.retention.periods import USUAL, Extension, Jurisdiction
from crypto.names import CaseId, ManifestHash, PersonId


@dataclass(frozen=True, slots=True)
class SignedApproval:
    """An approval of one list, with the signature that the certificate will show."""

    approval: Approval
    manifest: ManifestHash
    signature: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, repr=False)
class Keeping:
    passing: PassedOver | None = None
    holds: tuple[Hold, ...] = ()
    jurisdiction: Jurisdiction = USUAL
    extension: Extension | None = None
    proposed: tuple[CaseId, ...] = ()  # what is to go together
    approvals: tuple[SignedApproval, ...] = ()

    def asked_to_pass(self, by: PersonId, reason: str, items: frozenset[Item]) -> Self:
        """Begin anew: another reason, or other lines, need two voices of their own."""
        return replace(self, passing=PassedOver(frozenset({by}), reason, items))

    def agreed_by(self, who: PersonId) -> Self:
        passing = self.passing
        if passing is None:
            return self
        return replace(self, passing=replace(passing, by=passing.by | {who}))

    @property
    def asks_second(self) -> bool:
        """Say whether somebody waits for a second word: on its list, a hold, or its end."""
        lifting = any(each.lifting and each.until is None for each in self.holds)
        return self.passing is not None or lifting or bool(self.approvals)

    def reopened(self) -> Self:
        """A case that is worked on again ends by a list of its own. Its holds stay."""
        return replace(self, passing=None).kept_after_all()

    def kept_after_all(self) -> Self:
        """Forget who wanted it to go: they did not know what has come up since."""
        return replace(self, proposed=(), approvals=())
