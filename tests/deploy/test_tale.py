"""The demo has reports in every state but those that years bring, made through both sites.

It is casework as a real process, so this is also where its log and its files are searched.
"""

import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from crypto.names import PersonId
from deploy.door.seating import WALLETS
from deploy.door.wallet import Wallets
from deploy.tale.member import signed_in
from deploy.tale.playing import DAVID, JUNE, MARIA, THOMAS
from deploy.tale.stories import About
from tests.running import HOUSE, free_port

_PATIENCE = 240
_OPEN = (
    *(
        "New",
        "New, reply sent",
        "Being decided",
        "Planned",
        "Looking into it",
        "Waiting on the reporter",
    ),
    *("Waiting on somebody else", "Findings drafted", "Ready to decide", "Decided"),
    *("Being put right", "Reporter told", "Passed on", "On hold", "Opened again"),
)
_WRITTEN = (
    "Ask internal audit for the rebate ledger",
    "Please look at how one team is led.",
    "The night shift lacks somebody who knows the offers.",
    "The head of purchasing",
    "Tell purchasing to destroy nothing.",
    "She saw the second sheet in March.",
    "interview.txt",
)
_NAME = re.compile(r'<p class="what">([^<]+?) <span')
_STATUS = re.compile(r'<p class="what">[^<]+<span class="tag[^"]*">([^<]+)</span>')


@dataclass(frozen=True, slots=True)
class Seen:
    """What one person finds in the lists: how each report stands, and what each is called."""

    open: list[str]
    finished: list[str]
    names: frozenset[str]


def test_the_demo_tells_of_every_state_and_whoever_was_left_out_has_fewer(tmp_path: Path) -> None:
    ports = [str(free_port()), str(free_port())]
    var, wallets = tmp_path / "var", Wallets(tmp_path / "var" / WALLETS)
    command = [sys.executable, "-m", "deploy.local", "--ports", *ports, "--var", str(var)]
    with (tmp_path / "log").open("wb") as log:
        demo = subprocess.Popen(command, cwd=HOUSE, stdout=log, stderr=subprocess.STDOUT)
    with demo:
        try:
            _wait_until_told(var, demo)
            seen = _seen(f"http://localhost:{ports[1]}", wallets)
            held = _held_open(demo.pid)
        finally:
            demo.terminate()
    assert sorted(seen[MARIA].open) == sorted(_OPEN)
    assert sorted(seen[MARIA].finished) == ["Finished", "Part of another report", "Set aside"]
    assert [len(seen[who].open) for who in (THOMAS, JUNE, DAVID)] == [14, 14, 16]
    _nothing_is_left(tmp_path, held, _words_of(wallets, seen))


def _words_of(wallets: Wallets, seen: Mapping[PersonId, Seen]) -> set[str]:
    """Return what was reported, what was written in casework, its names, and every passphrase."""
    names = {each for seen_by in seen.values() for each in seen_by.names}
    assert all(re.fullmatch(r"[A-Z][a-z]+ [A-Z][a-z]+", each) for each in names), names
    assert len(names) > len(_OPEN)
    return {*About, *_WRITTEN, *names, *(each.passphrase for each in wallets.all())}


def _nothing_is_left(folder: Path, held: Mapping[str, bytes], words: set[str]) -> None:
    """With everybody signed out: in the log, in every file, and in files that are deleted."""
    files = {str(each): each.read_bytes() for each in folder.rglob("*") if each.is_file()}
    carried = str(folder / "var" / WALLETS)  # the sheets of paper of people who are made up
    assert all(each.passphrase.encode() in files[carried] for each in Wallets(Path(carried)).all())
    del files[carried]
    assert b"Charterline is running" in files[str(folder / "log")]
    assert any(path.endswith("casework.sqlite") for path in files)
    for path, raw in {**held, **files}.items():
        assert [word for word in words if word.encode() in raw] == [], path


def _held_open(pid: int) -> dict[str, bytes]:
    """Return every file that the demo's processes hold, also one that was deleted at once."""
    held: dict[str, bytes] = {}
    for each in _handles([pid, *_below(pid)]):
        with suppress(FileNotFoundError):
            if each.is_file():
                held[f"{each}: {each.readlink()}"] = each.read_bytes()
    assert any("casework.sqlite" in each for each in held), held.keys()
    return held


def _handles(pids: Sequence[int]) -> Iterator[Path]:
    for pid in pids:
        with suppress(FileNotFoundError, ProcessLookupError):  # an errand may just have come back
            yield from list(Path(f"/proc/{pid}/fd").iterdir())


def _below(pid: int) -> list[int]:
    try:
        told = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [deep for child in map(int, told) for deep in (child, *_below(child))]


def _wait_until_told(var: Path, demo: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _PATIENCE
    while not (var / "committee" / "told").exists():
        assert demo.poll() is None
        assert time.monotonic() < end
        time.sleep(0.5)


def _seen(address: str, wallets: Wallets) -> dict[PersonId, Seen]:
    seen: dict[PersonId, Seen] = {}
    for wallet in wallets.all()[:4]:
        with signed_in(address, wallet) as member:
            lists = [member.site.get(f"/reports{show}").text for show in ("", "?show=finished")]
        standing, ended = (_STATUS.findall(each) for each in lists)
        names = frozenset(_NAME.findall("".join(lists)))
        seen[wallet.person] = Seen(standing, ended, names)
    return seen
