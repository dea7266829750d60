"""The frame of every page of the public site: the way out first, help last, always the same."""

from flask_babel import gettext as _

from config.frames import IntakeFrame, Link

LEAVE = "/leave"
START = "/"
BEFORE = "/before"
WORK_DEVICE = "/work-device"
OTHER_WAYS = "/other-ways"
RIGHTS = "/rights"
KEYS = "/keys"
ACCESSIBILITY = "/accessibility"
STATUS_HELP = "/status-help"


def intake_frame(*, wrong: bool = False) -> IntakeFrame:
    """Return what surrounds a page. The languages are listed once there are two to choose from."""
    return IntakeFrame(exit_href=LEAVE, footer=_footer(), wrong=wrong)


def _footer() -> tuple[Link, ...]:
    return (
        Link(OTHER_WAYS, _("Other ways to report")),
        Link(RIGHTS, _("Your rights")),
        Link(KEYS, _("Check our keys")),
        Link(ACCESSIBILITY, _("Accessibility and help")),
        Link(STATUS_HELP, _("What the status means")),
    )
