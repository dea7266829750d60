"""The committee's site as a process, with a committee that was founded on a key day."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from casework.desk import new_desk
from casework.members.services.inviting import Guest, Invited, invite
from casework.rights import Role
from config.settings import CaseworkSettings, read_settings
from crypto.keyring.keyfile import CHEAPEST, Passphrase, lock_with_passphrase
from crypto.names import PersonId
from store.clock import utc_today
from store.database import Which
from tests.e2e.committee import CommitteeSite
from tests.members import WORDS
from tests.running import casework_environment, free_port, of_committee, process
from tests.unit.casework.committee.seats import Seats
from tests.unit.casework.committee.table import Table


@dataclass(frozen=True)
class FoundedSite(CommitteeSite):
    """Where it answers, and the people whose keys were made on the key day."""

    seats: Seats

    def invite_holder(self, person: PersonId, *roles: Role) -> str:
        """Put a holder's keys under the words that every test types, and invite them."""
        name = self.seats.manifest.person(person).name
        file = lock_with_passphrase(self.seats.seeds(person), person, Passphrase(WORDS), CHEAPEST)
        with self.desk.keystore.change() as tx:
            tx.key_files.put_passphrase_file(person, file)
        self.seats.words[person] = WORDS
        invited = invite(self.desk, Guest(person, name, frozenset(roles)), None, anew=True)
        assert isinstance(invited, Invited)
        return invited.code


@contextmanager
def founded_site(folder: Path) -> Iterator[FoundedSite]:
    table = Table(folder)
    table.days.today = utc_today()
    seats = Seats(table)
    port = free_port()
    address = f"http://localhost:{port}"
    urls = {which: f"sqlite:///{folder}/{which}.sqlite" for which in Which}
    environment = casework_environment(
        address, f"127.0.0.1:{port}", urls[Which.DROPBOX], urls[Which.CASEWORK]
    ) | of_committee(table.genesis())
    settings = read_settings(CaseworkSettings, environment)
    desk = replace(new_desk(settings, utc_today), cost=CHEAPEST)
    with process("casework", environment, f"{address}/health"):
        yield FoundedSite(address, desk, seats)
    desk.database.close()
    desk.dropbox.close()
    seats.close()
    table.close()
