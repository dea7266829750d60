"""The site with a founded committee in it, each person with a sheet, an app and a device."""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from casework.desk import lay_desk
from casework.rights import Role
from casework.trust import Trust
from crypto.keyring.keyfile import CHEAPEST, Passphrase, lock_with_passphrase
from crypto.keyring.seeds import MemberSeeds
from crypto.names import PersonId
from store.seen.memory import Memory
from tests.browser import Visitor
from tests.members import WORDS, House, Somebody, house_at
from tests.unit.casework.committee.seats import HELEN, JUNE, MARIA, THOMAS, Seats
from tests.unit.casework.committee.table import Table

NAMES = {MARIA: "Maria Alvarez", THOMAS: "Thomas Okafor", JUNE: "June Park", HELEN: "Helen Grant"}
_ROLES = {MARIA: {Role.CHAIR, Role.MEMBER}, HELEN: {Role.EXTERNAL}}
_WORDS = re.compile(r"<li>([a-z]+)</li>")


@dataclass
class Board(House):
    """A house whose keys come from a key day."""

    seats: Seats = field(kw_only=True)

    def keys(self, person: PersonId, words: str = WORDS) -> MemberSeeds:
        """Put a person's own keys under the words that every test types."""
        if person not in NAMES:
            return super().keys(person, words)
        seeds = self.seats.seeds(person)
        with self.desk.keystore.change() as tx:
            file = lock_with_passphrase(seeds, person, Passphrase(words), CHEAPEST)
            tx.key_files.put_passphrase_file(person, file)
        self.seats.words[person] = words
        return seeds

    def seat(self, person: PersonId) -> Somebody:
        roles = {Role.EXTERNAL} if person == HELEN else {Role.MEMBER}
        return self.joined(
            person, NAMES[person], *roles, *({Role.CHAIR} if person == MARIA else ())
        )

    def screen_of(self, person: PersonId) -> Visitor:
        """Return a screen on which this person has signed in and unlocked."""
        return self.signed_in(self.seat(person))

    def close(self) -> None:
        self.desk.database.close()
        self.desk.dropbox.close()
        self.seats.close()
        self.seats.table.close()


def board_at(folder: Path) -> Board:
    table = Table(folder)
    seats = Seats(table)
    house = house_at(folder, table.genesis().hex())
    memory = Memory(folder / "site-memory.json")
    trust = Trust(house.desk.dropbox, table.genesis(), memory, table.days)
    desk = replace(house.desk, today=table.days, trust=trust)
    lay_desk(house.app, desk)
    return Board(house.app, desk, house.clock, seats=seats)


def words_on(text: str) -> str:
    """Return the six words that a page shows once."""
    found = _WORDS.findall(text.split("papercodes", 1)[1].split("</ol>", 1)[0])
    assert len(found) == 6
    return " ".join(found)


def change_on(text: str) -> str:
    """Return the address of the one change that a page leads to."""
    [found] = set(re.findall(r"/people/changes/[0-9a-f]{32}", text))
    return str(found)
