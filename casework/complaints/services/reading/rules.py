"""What the committee promises and which clocks of the law it runs, as its procedure says."""

from casework.complaints.domain.clocks.running import Rules
from casework.complaints.services.procedure import procedure_of
from casework.desk import Desk


def rules_of(desk: Desk) -> Rules:
    return procedure_of(desk).rules
