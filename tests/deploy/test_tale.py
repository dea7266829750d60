"""The demo has reports in every state but those that years bring, made through both sites."""

import re
import subprocess
import sys
import time
from pathlib import Path

from crypto.names import PersonId
from deploy.door.seating import WALLETS
from deploy.door.wallet import Wallets
from deploy.tale.member import signed_in
from deploy.tale.playing import DAVID, JUNE, MARIA, THOMAS
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
_STATUS = re.compile(r'<p class="what">[^<]+<span class="tag[^"]*">([^<]+)</span>')


def test_the_demo_tells_of_every_state_and_whoever_was_left_out_has_fewer(tmp_path: Path) -> None:
    ports = [str(free_port()), str(free_port())]
    command = [sys.executable, "-m", "deploy.local", "--ports", *ports, "--var", str(tmp_path)]
    with subprocess.Popen(command, cwd=HOUSE, stdout=subprocess.PIPE) as demo:
        try:
            _wait_until_told(tmp_path, demo)
            seen = _seen(f"http://localhost:{ports[1]}", Wallets(tmp_path / WALLETS))
        finally:
            demo.terminate()
    open_ones, finished = seen[MARIA]
    assert sorted(open_ones) == sorted(_OPEN)
    assert sorted(finished) == ["Finished", "Part of another report", "Set aside"]
    assert [len(seen[who][0]) for who in (THOMAS, JUNE, DAVID)] == [14, 14, 16]


def _wait_until_told(var: Path, demo: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _PATIENCE
    while not (var / "committee" / "told").exists():
        assert demo.poll() is None
        assert time.monotonic() < end
        time.sleep(0.5)


def _seen(address: str, wallets: Wallets) -> dict[PersonId, tuple[list[str], list[str]]]:
    seen: dict[PersonId, tuple[list[str], list[str]]] = {}
    for wallet in wallets.all()[:4]:
        with signed_in(address, wallet) as member:
            lists = [member.site.get(f"/reports{show}").text for show in ("", "?show=finished")]
        seen[wallet.person] = (_STATUS.findall(lists[0]), _STATUS.findall(lists[1]))
    return seen
