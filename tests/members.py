"""A committee's site with people in it, and a clock that a test can turn."""

import html
import re
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from flask import Flask

from casework.desk import Desk, lay_desk
from casework.gatehouse import Gatehouse, step_at
from casework.members.domain.accounts import Account, State
from casework.members.domain.sessions import Device
from casework.members.records import Accounts, Devices, SecondFactors
from casework.members.services import codes
from casework.rights import Role
from casework.wsgi import create_app
from config.settings import CaseworkSettings, read_settings
from crypto.keyring.handles import Handle, Token, known, new_token
from crypto.keyring.keyfile import CHEAPEST, Passphrase, lock_with_passphrase
from crypto.keyring.seeds import MemberSeeds
from crypto.names import PersonId
from store.clock import utc_today
from store.keystore.store import KeyStore
from tests.browser import Visitor
from tests.running import casework_environment
from tests.unit.crypto.committees import seeds_of

CASEWORK = "https://committee.example.com"
WORDS = "orbit lemon chalk river piano wagon"
START = 29_000_000  # minutes since 1970: a day in 2025
_OPTIONS = re.compile(r'data-options="([^"]*)"')


@dataclass
class Clock:
    """Minutes, and what is made of them."""

    at: int = START

    def minute(self) -> int:
        return self.at

    def epoch(self) -> int:
        return self.at * 60


@dataclass
class Somebody:
    """A person who has joined, with all that they hold on paper and in an app."""

    account: Account
    secret: codes.AppSecret
    sheet: codes.Sheet
    seeds: MemberSeeds = field(repr=False)
    device: Token
    words: str = WORDS

    @property
    def name(self) -> str:
        return self.account.name

    @property
    def id(self) -> PersonId:
        return self.account.person


@dataclass
class House:
    """The site, who may come in, and the clock on its wall."""

    app: Flask
    desk: Desk
    clock: Clock
    seeds_of: Callable[[str], MemberSeeds] = seeds_of

    def visitor(self) -> Visitor:
        return Visitor(self.app.test_client(), CASEWORK)

    def on_device_of(self, somebody: Somebody) -> Visitor:
        visitor = self.visitor()
        self.put_device(visitor, somebody.device)
        return visitor

    def put_device(self, visitor: Visitor, device: Token) -> None:
        visitor.client.set_cookie(
            "__Host-committee-device",
            urlsafe_b64encode(device).decode(),
            domain="committee.example.com",
            secure=True,
        )

    def account(self, person: str, name: str, *roles: Role, state: State = State.ACTIVE) -> Account:
        made = Account(
            PersonId(person),
            name,
            frozenset(roles or {Role.MEMBER}),
            state,
            secrets.token_bytes(16),
        )
        with self.desk.database.transaction() as tx:
            Accounts(tx).add(made)
        return made

    def keys(self, person: PersonId, words: str = WORDS) -> MemberSeeds:
        seeds = self.seeds_of(person)
        file = lock_with_passphrase(seeds, person, Passphrase(words), CHEAPEST)
        with self.desk.keystore.change() as tx:
            tx.key_files.put_passphrase_file(person, file)
        return seeds

    def joined(self, person: str, name: str, *roles: Role) -> Somebody:
        """Put somebody in as if they had gone through every step of joining."""
        account = self.account(person, name, *roles)
        secret, sheet = codes.new_app_secret(), codes.new_sheet()
        sealed = codes.seal_secret(self.desk, account.person, secret)
        account = replace(account, totp=sealed)
        device = new_token()
        with self.desk.database.transaction() as tx:
            Accounts(tx).change(account)
            SecondFactors(tx).set_codes(account.person, sheet.known)
            Devices(tx).add(
                Device(
                    known(device, Handle.DEVICE),
                    account.person,
                    471,
                    self.desk.today(),
                    approved=True,
                )
            )
        return Somebody(account, secret, sheet, self.keys(account.person), device)

    def code(self, somebody: Somebody) -> str:
        """Return a code that was not used yet, by letting time pass."""
        self.clock.at += 1
        return somebody.secret.code(step_at(self.clock.epoch()))

    def at_the_door(self, somebody: Somebody, visitor: Visitor | None = None) -> Visitor:
        """Pass the second factor and no more."""
        visitor = visitor or self.on_device_of(somebody)
        answer = visitor.fill_in("/", "/sign-in/code", name=somebody.name, code=self.code(somebody))
        assert answer.status_code == 303, answer.text
        return visitor

    def signed_in(self, somebody: Somebody, visitor: Visitor | None = None) -> Visitor:
        visitor = self.at_the_door(somebody, visitor)
        answer = visitor.fill_in("/", "/unlock", passphrase=somebody.words)
        assert answer.status_code == 303, answer.text
        return visitor


def options_in(text: str) -> str:
    """Return what a page asks a device."""
    return html.unescape(_OPTIONS.findall(text)[0])


def house_at(folder: Path, genesis: str = "none") -> House:
    """Build the site on databases that lie in this folder already."""
    dropbox, own = f"sqlite:///{folder}/dropbox.sqlite", f"sqlite:///{folder}/casework.sqlite"
    environment = casework_environment(CASEWORK, "127.0.0.1:8002", dropbox, own)
    environment["CHARTERLINE_MODE"] = "production"
    environment["CHARTERLINE_GENESIS"] = genesis
    settings = read_settings(CaseworkSettings, environment)
    if not settings.keystore.exists():
        KeyStore.make(settings.keystore, settings.keystore_mirror)
    app, clock = create_app(settings), Clock()
    desk: Desk = replace(
        app.extensions["desk"],
        minute=clock.minute,
        epoch=clock.epoch,
        today=utc_today,
        gatehouse=Gatehouse(clock.minute, lambda: 0),
        cost=CHEAPEST,
    )
    lay_desk(app, desk)
    return House(app, desk, clock)
