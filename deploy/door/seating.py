"""Let the demo committee join: key files in the key store, accounts, and known devices."""

from base64 import b32decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from casework.committee.services.keymaking import lock_anew
from casework.desk import Desk, new_desk
from casework.gatehouse import step_at
from casework.members.domain.accounts import Account, State
from casework.members.records import Accounts, Devices
from casework.members.services import codes
from casework.members.services.belongings import add_app, approve_device, renew_codes
from casework.members.services.door import CameIn
from casework.members.services.inviting import Guest, Invited, invite
from casework.members.services.joining import NotYet, begin, confirm_words, finish, make_words
from casework.members.services.sessions import Pass, find_visitor
from casework.rights import AtDoor, Role, SessionId, SignedIn
from config.settings import CaseworkSettings
from crypto.keyring.handles import Known
from crypto.keyring.keyfile import CHEAPEST
from crypto.manifest.people import Role as Place
from crypto.names import PersonId
from deploy.door.wallet import Wallet, Wallets
from deploy.standin.folder import Folder
from deploy.standin.people import SEATS, Seat
from deploy.standin.sorry import StandinError
from store.clock import utc_today
from store.keystore.store import KeyStore

WALLETS: Final = Path("committee") / "wallets.json"
SECRETARY: Final = Guest(PersonId("ruth-bell"), "Ruth Bell", frozenset({Role.SECRETARY}))
_WORD_NEEDED: Final = 2  # members who say that a device of somebody else is no stranger's


@dataclass(frozen=True, slots=True)
class Door:
    desk: Desk
    folder: Folder
    wallets: Wallets

    def seat_everybody(self) -> None:
        """Let everybody join who has not. A start that was cut off is taken up by the next."""
        self._make_key_store()
        for seat in SEATS:
            if seat.role is not Place.RECOVERY and not self._has_joined(seat.id):
                self._seat(seat)
        if not self._has_joined(SECRETARY.person):
            self._let_in(SECRETARY)

    def approve_new_devices(self) -> None:
        """Let two members say that each new device is known to them.

        Every browser that looks at the demo is a new one, and its owner has no other.
        """
        for device in self._unknown_devices():
            others = [seat for seat in SEATS if seat.role is Place.MEMBER and seat.id != device[1]]
            for seat in others[:_WORD_NEEDED]:
                approve_device(self.desk, self._acting_as(seat), *device)

    def _unknown_devices(self) -> list[tuple[Known, PersonId]]:
        with self.desk.database.reading() as tx:
            everybody = [account.person for account in Accounts(tx).everybody()]
            devices = [each for person in everybody for each in Devices(tx).of(person)]
        return [(each.id, each.person) for each in devices if not each.approved]

    def _has_joined(self, person: PersonId) -> bool:
        with self.desk.database.reading() as tx:
            account: Account | None = Accounts(tx).by_person(person)
        joined = account is not None and account.state is State.ACTIVE
        return joined and self.wallets.of(person) is not None

    def _seat(self, seat: Seat) -> None:
        keys = lock_anew(seat.id, self.folder.seeds_of(seat.id), CHEAPEST)
        secret = codes.new_app_secret()
        self.wallets.keep(Wallet(seat.id, seat.name, keys.passphrase.text, secret.letters))
        with self.desk.keystore.change() as tx:
            tx.key_files.put_passphrase_file(seat.id, keys.file)
        at = self._invited(Guest(seat.id, seat.name, _roles(seat)))
        self._join(at, keys.passphrase.text, secret)

    def _let_in(self, guest: Guest) -> None:
        """Somebody of whom no ceremony knows gets keys at the door."""
        secret, at = codes.new_app_secret(), self._invited(guest)
        words = make_words(self.desk, at)
        if isinstance(words, NotYet):
            raise StandinError(f"{guest.name} could not join.")
        self.wallets.keep(Wallet(guest.person, guest.name, words.text, secret.letters))
        self._join(at, words.text, secret)

    def _invited(self, guest: Guest) -> AtDoor:
        invited = invite(self.desk, guest, None, anew=True)
        if not isinstance(invited, Invited):
            raise StandinError(f"{guest.name} cannot be invited.")
        came = begin(self.desk, invited.code, None)
        return self._at_door(came.held if isinstance(came, CameIn) else None)

    def _join(self, at: AtDoor, passphrase: str, secret: codes.AppSecret) -> None:
        unlocked = confirm_words(self.desk, at, passphrase)
        at = self._at_door(unlocked if isinstance(unlocked, Pass) else None)
        add_app(self.desk, at.person, secret, secret.code(step_at(self.desk.epoch())))
        first_code = renew_codes(self.desk, at.person)[0]
        if finish(self.desk, at, first_code) is not None:
            raise StandinError(f"{at.person} could not join.")

    def _at_door(self, held: Pass | None) -> AtDoor:
        visitor = find_visitor(self.desk, held)
        if not isinstance(visitor, AtDoor):
            raise StandinError("Nobody is at the door.")
        return visitor

    def _acting_as(self, seat: Seat) -> SignedIn:
        seeds = self.folder.seeds_of(seat.id)
        return SignedIn(seat.id, seat.name, _roles(seat), SessionId(b""), seeds)

    def _make_key_store(self) -> None:
        store = self.desk.keystore
        if not store.path.exists() and not store.mirror.exists():
            KeyStore.make(store.path, store.mirror)
        store.reconcile()


@contextmanager
def open_door(var: Path, settings: CaseworkSettings) -> Iterator[Door]:
    desk = new_desk(settings, utc_today)
    try:
        yield Door(desk, Folder(var / "committee"), Wallets(var / WALLETS))
    finally:
        desk.database.close()
        desk.dropbox.close()


def code_of(wallet: Wallet, epoch: int) -> str:
    """Return the code of the next half minute, which counts already and has not been used yet."""
    return _code(wallet, step_at(epoch) + 1)


def code_at(wallet: Wallet, epoch: int) -> str:
    """Return the code of this half minute, so that the one that is printed stays good."""
    return _code(wallet, step_at(epoch))


def _code(wallet: Wallet, step: int) -> str:
    return codes.AppSecret(b32decode(wallet.app)).code(step)


def _roles(seat: Seat) -> frozenset[Role]:
    outside = {Place.EXTERNAL: Role.EXTERNAL, Place.GUEST: Role.INTERNAL_AUDIT}
    if seat.role in outside:
        return frozenset({outside[seat.role]})
    return frozenset({Role.MEMBER, Role.CHAIR} if seat.chair else {Role.MEMBER})
