"""The demo has a dozen reports in every state, made through the pages of both sites."""

import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from crypto.names import PersonId
from deploy.door.seating import WALLETS
from deploy.door.wallet import Wallets
from deploy.tale.member import signed_in
from deploy.tale.playing import DAVID, JUNE, MARIA, THOMAS
from tests.running import HOUSE, free_port

_PATIENCE = 240
_STATUS = re.compile(r'<p class="what">[^<]+<span class="tag[^"]*">([^<]+)</span>')


def test_the_demo_tells_a_dozen_reports_and_whoever_was_left_out_has_fewer(tmp_path: Path) -> None:
    ports = [str(free_port()), str(free_port())]
    command = [sys.executable, "-m", "deploy.local", "--ports", *ports, "--var", str(tmp_path)]
    with subprocess.Popen(command, cwd=HOUSE, stdout=subprocess.PIPE) as demo:
        try:
            _wait_until_told(tmp_path, demo)
            seen = _seen(f"http://localhost:{ports[1]}", Wallets(tmp_path / WALLETS))
        finally:
            demo.terminate()
    open_ones, finished = seen[MARIA]
    assert Counter(open_ones) == {
        "New": 2,
        "Looking into it": 2,
        "Being decided": 1,
        "Has a lead": 1,
        "Passed on": 1,
        "Opened again": 1,
        "Reporter told": 1,
    }
    assert Counter(finished) == {"Set aside": 1, "Finished": 1}
    assert [len(seen[who][0]) for who in (THOMAS, JUNE, DAVID)] == [8, 8, 10]


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
