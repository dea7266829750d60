"""What is done unattended, and how its going on is known: by days, never by moments."""

from enum import StrEnum


class Mark(StrEnum):
    """What has a last day, or a day to come."""

    COLLECTED = "collected"
    BACKED_UP = "backed up"
    NOTICED = "noticed"
    MAILED = "mailed"
    REFUSED = "refused"  # something in the dropbox was not what it said it was
    HISTORY_BROKEN = "history broken"  # a member found that something signed for was taken back
    CERTIFICATE_ENDS = "certificate ends"
