"""The frame of every page of the public site: the way out first, help last, always the same."""

from flask_babel import gettext as _

from config.frames import IntakeFrame, Link

LEAVE = "/leave"
START = "/"
OTHER_WAYS = "/other-ways"


def intake_frame(*, wrong: bool = False) -> IntakeFrame:
    footer = (Link(START, _("Start page")), Link(OTHER_WAYS, _("Other ways to report")))
    return IntakeFrame(exit_href=LEAVE, footer=footer, wrong=wrong)
