"""What is wrong with a step or a finding as it was typed, by the box that it stands in."""

from collections.abc import Mapping
from typing import Final

from flask_babel import gettext as _

from casework.complaints.domain.outcomes import AllegationId, Finding
from casework.complaints.domain.status import Status
from casework.complaints.forms.writing import SHORT, too_long
from casework.complaints.services.deciding import Step

NOT_BY_HAND: Final = frozenset({Status.SET_ASIDE, Status.DISPOSED, Status.MERGED, Status.REFERRED})


def wrong_in_typed_step(step: Step | None, form: Mapping[str, str]) -> dict[str, str]:
    is_none = step is None or step.to in NOT_BY_HAND
    faults = {
        "to": str(_("Choose where it goes.")) if is_none else "",
        "reason": too_long(form, "reason", SHORT),
    }
    return {box: says for box, says in faults.items() if says}


def wrong_in_typed_finding(
    which: AllegationId, finding: Finding | None, form: Mapping[str, str]
) -> dict[str, str]:
    faults = {
        f"outcome-{which}": "" if finding else str(_("Choose what was found.")),
        f"basis-{which}": too_long(form, "basis"),
    }
    return {box: says for box, says in faults.items() if says}
