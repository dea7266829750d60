"""What is done unattended, and how its going on is known: by days, never by moments."""

from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum

from config.questions.asked import asked


class Mark(StrEnum):
    """What has a last day, or a day to come."""

    COLLECTED = "collected"
    BACKED_UP = "backed up"
    NOTICED = "noticed"
    MAILED = "mailed"
    REFUSED = "refused"  # something in the dropbox was not what it said it was
    HISTORY_BROKEN = "history broken"  # a member found that something signed for was taken back
    CERTIFICATE_ENDS = "certificate ends"
    OWN_CERTIFICATE_ENDS = "own certificate ends"


class Trouble(Enum):
    """What can be wrong, as it is said. `%(day)s` is when it was last well, or when it ends."""

    NOT_BELIEVED = asked("The committee’s keys in the dropbox are not the ones that were signed.")
    HISTORY_BROKEN = asked("Something in the history was taken back. Found on %(day)s.")
    REFUSED = asked("Something in the dropbox was not what it said it was. Found on %(day)s.")
    MIRROR_AWAY = asked("The mirror of the key store is away. Nothing can be collected.")
    DISK_FULL = asked("A disk is almost full.")
    NOT_COLLECTED = asked("Nothing was collected from the public site after %(day)s.")
    NOT_BACKED_UP = asked("No backup was checked after %(day)s.")
    NOT_NOTICED = asked("The public site has no word from the committee after %(day)s.")
    NOT_SEALED = asked("The history was not sealed after %(day)s.")
    TEST_NOT_SENT = asked("No test report was sent after %(day)s.")
    TEST_NOT_RETURNED = asked("No test report was opened with its words after %(day)s.")
    TEST_NOT_COLLECTED = asked("No test report came in after %(day)s.")
    NOT_MAILED = asked("The daily mail did not go out after %(day)s.")
    KEYS_EXPIRE = asked("The committee must confirm its keys before %(day)s.")
    CERTIFICATE_ENDS = asked("The public site’s certificate ends on %(day)s.")
    OWN_CERTIFICATE_ENDS = asked("This site’s own certificate ends on %(day)s.")
    NO_ADDRESS = asked("%(name)s gets no daily mail: there is no address.")


NEVER = asked("the key day")
"""What stands for the day of something that has never been done."""


@dataclass(frozen=True, slots=True)
class Alarm:
    trouble: Trouble
    day: date | None = None
    name: str = ""

    def __str__(self) -> str:
        """Say it to whoever keeps the machine. Pages say it in the reader's language."""
        return self.trouble.value % {"day": self.day or NEVER, "name": self.name}
