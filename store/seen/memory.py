"""What this site remembers of manifests by itself, whatever the dropbox says later.

The dropbox is shared, and whoever holds it could take manifests back or hold them
back. So the highest version, its hash, the newest notice and the days on which
links were first seen lie in a file of the site's own. It tells of days, never of
moments, its own time of change included.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Lock

from crypto.manifest.chain import Chain, Trusted
from crypto.names import MANIFEST_HASH_SIZE, ManifestHash
from store.errors import DamagedError, UnavailableError


@dataclass(frozen=True, slots=True)
class Remembered:
    version: int = 1
    newest: ManifestHash | None = None
    notice: date = date(1970, 1, 1)
    first_seen: Mapping[ManifestHash, date] = field(default_factory=dict)

    def trusted(self, genesis: ManifestHash) -> Trusted:
        return Trusted(genesis, self.version, self.newest)

    def having_seen(self, chain: Chain, notice: date | None, today: date) -> "Remembered":
        """Return what is known now. Nothing that was seen once is ever lower, or seen later."""
        first_seen = {link.hash: self.first_seen.get(link.hash, today) for link in chain.links}
        newest = chain.newest
        seen = max(self.notice, notice or self.notice)
        return Remembered(newest.manifest.version, newest.hash, seen, first_seen)


class Memory:
    """A file, and its contents. One for the process; several processes may share the file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()

    def recall(self) -> Remembered:
        """Read the file. None at all is a first start; one that cannot be read is a fault."""
        try:
            return _read(self._path.read_text("utf-8"))
        except FileNotFoundError:
            return Remembered()
        except OSError:
            raise UnavailableError("the site's own memory cannot be read") from None
        except (ValueError, KeyError, TypeError, AttributeError):
            raise DamagedError("the site's own memory is damaged") from None

    def keep(self, seen: Remembered, today: date) -> None:
        """Write whole, or not at all."""
        text = json.dumps(_as_json(seen), indent=1, sort_keys=True)
        midnight = datetime(today.year, today.month, today.day, tzinfo=UTC).timestamp()
        new = self._path.with_name(f"{self._path.name}.{os.getpid()}.new")
        try:
            with self._lock:
                new.write_text(text + "\n", "utf-8")
                new.chmod(0o600)
                os.utime(new, (midnight, midnight))
                new.replace(self._path)
        except OSError:
            raise UnavailableError("the site's own memory cannot be written") from None


def _as_json(seen: Remembered) -> dict[str, object]:
    return {
        "version": seen.version,
        "newest": seen.newest.hex() if seen.newest else None,
        "notice": seen.notice.isoformat(),
        "first_seen": {each.hex(): day.isoformat() for each, day in seen.first_seen.items()},
    }


def _read(text: str) -> Remembered:
    found = json.loads(text)
    newest = found["newest"]
    return Remembered(
        int(found["version"]),
        None if newest is None else _hash(newest),
        date.fromisoformat(found["notice"]),
        {_hash(each): date.fromisoformat(day) for each, day in found["first_seen"].items()},
    )


def _hash(text: str) -> ManifestHash:
    raw = bytes.fromhex(text)
    if len(raw) != MANIFEST_HASH_SIZE:
        raise ValueError
    return ManifestHash(raw)
