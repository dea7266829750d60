"""What each page about keys may show."""

from dataclasses import dataclass
from typing import ClassVar

from casework.committee.domain.health import Line
from casework.committee.forms.papers import PassphraseForm, ShareForm
from casework.committee.forms.people import JoiningForm, LeavingForm
from config.frames import CaseworkFrame, GateFrame
from config.rendering import Page


@dataclass(frozen=True, slots=True)
class PersonRow:
    name: str
    what: str
    lines: tuple[Line, ...]
    href: str


@dataclass(frozen=True, slots=True)
class Change:
    """A proposal as one card: what it says, how far it is, and where to go."""

    href: str
    sentences: tuple[str, ...]
    progress: str
    missing: str
    is_open: bool
    may_sign: bool


@dataclass(frozen=True)
class PeoplePage(Page):
    template: ClassVar[str] = "committee/people.html"
    frame: CaseworkFrame
    title: str
    rows: tuple[PersonRow, ...]
    health: tuple[Line, ...]
    change: Change | None
    is_member: bool
    fingerprint: str


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
    row: PersonRow
    is_busy: bool
    is_chair: bool
    is_member: bool
    leaving: LeavingForm | None
    done: str
    problem: str


@dataclass(frozen=True)
class JoiningPage(Page):
    template: ClassVar[str] = "committee/joining.html"
    frame: CaseworkFrame
    form: JoiningForm
    problem: str


@dataclass(frozen=True)
class ChangePage(Page):
    template: ClassVar[str] = "committee/change.html"
    frame: CaseworkFrame
    change: Change
    manifest: str
    done: str


@dataclass(frozen=True)
class SheetPage(Page):
    """Shown once. The words travel in neither an address nor a cookie, so there is no redirect."""

    template: ClassVar[str] = "committee/sheet.html"
    frame: CaseworkFrame
    name: str
    words: tuple[str, ...]
    own: bool
    next_href: str


@dataclass(frozen=True)
class NewKeysPage(Page):
    """For somebody who is at the door and whose new keys are not yet in force."""

    template: ClassVar[str] = "committee/new_keys.html"
    frame: GateFrame
    sentences: tuple[str, ...]
    href: str
    form: PassphraseForm
    problem: str
    done: str


@dataclass(frozen=True)
class KeysPage(Page):
    template: ClassVar[str] = "committee/keys.html"
    frame: CaseworkFrame
    lines: tuple[Line, ...]
    done: str
    problem: str


@dataclass(frozen=True)
class DrillPage(Page):
    template: ClassVar[str] = "committee/drill.html"
    frame: CaseworkFrame
    sheet: PassphraseForm
    share: ShareForm
    problem: str
    done: str


@dataclass(frozen=True)
class RecoveryPage(Page):
    template: ClassVar[str] = "committee/recovery.html"
    frame: CaseworkFrame
    inside: str
    outside: str
    sofar: str
    is_ready: bool
    form: ShareForm
    change: Change | None
    problem: str
    done: str


@dataclass(frozen=True)
class KeyDayPage(Page):
    template: ClassVar[str] = "committee/key_day.html"
    frame: CaseworkFrame
