"""The committee's procedure, as sequences of deeds go through it."""

from typing import Final

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from casework.complaints.domain.case.deeds import Did, Line
from casework.complaints.domain.outcomes import Outcome
from casework.complaints.domain.status import Status
from tests.channel import MARIA, THOMAS

FEW: Final = settings(
    max_examples=8,
    stateful_step_count=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
OUTCOMES: Final = st.sampled_from((Outcome.UNSUBSTANTIATED, Outcome.INQUIRY, Outcome.DUPLICATE))
LIST: Final = {
    "basis": "No proof.",
    "level": "3",
    "saw": "yes",
    "special": "yes",
    "auditor": "no",
    "board": "no",
    "agency": "no",
    "mended": "done",
    "day": "2026-06-12",
    "vote": "unanimous",
    "by": f"{MARIA} {THOMAS}",
}
WAY: Final = (
    *(Status.RECEIVED, Status.TRIAGE, Status.CONFLICT_CHECK, Status.ASSIGNED, Status.INVESTIGATING),
    *(Status.FINDINGS_DRAFTED, Status.REVIEW, Status.DECIDED, Status.FEEDBACK_GIVEN),
    Status.CLOSED,
)


ABOUT_MYSELF: Final = frozenset(
    {Did.HAS_TIE, Did.STEPPED_BACK, Did.READERS_SETTLED, Did.CAME_IN, Did.READ, Did.LOOKED}
)


def many() -> settings:
    """Return how much is tried: what the profile says, if somebody asked for the long one."""
    return settings() if settings.get_current_profile_name() == "long" else FEW


def may_state(line: Line) -> bool:
    """How somebody stands is theirs to say, whatever stands in their way."""
    return line.did is Did.DECIDED and line.said["question"] in {"can_act", "free"}
