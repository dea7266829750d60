"""Casework without its pages: both databases, the key store, a committee, and a day of our own."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from casework.desk import Desk, new_desk
from casework.rights import Role, SessionId, SignedIn
from casework.trust import Standing
from config.settings import CaseworkSettings, read_settings
from crypto.names import PersonId
from deploy.standin.committee import Committee as Founded
from store.clock import utc_today
from store.database import Database, Which
from store.keystore.store import KeyStore
from tests.committee import Committee, sitting_at
from tests.conftest import CASEWORK, INTAKE
from tests.running import Environment, casework_environment

Templates = Callable[[Which], Path]


@dataclass(slots=True)
class Day:
    today: date = field(default_factory=utc_today)

    def __call__(self) -> date:
        return self.today

    def passes(self, days: int = 1) -> date:
        self.today += timedelta(days=days)
        return self.today


@dataclass(frozen=True, slots=True)
class House:
    folder: Path
    environment: Environment
    desk: Desk
    committee: Committee
    day: Day

    @property
    def standing(self) -> Standing:
        found = self.desk.trust.now()
        assert isinstance(found, Standing)
        return found

    def signed_in(self, person: PersonId) -> SignedIn:
        holder = self.committee.founded.holders[person]
        return SignedIn(
            person,
            holder.person.name,
            frozenset({Role.MEMBER}),
            SessionId(bytes(32)),
            holder.seeds,
        )

    def with_database(self, url: str) -> "House":
        """Put another database of casework's own under the same desk."""
        return replace(self, desk=replace(self.desk, database=Database(url, Which.CASEWORK)))


@contextmanager
def laid(folder: Path, template: Templates, founded: Founded) -> Iterator[House]:
    """Lay everything that casework needs, as it stands on the evening of the key day."""
    for which in Which:
        shutil.copy(template(which), folder / f"{which}.sqlite")
    urls = {which: f"sqlite:///{folder}/{which}.sqlite" for which in Which}
    environment = casework_environment(
        CASEWORK, "127.0.0.1:8002", urls[Which.DROPBOX], urls[Which.CASEWORK]
    )
    environment |= {
        "CHARTERLINE_GENESIS": founded.genesis.hex(),
        "CHARTERLINE_HERALD": f"{folder}/herald",
        "CHARTERLINE_INTAKE_ADDRESS": INTAKE,
        "CHARTERLINE_BACKUPS": f"{folder}/backups",
    }
    (folder / "backups").mkdir()
    (folder / "herald").write_bytes(founded.herald.raw)
    settings = read_settings(CaseworkSettings, environment)
    KeyStore.make(settings.keystore, settings.keystore_mirror)
    day = Day()
    desk = new_desk(settings, day)
    with sitting_at(urls[Which.DROPBOX], founded) as committee:
        try:
            yield House(folder, environment, desk, committee, day)
        finally:
            desk.dropbox.close()
            desk.database.close()
