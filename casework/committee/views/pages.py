"""What each page about keys may show."""

from dataclasses import dataclass, field
from typing import ClassVar

from casework.committee.domain.health import Tone
from casework.committee.forms.joining import Joining
from config.frames import CaseworkFrame, GateFrame
from config.rendering import Page


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence about somebody's keys, in the reader's language."""

    text: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Row:
    """One holder of keys, as the roster shows them."""

    name: str
    what: str
    lines: tuple[Line, ...]
    href: str


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits for whoever looks, with the page on which it is done."""

    text: str
    when: str
    urgent: str
    href: str
    verb: str


@dataclass(frozen=True, slots=True)
class Change:
    """A proposal as one card: what it says, how far it is, and where to go."""

    href: str
    by: str
    sentences: tuple[str, ...]
    progress: str
    missing: str
    may_sign: bool
    may_withdraw: bool


@dataclass(frozen=True)
class PeoplePage(Page):
    template: ClassVar[str] = "committee/people.html"
    frame: CaseworkFrame
    title: str
    tasks: tuple[Task, ...]
    changes: tuple[Change, ...]
    rows: tuple[Row, ...]
    health: tuple[Line, ...]
    is_member: bool
    fingerprint: str
    problem: str = ""


@dataclass(frozen=True)
class NoCommitteePage(Page):
    template: ClassVar[str] = "committee/none.html"
    frame: CaseworkFrame
    title: str
    text: str


@dataclass(frozen=True)
class PersonPage(Page):
    template: ClassVar[str] = "committee/person.html"
    frame: CaseworkFrame
    row: Row
    may_change: bool
    is_me: bool
    may_lead: bool
    is_guest: bool
    may_be_invited: bool
    heirs: tuple[tuple[str, str], ...]
    """Who may lead after the chair has left; nobody is listed for anybody else."""
    done: str = ""
    problem: str = ""


@dataclass(frozen=True)
class JoiningPage(Page):
    template: ClassVar[str] = "committee/joining.html"
    frame: CaseworkFrame
    typed: Joining
    mistakes: dict[str, str] = field(default_factory=dict)
    problem: str = ""


@dataclass(frozen=True)
class ChangePage(Page):
    template: ClassVar[str] = "committee/change.html"
    frame: CaseworkFrame
    change: Change
    manifest: str
    done: str = ""
    problem: str = ""


@dataclass(frozen=True)
class SheetPage(Page):
    """Shown once. The words travel in neither an address nor a cookie, so there is no redirect."""

    template: ClassVar[str] = "committee/sheet.html"
    frame: CaseworkFrame
    name: str
    words: str
    own: bool
    next_href: str


@dataclass(frozen=True)
class InvitedPage(Page):
    template: ClassVar[str] = "committee/invited.html"
    frame: CaseworkFrame
    name: str
    code: str
    until: str
    address: str
    next_href: str


@dataclass(frozen=True)
class DoorKeysPage(Page):
    """For somebody at the door whose keys are lost, or whose new ones are not yet in force."""

    template: ClassVar[str] = "committee/door_keys.html"
    frame: GateFrame
    initials: str
    changes: tuple[Change, ...]
    standing: Change | None
    """What this person has proposed, and would take back by asking."""
    instead: str
    done: str = ""
    problem: str = ""


@dataclass(frozen=True)
class DoorSheetPage(Page):
    template: ClassVar[str] = "committee/door_sheet.html"
    frame: GateFrame
    words: str


@dataclass(frozen=True)
class KeysPage(Page):
    template: ClassVar[str] = "committee/keys.html"
    frame: CaseworkFrame
    back_href: str
    may_ask_for_new: bool
    lines: tuple[Line, ...]
    done: str = ""
    problem: str = ""


@dataclass(frozen=True)
class LostPage(Page):
    template: ClassVar[str] = "committee/lost.html"
    frame: CaseworkFrame
    may_ask_for_new: bool
    done: str = ""


@dataclass(frozen=True)
class DrillPage(Page):
    template: ClassVar[str] = "committee/drill.html"
    frame: CaseworkFrame
    may_keep_shares: bool
    wrong_words: str = ""
    wrong_share: str = ""
    done: str = ""


@dataclass(frozen=True)
class RecoveryPage(Page):
    template: ClassVar[str] = "committee/recovery.html"
    frame: CaseworkFrame
    inside: str
    outside: str
    sofar: str
    is_ready: bool
    is_member: bool
    changes: tuple[Change, ...]
    wrong_share: str = ""
    problem: str = ""
    done: str = ""


@dataclass(frozen=True)
class KeyDayPage(Page):
    template: ClassVar[str] = "committee/key_day.html"
    frame: CaseworkFrame
