"""What a made-up person would carry: the words on a sheet of paper, and an app."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

from crypto.names import PersonId
from deploy.standin.sorry import StandinError

_READ_BY_OWNER: Final = 0o600


@dataclass(frozen=True, slots=True)
class Wallet:
    """All that one person signs in with."""

    person: PersonId
    name: str
    passphrase: str = field(repr=False)
    app: str = field(repr=False)
    """The letters that an app makes its codes of."""


class Wallets:
    """Kept in one file for its owner alone."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def all(self) -> tuple[Wallet, ...]:
        if not self._path.exists():
            return ()
        try:
            return tuple(Wallet(**each) for each in json.loads(self._path.read_text("utf-8")))
        except (ValueError, TypeError):
            raise StandinError(f"{self._path.name} is damaged.") from None

    def of(self, person: PersonId) -> Wallet | None:
        return next((each for each in self.all() if each.person == person), None)

    def keep(self, wallet: Wallet) -> None:
        """Write whole or not at all: a start that is cut off must not leave half a wallet."""
        others = [each for each in self.all() if each.person != wallet.person]
        text = json.dumps([asdict(each) for each in (*others, wallet)], indent=1)
        new = self._path.with_name(f"{self._path.name}.new")
        new.unlink(missing_ok=True)
        new.touch(mode=_READ_BY_OWNER)
        new.write_text(text, "utf-8")
        new.replace(self._path)
