"""The committee's site as a process, people who are invited to it, and devices with passkeys."""

import re
from base64 import b32decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, ViewportSize

from casework.desk import Desk, new_desk
from casework.gatehouse import step_at
from casework.members.services import codes
from casework.members.services.inviting import Guest, Invited, invite
from casework.rights import Role
from config.settings import CaseworkSettings, read_settings
from crypto.keyring.keyfile import CHEAPEST, Passphrase, lock_with_passphrase
from crypto.names import PersonId
from store.clock import this_second, utc_today
from store.database import Which
from store.keystore.store import KeyStore
from store.migrating import migrate
from tests.e2e.sight import Scheme
from tests.members import WORDS
from tests.running import casework_environment, free_port, process
from tests.unit.crypto.committees import seeds_of

_ON_PAPER = r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}"
_AUTHENTICATOR = {
    "protocol": "ctap2",
    "ctap2Version": "ctap2_1",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@dataclass(frozen=True)
class CommitteeSite:
    """Where the site answers, and its desk as an administrator of the machine would use it."""

    address: str
    desk: Desk

    def invite(self, person: str, name: str, *roles: Role) -> str:
        """Invite somebody whose keys the ceremony has made, and return the code on paper."""
        guest = Guest(PersonId(person), name, frozenset(roles or {Role.MEMBER}))
        file = lock_with_passphrase(seeds_of(person), guest.person, Passphrase(WORDS), CHEAPEST)
        with self.desk.keystore.change() as tx:
            tx.key_files.put_passphrase_file(guest.person, file)
        invited = invite(self.desk, guest, None)
        assert isinstance(invited, Invited)
        return invited.code


@contextmanager
def committee_site(folder: Path) -> Iterator[CommitteeSite]:
    urls = {which: f"sqlite:///{folder}/{which}.sqlite" for which in Which}
    for which, url in urls.items():
        migrate(url, which)
    port = free_port()
    address = f"http://localhost:{port}"
    environment = casework_environment(
        address, f"127.0.0.1:{port}", urls[Which.DROPBOX], urls[Which.CASEWORK]
    )
    settings = read_settings(CaseworkSettings, environment)
    KeyStore.make(settings.keystore, settings.keystore_mirror)
    desk = new_desk(settings, utc_today)
    with process("casework", environment, f"{address}/health"):
        yield CommitteeSite(address, desk)
    desk.database.close()


@dataclass
class Device:
    """A browser with passkeys of its own, as one person uses it."""

    site: CommitteeSite
    context: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    def devtools(self) -> CDPSession:
        return self.context.new_cdp_session(self.page)

    def go(self, path: str) -> None:
        self.page.goto(self.site.address + path)

    def press(self, name: str) -> None:
        """Press a button that leads to another page, and wait until that is there."""
        with self.page.expect_navigation():
            self.touch(name)

    def touch(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def title(self) -> str:
        return self.page.locator("h1").inner_text()


@contextmanager
def device(
    browser: Browser,
    site: CommitteeSite,
    screen: ViewportSize,
    scheme: Scheme = "light",
    *,
    bypass_csp: bool = False,
) -> Iterator[Device]:
    context = browser.new_context(viewport=screen, color_scheme=scheme, bypass_csp=bypass_csp)
    page = context.new_page()
    used = Device(site, context, page)
    page.on("console", lambda message: used.complaints.append(message.text))
    page.on("pageerror", lambda error: used.complaints.append(str(error)))
    try:
        yield used
    finally:
        context.close()


@contextmanager
def passkeys(used: Device, *, opening: bool) -> Iterator["Passkeys"]:
    """Give the device a place for passkeys, with a secret of their own or without."""
    tools = used.devtools()
    tools.send("WebAuthn.enable")
    yield Passkeys(tools, opening=opening)
    tools.send("WebAuthn.disable")


@dataclass
class Passkeys:
    tools: CDPSession
    opening: bool
    ids: list[str] = field(default_factory=list)

    def plug_in(self, transport: str) -> None:
        """Add an authenticator; the earlier ones are there and are not touched."""
        for each in self.ids:
            self._touch(each, enabled=False)
        options = {**_AUTHENTICATOR, "transport": transport, "hasPrf": self.opening}
        added = self.tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        self.ids.append(added["authenticatorId"])

    def touch_only(self, number: int) -> None:
        for place, each in enumerate(self.ids):
            self._touch(each, enabled=place == number)

    def _touch(self, authenticator: str, *, enabled: bool) -> None:
        self.tools.send(
            "WebAuthn.setAutomaticPresenceSimulation",
            {"authenticatorId": authenticator, "enabled": enabled},
        )


def begin(used: Device, code: str) -> None:
    used.go("/join")
    used.page.get_by_label("Code").fill(code)
    used.press("Continue")


def confirm_words(used: Device) -> None:
    used.page.get_by_label("Passphrase", exact=True).fill(WORDS)
    used.press("Continue")


def add_passkey(used: Device, label: str) -> None:
    used.page.get_by_label("What do you call this device?").fill(label)
    used.press("Add this passkey")


def add_app(used: Device) -> codes.AppSecret:
    used.page.get_by_text("Use an app with six-digit codes instead").click()
    letters = used.page.locator(".letters").inner_text().replace(" ", "")
    secret = codes.AppSecret(b32decode(letters))
    used.page.get_by_label("Code", exact=True).fill(next_code(secret))
    used.press("Use this app")
    return secret


def next_code(secret: codes.AppSecret, later: int = 0) -> str:
    return secret.code(step_at(this_second()) + later)


def take_sheet(used: Device) -> list[str]:
    used.press("Show my codes")
    return re.findall(_ON_PAPER, used.page.locator(".papercodes").inner_text())


def finish(used: Device, code: str) -> None:
    used.page.get_by_label("Type any one of the codes").fill(code)
    used.press("I have the sheet. Finish")


def join_by_app(used: Device, code: str) -> tuple[codes.AppSecret, list[str]]:
    begin(used, code)
    confirm_words(used)
    secret = add_app(used)
    sheet = take_sheet(used)
    finish(used, sheet[0])
    return secret, sheet


def join_by_passkeys(used: Device, code: str, keys: Passkeys) -> None:
    keys.plug_in("internal")
    begin(used, code)
    confirm_words(used)
    add_passkey(used, "iPad")
    used.page.get_by_role("heading", name="Add one more passkey").wait_for()
    keys.plug_in("usb")
    add_passkey(used, "Blue key")
    finish(used, take_sheet(used)[9])
    used.page.get_by_role("heading", name="Nothing needs you today").wait_for()


def come_by_code(used: Device, name: str, code: str) -> None:
    used.go("/")
    used.page.get_by_text("Use a code instead").click()
    used.page.get_by_label("Your name").fill(name)
    used.page.get_by_label("Code", exact=True).fill(code)
    used.press("Continue")


def unlock(used: Device, words: str = WORDS) -> None:
    used.page.get_by_label("Passphrase", exact=True).fill(words)
    used.press("Unlock with the passphrase")
