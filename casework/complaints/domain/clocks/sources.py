"""By whose rule a clock runs: a law that can be looked up, or a promise of the committee's own."""

from collections.abc import Mapping
from typing import Final

from casework.complaints.domain.clocks.legal import LEGAL, Event
from casework.complaints.domain.clocks.running import Clock

_DIRECTIVE: Final = "Directive (EU) 2019/1937, art. 9"
EUROPEAN: Final = frozenset({Clock.ACKNOWLEDGE_EU, Clock.FEEDBACK_EU})
LAWS: Final[Mapping[Clock, str]] = {
    Clock.LOOK_BACK: LEGAL[Event.RECEIVED_IN_SCOPE].source,
    Clock.ILLEGAL_ACT: LEGAL[Event.BOARD_HEARD_FROM_AUDITOR].source,
    Clock.AUDITOR_CHANGED: LEGAL[Event.AUDITOR_CHANGED].source,
    Clock.NON_RELIANCE: LEGAL[Event.NON_RELIANCE].source,
    Clock.RETALIATION: LEGAL[Event.RETALIATED].source,
    Clock.ACKNOWLEDGE_EU: _DIRECTIVE,
    Clock.FEEDBACK_EU: _DIRECTIVE,
}
