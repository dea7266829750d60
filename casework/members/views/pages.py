"""What each page of the door holds. A page of the door says nothing about anybody's committee."""

from dataclasses import dataclass
from typing import ClassVar

from casework.members.domain.factors import Passkey
from casework.members.services.belongings import Asking
from casework.members.services.codes import Picture
from casework.members.views.kept import Carried, Posted
from config.frames import CaseworkFrame, GateFrame
from config.rendering import Page


@dataclass(frozen=True)
class NotSetUpPage(Page):
    template: ClassVar[str] = "members/not_set_up.html"
    frame: GateFrame


@dataclass(frozen=True)
class SignInPage(Page):
    template: ClassVar[str] = "members/sign_in.html"
    frame: GateFrame
    options: str
    carried: Carried
    name: str = ""
    passkey_error: str = ""
    code_error: str = ""


@dataclass(frozen=True)
class UnlockPage(Page):
    template: ClassVar[str] = "members/unlock.html"
    frame: GateFrame
    initials: str
    options: str  # none, if no passkey of this person opens by itself
    carried: Carried
    passkey_error: str = ""
    passphrase_error: str = ""


@dataclass(frozen=True)
class WaitingPage(Page):
    template: ClassVar[str] = "members/waiting.html"
    frame: GateFrame
    initials: str
    number: int
    vouched: bool


@dataclass(frozen=True)
class SendAgainPage(Page):
    template: ClassVar[str] = "members/send_again.html"
    frame: GateFrame
    posted: Posted


@dataclass(frozen=True)
class AskForHelpPage(Page):
    template: ClassVar[str] = "members/ask_for_help.html"
    frame: GateFrame


@dataclass(frozen=True)
class InvitationPage(Page):
    template: ClassVar[str] = "members/join/invitation.html"
    frame: GateFrame
    error: str = ""


@dataclass(frozen=True)
class NewWordsPage(Page):
    template: ClassVar[str] = "members/join/new_words.html"
    frame: GateFrame


@dataclass(frozen=True)
class ShownWordsPage(Page):
    template: ClassVar[str] = "members/join/shown_words.html"
    frame: GateFrame
    words: tuple[str, ...]


@dataclass(frozen=True)
class NoKeysPage(Page):
    template: ClassVar[str] = "members/join/no_keys.html"
    frame: GateFrame


@dataclass(frozen=True)
class ConfirmWordsPage(Page):
    template: ClassVar[str] = "members/join/confirm_words.html"
    frame: GateFrame
    name: str
    error: str = ""


@dataclass(frozen=True)
class FactorsPage(Page):
    template: ClassVar[str] = "members/join/factors.html"
    frame: GateFrame
    passkeys: tuple[Passkey, ...]
    missing: int
    options: str
    picture: Picture
    letters: str
    sealed: str
    passkey_error: str = ""
    app_error: str = ""


@dataclass(frozen=True)
class CodesPage(Page):
    template: ClassVar[str] = "members/join/codes.html"
    frame: GateFrame


@dataclass(frozen=True)
class SheetPage(Page):
    """The codes are in this answer and nowhere else, so it is never redrawn from memory."""

    template: ClassVar[str] = "members/join/sheet.html"
    frame: GateFrame
    codes: tuple[str, ...]
    action: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class SeenSession:
    id: str
    device: str
    state: str
    here: bool


@dataclass(frozen=True, slots=True)
class SeenDevice:
    id: str
    what: str
    here: bool


@dataclass(frozen=True)
class OwnPage(Page):
    template: ClassVar[str] = "members/own.html"
    frame: CaseworkFrame
    done: str
    error: str
    passkeys: tuple[tuple[str, Passkey, str], ...]
    has_app: bool
    needs_another: bool
    codes_left: int
    devices: tuple[SeenDevice, ...]
    sessions: tuple[SeenSession, ...]
    idle: int
    idle_choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class AddPasskeyPage(Page):
    template: ClassVar[str] = "members/add_passkey.html"
    frame: CaseworkFrame
    options: str
    error: str = ""


@dataclass(frozen=True)
class NewSheetPage(Page):
    template: ClassVar[str] = "members/new_sheet.html"
    frame: CaseworkFrame
    codes: tuple[str, ...]


@dataclass(frozen=True)
class NewDevicesPage(Page):
    template: ClassVar[str] = "members/new_devices.html"
    frame: CaseworkFrame
    asking: tuple[tuple[str, str, Asking], ...]
    done: str
