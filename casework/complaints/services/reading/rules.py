"""What the committee promises and which clocks of the law it runs, as its procedure says."""

from casework.complaints.domain.clocks.running import Rules
from casework.complaints.domain.procedure import read_procedure
from casework.desk import Desk


def rules_of(_desk: Desk) -> Rules:
    return read_procedure().rules
