"""A founded committee, each person with the paper that they were given."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from casework.committee.domain import changing
from casework.committee.domain.proposals import Proposal
from casework.committee.services.changes.proposing import Signing, propose, sign
from casework.committee.services.keyday.papers import Sheet
from casework.committee.services.keymaking import NewKeys
from casework.desk import Desk
from casework.rights import Role as CaseworkRole
from casework.rights import SessionId, SignedIn
from casework.trust import Standing
from crypto.keyring.keyfile import CHEAPEST, Passphrase, unlock_with_passphrase
from crypto.keyring.seeds import MemberSeeds
from crypto.manifest.body import Manifest
from crypto.manifest.people import Role
from crypto.names import PersonId
from crypto.passcode.wordlist import LANGUAGES, load, pinned
from intake.trust import Trust, Word
from store.seen.memory import Memory
from tests.unit.casework.committee.table import Table, plan_of

MARIA, THOMAS, JUNE, DAVID, ADA = map(
    PersonId, ("maria-alvarez", "thomas-okafor", "june-park", "david-reyes", "ada-lindqvist")
)
MEMBERS = (MARIA, THOMAS, JUNE, DAVID, ADA)
HELEN, SAMUEL = PersonId("helen-grant"), PersonId("samuel-osei")


class Seats:
    """Everybody at the table, and the public site that looks on."""

    def __init__(self, table: Table, members: int = 3) -> None:
        table.plan.write_text(plan_of(members))
        assert table.hold() == 0
        self.table = table
        self.desk: Desk = replace(table.founded(), cost=CHEAPEST)
        self.members = MEMBERS[:members]
        self.words = {
            who: Sheet("", "", table.sheet(f"passphrase-{who}")).words
            for who in (*self.members, HELEN, SAMUEL)
        }
        self._intake = Trust(
            self.desk.dropbox,
            table.genesis(),
            pinned(load(language) for language in LANGUAGES),
            Memory(Path(table.folder) / "intake-memory.json"),
            table.days,
        )

    def close(self) -> None:
        self.desk.dropbox.close()
        self.desk.database.close()

    @property
    def found(self) -> Standing:
        found = self.desk.trust.now()
        assert isinstance(found, Standing)
        return found

    @property
    def manifest(self) -> Manifest:
        return self.found.manifest

    def seen_by_the_intake(self) -> Manifest:
        word = self._intake.now()
        assert isinstance(word, Word)
        return word.manifest

    def seeds(self, person: PersonId) -> MemberSeeds:
        with self.desk.keystore.reading() as keys:
            file = keys.key_files.passphrase_file(person)
        assert file is not None
        return unlock_with_passphrase(file, person, Passphrase(self.words[person]))

    def me(self, person: PersonId) -> SignedIn:
        """Sit down with one's key unlocked."""
        there = self.manifest.person(person)
        role = CaseworkRole.MEMBER if there.role is Role.MEMBER else CaseworkRole.EXTERNAL
        roles = {role, CaseworkRole.CHAIR} if there.chair else {role}
        session = SessionId(person.encode().ljust(32, b"."))
        return SignedIn(person, there.name, frozenset(roles), session, self.seeds(person))

    def gets(self, keys: NewKeys) -> None:
        """Hand somebody a new sheet."""
        self.words[keys.person] = keys.passphrase.text

    def next(self) -> Manifest:
        return changing.confirmed(self.found.chain.newest, self.desk.today())

    def propose(self, manifest: Manifest, by: PersonId = MARIA) -> Proposal:
        proposal = propose(self.desk, by, manifest)
        assert isinstance(proposal, Proposal), proposal
        return proposal

    def sign(self, proposal: Proposal, *who: PersonId) -> Signing:
        said: Signing | None = None
        for person in who:
            said = sign(self.desk, person, self.seeds(person).signing, proposal.id)
        assert said is not None
        return said

    def wait(self, days: int) -> None:
        self.table.days.today += timedelta(days=days)
