"""Settings: how one signs in, one's keys, key day and notices, each as a sentence with one way on.

It sets nothing itself. What can be changed has a page of its own, and what cannot be changed
here says who changes it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from casework.access import Right, SignedIn, opens_to
from casework.collecting.services.alarms import alarms
from casework.collecting.services.mailing import mail_goes_to
from casework.collecting.views import alarm_in_words
from casework.committee.services.roster import entry_of
from casework.committee.views.showing import KEYS, RECOVERY, standing
from casework.complaints.views.europe.module import EUROPE, european_row
from casework.desk import desk
from casework.frame import KEYBOARD, NEW_DEVICES, OWN, PEOPLE, SETTINGS, casework_frame
from casework.members.services.belongings import devices_that_ask, look_at
from casework.rights import opens
from config.frames import CaseworkFrame
from config.rendering import Page, render
from config.words import say

settings = Blueprint("settings", __name__)


@dataclass(frozen=True, slots=True)
class Row:
    """How one thing is, and where it is changed; nowhere, where somebody else changes it."""

    what: str
    says: str
    button: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class SettingsPage(Page):
    template: ClassVar[str] = "settings/settings.html"
    frame: CaseworkFrame
    groups: tuple[Group, ...]


@settings.get(SETTINGS)
@opens_to(Right.SIGNED_IN)
def show_settings(me: SignedIn) -> ResponseReturnValue:
    groups = [Group(str(_("How you come in")), tuple(_way_in(me)))]
    if opens(Right.CASES, me):
        groups += [Group(str(_("Your keys")), tuple(_keys(me)))]
    if opens(Right.HOLDER, me):
        groups += [
            Group(str(_("Key day and recovery")), tuple(_key_day())),
            Group(str(_("Notices, and how the channel is")), tuple(_notices(me))),
            Group(str(_("The procedure")), tuple(_rules())),
        ]
    shown = tuple(each for each in groups if each.rows)
    return render(SettingsPage(casework_frame(me, SETTINGS), shown))


def _way_in(me: SignedIn) -> Iterator[Row]:
    mine, see = look_at(desk(), me.person), str(_("Open"))
    if mine is None:
        return
    passkeys = len(mine.factors.passkeys)
    says = ngettext("One passkey.", "%(num)d passkeys.", passkeys) if passkeys else _("No passkey.")
    codes = ngettext(
        "One code is left on paper.", "%(num)d codes are left on paper.", len(mine.factors.recovery)
    )
    yield Row(str(_("What you sign in with")), f"{says} {codes}", see, OWN)
    sessions = ngettext("One session is open.", "%(num)d sessions are open.", len(mine.sessions))
    devices = ngettext("You use one device.", "You use %(num)d devices.", len(mine.devices))
    yield Row(str(_("Your sessions and devices")), f"{sessions} {devices}", see, OWN)
    locks = ngettext(
        "After one minute without you.", "After %(num)d minutes without you.", me.lock_minutes
    )
    yield Row(str(_("The screen locks")), str(locks), str(_("Change")), OWN)
    waiting = len(devices_that_ask(desk(), me))
    asks = ngettext("One waits for a word.", "%(num)d wait for a word.", waiting)
    says = asks if waiting else _("None waits.")
    yield Row(str(_("New devices")), str(says), see, NEW_DEVICES)
    keys = _("What each key does, and single keys for whoever wants them.")
    yield Row(str(_("Keyboard")), str(keys), see, KEYBOARD)


def _keys(me: SignedIn) -> Iterator[Row]:
    found = standing()
    entry = None if found is None else entry_of(desk(), found, me.person)
    if entry is None:
        yield Row(str(_("Your keys")), str(_("The list that counts does not name you.")))
        return
    lines = " ".join(say(each.text) for each in entry.lines)
    yield Row(str(_("Your keys and your sheet")), lines, str(_("Open")), KEYS)
    tries = _("Open a practice report with nothing but your sheet.")
    yield Row(str(_("Practice")), str(tries), str(_("Try")), f"{KEYS}/drill")
    lost = _("Close every other device of yours at once.")
    yield Row(str(_("A device is lost")), str(lost), str(_("Block")), f"{KEYS}/lost")


def _key_day() -> Iterator[Row]:
    people = _("Who holds keys, how well they are, and every change that waits.")
    yield Row(str(_("People and keys")), str(people), str(_("Open")), PEOPLE)
    recovery = _("Bring sheets together when keys are lost.")
    yield Row(str(_("Recovery")), str(recovery), str(_("Open")), RECOVERY)
    plan = _("Step by step: new recovery sheets, printed and sealed.")
    yield Row(str(_("Key day")), str(plan), str(_("Plan")), f"{RECOVERY}/key-day")


def _rules() -> Iterator[Row]:
    says = european_row(desk())
    if says:
        yield Row(str(_("European rules")), says, str(_("Open")), EUROPE)


def _notices(me: SignedIn) -> Iterator[Row]:
    """An address is changed at the machine: whoever stole a session must not move the mail."""
    address = mail_goes_to(desk(), me.person)
    mail = (
        _("One mail a day goes to %(address)s. It never says what there is.", address=address)
        if address
        else _("You get no mail: there is no address.")
    )
    keeper = _("Whoever keeps the machine changes the address.")
    yield Row(str(_("Daily mail")), f"{mail} {keeper}")
    wrong = [alarm_in_words(each) for each in alarms(desk())]
    yield Row(str(_("The channel")), " ".join(wrong) or str(_("Everything goes on as it should.")))
