"""What a large file costs on its way out, alone and in a bundle: room, and work beside the bare.

The site runs in this process, and its answer is taken as the server takes it, piece by piece.
"""

import ctypes
import gc
import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import repeat
from pathlib import Path
from secrets import token_bytes
from tempfile import TemporaryDirectory
from typing import Final

from cryptography.cobblestone import Cobblestone256Decryptor, Cobblestone256Encryptor

from casework.desk import lay_desk
from crypto.message.said import Answer
from store.clock import utc_today
from store.database import Which
from store.migrating import migrate
from tests.bench.figures import Figure, ratio
from tests.bench.of_store import scratch
from tests.browser import Visitor
from tests.cases import hidden_in, only_case
from tests.channel import MARIA, Channel, channel_at
from tests.committee import founded
from tests.evidence import sent_on
from tests.exports import OPEN, carried, stepped

_MIB: Final = 1_048_576
_LARGEST: Final = 1_000
_LARGE: Final = 100
_PAIRS: Final = 5
_AT_ONCE: Final = 65_536
_GIGABYTE: Final = 1_000_000_000
_SEE_OTHER: Final = 303
_KIB_IN_A_MIB: Final = 1_024
_FORGET_THE_PEAK: Final = "5"
_ITSELF: Final = Path("/proc/self")


def figures() -> Iterator[Figure]:
    with _case_with(_LARGE) as case:
        value = ratio(case.bundle, _bare(_LARGE), pairs=_PAIRS)
        yield Figure("100 MB in a ZIP out / decipher, hash, checksum", value, "ratio")
    with _case_with(_LARGEST) as case:
        case.paper()  # what the library of type keeps for good is no growth
        yield Figure(
            "memory of a 1 GB file out", _growth(lambda: _taken(case.original())), "MiB", 24
        )
        yield Figure(
            "memory of a 1 GB file in a ZIP out", _growth(lambda: _taken(case.started())), "MiB", 24
        )
        yield Figure("memory of a 1 GB file added", _growth(case.added), "MiB", 24)


@dataclass(frozen=True, slots=True)
class Case:
    """A case with one large file, and somebody who takes it out."""

    visitor: Visitor
    place: str

    def original(self) -> Iterable[bytes]:
        token = hidden_in(self.visitor.get(f"{self.place}/files").text, f"{self.place}/files")
        return self._answered("/files", **token, why="to compare totals")

    def started(self) -> Iterable[bytes]:
        """Return a bundle that has begun: its paper is set, and its list is signed."""
        page = stepped(self.visitor, self.place, originals=["1"])
        fields = carried(page.text, f"{self.place}/export/take")
        return self._answered("/export/take", **fields | OPEN)

    def bundle(self) -> None:
        _taken(self.started())

    def paper(self) -> None:
        page = stepped(self.visitor, self.place, form="pdf")
        fields = carried(page.text, f"{self.place}/export/take")
        _taken(self._answered("/export/take", **fields | OPEN))

    def added(self) -> int:
        """Add a file as large as that, made while it is read, and return how large it was."""
        times = _GIGABYTE // _AT_ONCE
        answer = sent_on(self.visitor, self.place, token_bytes(_AT_ONCE), times)
        assert answer.status_code == _SEE_OTHER
        return times * _AT_ONCE

    def _answered(self, part: str, **typed: str | list[str]) -> Iterable[bytes]:
        answer = self.visitor.client.post(
            f"{self.place}{part}", base_url=self.visitor.address, data=typed, buffered=False
        )
        assert answer.status_code == 200
        return answer.iter_encoded()


@contextmanager
def _case_with(mebibytes: int) -> Iterator[Case]:
    with TemporaryDirectory(dir=scratch()) as name:
        empty = {which: Path(name) / f"empty-{which}.sqlite" for which in Which}
        for which, path in empty.items():
            migrate(f"sqlite:///{path}", which)
        folder = Path(name) / "site"
        folder.mkdir()
        with channel_at(folder, empty, founded(utc_today())) as channel:
            _take_as_much_as_it_can(channel)
            yield _reported(channel, mebibytes)


def _take_as_much_as_it_can(channel: Channel) -> None:
    house = channel.house
    house.desk = replace(house.desk, settings=replace(house.desk.settings, file_megabytes=1_023))
    lay_desk(house.app, house.desk)


def _reported(channel: Channel, mebibytes: int) -> Case:
    large = repeat(token_bytes(_MIB), mebibytes)
    channel.report(Answer("what", "Please see the file."), files={"ledger.bin": large})
    visitor = channel.sign_in(MARIA)
    return Case(visitor, only_case(visitor))


def _taken(pieces: Iterable[bytes]) -> int:
    return sum(map(len, pieces))


def _growth(work: Callable[[], int]) -> float:
    gc.collect()
    # What was freed and is still ours would hide what is asked for from here on.
    ctypes.CDLL("libc.so.6").malloc_trim(0)
    (_ITSELF / "clear_refs").write_text(_FORGET_THE_PEAK)
    before = _mebibytes("VmRSS")
    assert work() > _GIGABYTE - _AT_ONCE
    return _mebibytes("VmHWM") - before


def _mebibytes(name: str) -> float:
    lines = (_ITSELF / "status").read_text().splitlines()
    [found] = [line.split()[1] for line in lines if line.startswith(f"{name}:")]
    return int(found) / _KIB_IN_A_MIB


def _bare(mebibytes: int) -> "_Bare":
    bulk = Cobblestone256Encryptor(bytes(32), b"")
    piece = token_bytes(_MIB)
    return _Bare([bulk.update(piece) for _ in range(mebibytes)] + [bulk.finalize()])


@dataclass(frozen=True, slots=True)
class _Bare:
    """What nobody could avoid: the cipher, the hash of the list, the checksum of the ZIP file."""

    sealed: list[bytes]

    def __call__(self) -> None:
        bulk, digest, checksum = Cobblestone256Decryptor(bytes(32), b""), hashlib.sha256(), 0
        for piece in self.sealed:
            plain = bulk.update(piece)
            digest.update(plain)
            checksum = zlib.crc32(plain, checksum)
