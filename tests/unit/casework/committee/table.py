"""A table to found a committee at: a plan, the places, and somebody at the keyboard."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from casework.committee.commands import ceremony
from casework.committee.commands.ceremony import Asked
from casework.committee.commands.terminal import StoppedError
from casework.desk import Desk, new_desk
from config.settings import CaseworkSettings, read_settings
from crypto.manifest.text import manifest_hash
from crypto.names import ManifestHash
from store.database import Database, Which
from store.manifests import Manifests
from store.migrating import migrate
from tests.conftest import CASEWORK
from tests.running import casework_environment

DAY = date(2026, 6, 1)
NAMES = ("Maria Alvarez", "Thomas Okafor", "June Park", "David Reyes", "Ada Lindqvist")


def plan_of(members: int = 3) -> str:
    seats = "".join(
        f'[[member]]\nname = "{name}"\n{"chair = true" if name == NAMES[0] else ""}\n'
        for name in NAMES[:members]
    )
    return f"""
company = "Northfield"
committee = "Audit Committee"
{seats}
[[external]]
name = "Helen Grant"
organisation = "Lee & Grant LLP"
[[external]]
name = "Samuel Osei"
organisation = "Fairway Ombuds Office"
[[share]]
name = "Lee & Grant LLP"
[[share]]
name = "Fairway Ombuds Office"
[[share]]
name = "Notary Voss"
"""


class Days:
    def __init__(self) -> None:
        self.today = DAY

    def __call__(self) -> date:
        return self.today


class Typist:
    """Answers from a list; when it is used up, the line is dead."""

    def __init__(self, answer: Callable[[str], str] = lambda _: "yes") -> None:
        self.said: list[str] = []
        self._answer = answer

    def say(self, text: str) -> None:
        self.said.append(text)

    def ask(self, question: str) -> str:
        self.said.append(question)
        return self._answer(question)

    def ask_unseen(self, question: str) -> str:
        return self.ask(question)


class Table:
    """A machine on which nothing has been founded yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.days = Days()
        self.herald = folder / "herald"
        self.papers = folder / "papers"
        self.plan = folder / "plan.toml"
        self.plan.write_text(plan_of())
        dropbox = f"sqlite:///{folder}/dropbox.sqlite"
        own = f"sqlite:///{folder}/casework.sqlite"
        migrate(dropbox, Which.DROPBOX)
        migrate(own, Which.CASEWORK)
        environment = casework_environment(CASEWORK, "127.0.0.1:8002", dropbox, own)
        self.settings = read_settings(CaseworkSettings, environment)
        self.desk = new_desk(self.settings, self.days)

    def hold(self, terminal: Typist | None = None, *, yes: bool = True, cheap: bool = True) -> int:
        asked = Asked(self.plan, self.herald, self.papers, yes, cheap)
        return ceremony.hold(asked, self.desk, terminal or Typist())

    def genesis(self) -> ManifestHash:
        with self.desk.dropbox.reading() as tx:
            [stored] = Manifests(tx).chain()
        return manifest_hash(stored.text)

    def founded(self) -> Desk:
        """Return the desk of the site as it is once the hash stands in its settings."""
        settings = replace(self.settings, genesis=self.genesis())
        return new_desk(settings, self.days)

    def with_an_empty_database(self, desk: Desk) -> Desk:
        """Return the same desk after casework's own database was lost, and made anew."""
        desk.database.close()
        (self.folder / "casework.sqlite").unlink()
        migrate(self.settings.database_url, Which.CASEWORK)
        return replace(desk, database=Database(self.settings.database_url, Which.CASEWORK))

    def lose_the_dropbox(self) -> None:
        self.desk.dropbox.close()
        (self.folder / "dropbox.sqlite").unlink()
        migrate(self.settings.dropbox_url, Which.DROPBOX)
        self.desk = new_desk(self.settings, self.days)

    def sheet(self, name: str) -> str:
        return (self.papers / f"{name}.txt").read_text()

    def close(self) -> None:
        self.desk.dropbox.close()
        self.desk.database.close()


def stopping_at(step: int) -> Callable[[str], str]:
    """Say yes until the given question, and then leave."""
    asked: Iterator[int] = iter(range(1_000))

    def answer(_question: str) -> str:
        if next(asked) >= step:
            raise StoppedError
        return "yes"

    return answer
