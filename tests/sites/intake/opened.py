"""A public site that takes reports: a dropbox, a committee, and its word of today."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from flask import Flask

from config.settings import IntakeSettings, read_settings
from crypto.manifest.body import Derivation, Manifest
from crypto.manifest.notice import Notice, SelfTest, serialise_notice, sign_notice
from crypto.manifest.people import Role
from crypto.manifest.text import serialise
from crypto.passcode.wordlist import LANGUAGES, load, pinned
from intake.trust import Word
from intake.wsgi import create_app
from store.clock import utc_today
from store.database import Database, Which
from store.manifests import Manifests, StoredManifest, StoredNotice
from store.migrating import migrate
from tests.conftest import INTAKE, PRODUCTION
from tests.running import Environment, intake_environment
from tests.unit.crypto.committees import Holder, after, genesis_of, hash_of, herald_seed, holder
from tests.unit.crypto.committees import signed as signed_by

LISTS = tuple(load(language) for language in LANGUAGES)
CHEAPEST = Derivation(bytes(range(16)), 8, 1, 1, pinned(LISTS))


def person(person_id: str, name: str, role: Role = Role.MEMBER, firm: str | None = None) -> Holder:
    found = holder(person_id, role, chair=person_id == "alvarez")
    return replace(found, person=replace(found.person, name=name, organisation=firm))


ALVAREZ = person("alvarez", "Maria Alvarez")
OKAFOR = person("okafor", "Thomas Okafor")
PARK = person("park", "June Park")
REYES = person("reyes", "David Reyes")
GRANT = person("grant", "Helen Grant", Role.EXTERNAL, "Lee & Grant LLP")
OSEI = person("osei", "Kofi Osei", Role.EXTERNAL, "Osei Ombuds")
RECOVERY = person("recovery", "Recovery", Role.RECOVERY)
MEMBERS = (ALVAREZ, OKAFOR, PARK, REYES)
EVERYBODY = (*MEMBERS, GRANT, OSEI, RECOVERY)


@dataclass(frozen=True)
class Committee:
    """What stands in the dropbox. Without a notice the keys of ten days ago are in their grace."""

    dropbox: Database
    genesis: Manifest

    def append(self, manifest: Manifest, by: Sequence[Holder]) -> Manifest:
        text = bytes(signed_by(manifest, by))
        with self.dropbox.transaction() as tx:
            Manifests(tx).append(StoredManifest(manifest.version, serialise(manifest), text))
        return manifest

    def follow(self, before: Manifest, people: Sequence[Holder]) -> Manifest:
        members = [each for each in people if each.person.role is Role.MEMBER]
        return self.append(after(before, people), [*MEMBERS, *members])

    def say_so_today(self, manifest: Manifest) -> None:
        today = utc_today()
        notice = Notice(
            today, hash_of(manifest), today, "opened within two working days", _tested(today)
        )
        signed = sign_notice(notice, herald_seed())
        with self.dropbox.transaction() as tx:
            Manifests(tx).post(StoredNotice(today, serialise_notice(notice), signed))


def found(folder: Path, people: Sequence[Holder] = EVERYBODY, *, days_ago: int = 10) -> Committee:
    url = f"sqlite:///{folder}/dropbox.sqlite"
    migrate(url, Which.DROPBOX)
    issued = utc_today() - timedelta(days=days_ago)
    manifest = replace(
        genesis_of(people),
        company="Northfield",
        issued=issued,
        expires=issued + timedelta(days=300),
        derivations=(CHEAPEST,),
    )
    committee = Committee(Database(url, Which.DROPBOX), manifest)
    committee.append(manifest, MEMBERS)
    return committee


def environment(folder: Path, committee: Committee, address: str, listen: str) -> Environment:
    url = f"sqlite:///{folder}/dropbox.sqlite"
    return intake_environment(address, listen, url) | {
        "CHARTERLINE_GENESIS": hash_of(committee.genesis).hex()
    }


def site(folder: Path, committee: Committee) -> Flask:
    settings = environment(folder, committee, INTAKE, "127.0.0.1:8001") | PRODUCTION
    return create_app(read_settings(IntakeSettings, settings))


def word_of(app: Flask) -> Word:
    said = app.extensions["desk"].trust.now()
    assert isinstance(said, Word)
    return said


def _tested(day: date) -> SelfTest:
    return SelfTest(day, day, day)
