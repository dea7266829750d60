"""What leaves the circle of a lawyer may lose its protection. So counsel stands at the gate."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from casework.complaints.domain.privilege.labels import Claim, Label
from crypto.names import PersonId


class Receiver(StrEnum):
    READER = "reader of the case"
    AUDITOR = "external auditor"
    BOARD = "board"
    AGENCY = "agency"
    ADVISER = "adviser"


class Waiver(StrEnum):
    """What sharing does to the protection, as far as a rule of thumb can say."""

    NONE = "none"
    LESS_OFTEN = "less often"
    USUALLY = "usually"


@dataclass(frozen=True, slots=True)
class Gate:
    """What was done before something is shared."""

    counsel: PersonId | None = None
    logged: bool = False


@dataclass(frozen=True, slots=True)
class MayGo:
    pass


@dataclass(frozen=True, slots=True)
class Held:
    """It stays. A summary of the facts alone may go instead."""

    waiver: Waiver
    needs_counsel: bool
    needs_log: bool
    summary_may_go: bool = True


Sharing: TypeAlias = MayGo | Held


def waiver(label: Label, receiver: Receiver) -> Waiver:
    if label is Label.CONFIDENTIAL or receiver is Receiver.READER:
        return Waiver.NONE
    return Waiver.LESS_OFTEN if label is Label.WORK_PRODUCT else Waiver.USUALLY


def share(label: Label, receiver: Receiver, gate: Gate) -> Sharing:
    risk = waiver(label, receiver)
    if risk is Waiver.NONE or (gate.counsel is not None and gate.logged):
        return MayGo()
    return Held(risk, gate.counsel is None, not gate.logged)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What each exported page carries."""

    label: Label
    pages: int
    recipient: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the privilege log: enough to judge the claim, and nothing of the content."""

    on: date | None
    lawyer: str = field(repr=False)
    client: str
    purpose: str = field(repr=False)
    label: Label


def log_line(label: Label, claim: Claim) -> LogLine | None:
    """Return the line for something withheld, or nothing where nothing is claimed."""
    if label is Label.CONFIDENTIAL:
        return None
    client = claim.client.value if claim.client else ""
    return LogLine(claim.on, claim.lawyer, client, claim.purpose, label)
