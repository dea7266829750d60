"""Tell the demo: `python -m deploy.tale --var var`, with the settings of casework around it."""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from deploy.demo import HOUSE
from deploy.door.seating import WALLETS
from deploy.door.wallet import Wallets
from deploy.standin.sorry import StandinError
from deploy.tale.playing import Sites, play


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m deploy.tale")
    parser.add_argument("--var", type=Path, required=True)
    asked = parser.parse_args(arguments)
    intake, casework = (os.environ[f"CHARTERLINE_{name}"] for name in ("INTAKE_ADDRESS", "ADDRESS"))
    try:
        play(Sites(intake, casework, _collect), Wallets(asked.var / WALLETS))
    except StandinError as sorry:
        sys.stderr.write(f"{sorry}\n")
        return 1
    (asked.var / "committee" / "told").touch(mode=0o600)
    return 0


def _collect() -> None:
    command = [sys.executable, "-m", "casework", "collect"]
    done = subprocess.run(command, cwd=HOUSE, capture_output=True, check=False)
    if done.returncode:
        raise StandinError("What was sent could not be collected.")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
