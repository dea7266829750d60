"""Why something was not decided, in words; or that there is nothing to decide about."""

from collections.abc import Collection, Mapping
from typing import Final

from flask_babel import gettext as _

from casework.complaints.domain.linking import Refused, Why
from casework.complaints.domain.status import Hindrance, Stays
from casework.complaints.services.deciding import Changed, Decided
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.parts.addresses import not_there
from casework.complaints.views.parts.wording import name_of
from casework.trust import Standing as Committee
from config.questions.asked import asked

_HINDRANCES: Final[Mapping[Hindrance, str]] = {
    Hindrance.NOT_FROM_HERE: asked("It cannot go there from where it is."),
    Hindrance.NO_REASON: asked("Give a reason."),
    Hindrance.NO_DATE: asked("Say until when it is on hold."),
    Hindrance.CONFLICTS: asked("The lead and the second must first say that they are free."),
    Hindrance.OPEN_FINDINGS: asked("Something that was alleged has no finding yet."),
    Hindrance.NOTHING_ALLEGED: asked("Say first what is alleged."),
    Hindrance.NOT_INQUIRED: asked("Nobody has looked into it yet."),
    Hindrance.UNFINISHED: asked("The list before closing is not done."),
    Hindrance.NOT_TOLD: asked(
        "Nobody has told the reporter since the decision. Write to them first, or say on the list "
        "before finishing that they cannot be reached."
    ),
    Hindrance.NOT_THEIRS: asked("Somebody else must decide this."),
    Hindrance.SECOND_MEMBER: asked("A second member is needed."),
    Hindrance.KEPT: asked("It must be kept for now."),
    Hindrance.FINISHED: asked("It is finished. Open it again first."),
    Hindrance.DISAGREES: asked(
        "“Is it ours?” is answered otherwise than what is alleged. Nothing goes elsewhere before "
        "both say the same: change the answer, or say anew whose it is."
    ),
}
_BOXES: Final[Mapping[Hindrance, str]] = {
    Hindrance.NO_REASON: "reason",
    Hindrance.NO_DATE: "until",
}
_WHYS: Final[Mapping[Why, str]] = {
    Why.WOULD_SHOW: asked(
        "Nothing was changed. Kept away from one of them, and reads the other: %(names)s."
    ),
    Why.WOULD_TELL: asked(
        "Nothing was changed. These read this one alone, and would learn of the other: %(names)s."
    ),
}


def who_would_learn(refused: Refused, committee: Committee) -> str:
    names = ", ".join(name_of(committee, who) for who in refused.people)
    return str(_(_WHYS[refused.why], names=names))


def why_guests_wait(file: CaseFile) -> str:
    """Say why a guest's words cannot be kept yet. A member makes what is missing by looking in."""
    if file.inside is not None or file.is_settled:
        return ""
    says = _(
        "Somebody stopped reading this report a moment ago. A member must open it first, and then "
        "you can send this. Nothing was saved yet; what you wrote is still here."
    )
    return str(says)


def why_refused(outcome: Decided) -> str:
    if isinstance(outcome, Changed):
        says = _(
            "Somebody changed this while you were reading. Nothing was saved: look at it first."
        )
        return str(says)
    if not isinstance(outcome, Stays):
        not_there()
    return _in_words(outcome.hindrances)


def wrong_in_step(outcome: Decided) -> dict[str, str]:
    """Say why it stays where it is, each beside the box of the step that it is about."""
    if not isinstance(outcome, Stays):
        return {"to": why_refused(outcome)}
    of_boxes = outcome.hindrances & _BOXES.keys()
    said = {_BOXES[each]: _in_words([each]) for each in sorted(of_boxes)}
    others = _in_words(outcome.hindrances - of_boxes)
    return ({"to": others} if others else {}) | said


def _in_words(hindrances: Collection[Hindrance]) -> str:
    return " ".join(str(_(_HINDRANCES[each])) for each in sorted(hindrances))
