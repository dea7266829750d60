"""What leaves the circle of a lawyer may lose its protection. So counsel clears it first."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from casework.complaints.domain.privilege.labels import Grounds, Label
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
class Cleared:
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


def share(label: Label, receiver: Receiver, cleared: Cleared) -> Sharing:
    risk = waiver(label, receiver)
    if risk is Waiver.NONE or (cleared.counsel is not None and cleared.logged):
        return MayGo()
    return Held(risk, cleared.counsel is None, not cleared.logged)


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the privilege log: enough to judge it by, and nothing of the content."""

    on: date | None
    lawyer: str = field(repr=False)
    client: str
    purpose: str = field(repr=False)
    label: Label


def log_line(label: Label, grounds: Grounds) -> LogLine | None:
    """Return the line for something withheld, or nothing where nothing is claimed."""
    if label is Label.CONFIDENTIAL:
        return None
    client = grounds.client.value if grounds.client else ""
    return LogLine(grounds.on, grounds.lawyer, client, grounds.purpose, label)
