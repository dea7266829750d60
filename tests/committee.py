"""The demo committee, with keys made from names, so that a failure can be repeated.

It opens what a test has sent and answers it, as the real one would: through the
dropbox, and with keys that the site under test has never seen.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from hashlib import sha512
from typing import Final

from casework.proofs import ReportCopy, join_manifests
from crypto.keyring.seeds import SEEDS_SIZE, MemberSeeds, read_seeds
from crypto.manifest.body import SALT_SIZE
from crypto.manifest.people import Person
from crypto.names import EnvelopeId, ManifestHash, PersonId
from crypto.passcode.reporter import CHEAPEST
from deploy.standin.answering import Reply
from deploy.standin.cases import Case
from deploy.standin.committee import PROMISE
from deploy.standin.committee import Committee as Founded
from deploy.standin.committee import found as found_committee
from deploy.standin.opening import Correspondence, Mail, file_of
from deploy.standin.people import Holder, Seat
from deploy.standin.sitting import Sitting
from store.clock import utc_today
from store.database import Database, Which
from store.manifests import Manifests

MARIA, THOMAS, JUNE, DAVID, HELEN, SAMUEL, RECOVERY = map(
    PersonId,
    (
        "maria-alvarez",
        "thomas-okafor",
        "june-park",
        "david-reyes",
        "helen-grant",
        "samuel-osei",
        "recovery",
    ),
)
MEMBERS: Final = (MARIA, THOMAS, JUNE, DAVID)
EXTERNALS: Final = (HELEN, SAMUEL)
_SALT: Final = b"northfield".ljust(SALT_SIZE, b".")


def seeds_of(name: str) -> MemberSeeds:
    return read_seeds((sha512(name.encode()).digest() * 2)[:SEEDS_SIZE])


def founded(issued: date) -> Founded:
    """Found the committee of every test: the same people and keys, with the cheapest hash."""
    return found_committee(seeds_of, CHEAPEST, _SALT, issued)


def newcomer(seat: Seat) -> Holder:
    return Holder.of(seat, seeds_of(seat.id))


class _InMind:
    """Remembers cases for as long as a test runs."""

    def __init__(self) -> None:
        self._cases: dict[EnvelopeId, Case] = {}

    def cases(self) -> tuple[Case, ...]:
        return tuple(self._cases.values())

    def remember(self, case: Case) -> None:
        self._cases[case.report] = case


class Committee:
    def __init__(self, committee: Founded, dropbox: Database) -> None:
        self._dropbox = dropbox
        self._sitting = Sitting(committee, dropbox, _InMind(), utc_today)

    @property
    def genesis(self) -> ManifestHash:
        return self.founded.genesis

    @property
    def founded(self) -> Founded:
        return self._sitting.committee

    @property
    def manifests_file(self) -> bytes:
        return join_manifests(self.founded.signed)

    def publish(self) -> None:
        self._sitting.publish()

    def notice(self, day: date | None = None, promise: str = PROMISE) -> None:
        """Post the herald's word of a day, as if it had been said then."""
        said = self.founded.notice(day or utc_today(), promise)
        with self._dropbox.transaction() as tx:
            Manifests(tx).post(self.founded.stored(said))

    def next_manifest(
        self,
        persons: Iterable[Person] | None = None,
        arrived: Sequence[Holder] = (),
        issued: date | None = None,
    ) -> None:
        """Sign and publish a manifest with these people; the herald confirms it tomorrow."""
        following = self.founded.next_manifest(issued or utc_today(), persons)
        self._sitting.committee = self.founded.followed_by(following, arrived)
        self._sitting.publish()

    def open_all(self) -> Mail:
        """Open everything with everybody's key, without a word to any reporter."""
        return self._sitting.read()

    def contents_of(self, mail: Mail, report: int = 0, file: int = 0) -> bytes:
        letter = mail.reports[report].report
        return b"".join(file_of(letter, file, self._dropbox, utc_today))

    def cases(self) -> tuple[Case, ...]:
        return self._sitting.cases()

    def only_case(self) -> Case:
        """Read the mail, and return the one case that comes of it."""
        self._sitting.read()
        [case] = self._sitting.cases()
        return case

    def correspondence(self, about: str) -> tuple[Case, Correspondence]:
        """Find the one report that says this, with all that was sent later."""
        [found] = [
            each
            for each in self._sitting.read().reports
            if any(about in answer.value for answer in each.report.answers or ())
        ]
        [case] = [each for each in self._sitting.cases() if each.report == found.report.id]
        return case, found

    def sign_for(self, case: Case, by: PersonId | None = None) -> Case:
        """Tell the reporter that the report was opened, with a proof of it."""
        return self._sitting.sign_for(case, by)

    def answer(self, case: Case, reply: Reply | str, by: PersonId | None = None) -> Case:
        said = Reply(reply) if isinstance(reply, str) else reply
        return self._sitting.answer(case, said, by)

    def change_readers(
        self, case: Case, added: Sequence[PersonId] = (), removed: Sequence[PersonId] = ()
    ) -> Case:
        return self._sitting.change_readers(case, added, removed)

    def copy_of(self, case: Case) -> ReportCopy:
        return self._sitting.copy_of(case)


@contextmanager
def sitting_at(url: str, committee: Founded) -> Iterator[Committee]:
    """Seat a committee before a migrated dropbox, and let the dropbox know its manifests."""
    dropbox = Database(url, Which.DROPBOX)
    try:
        sitting = Committee(committee, dropbox)
        sitting.publish()
        yield sitting
    finally:
        dropbox.close()
