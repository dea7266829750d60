"""What a made-up person signs in with: `python -m deploy.door maria-alvarez`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from deploy.demo import HOUSE
from deploy.door.seating import WALLETS, code_of
from deploy.door.wallet import Wallet, Wallets
from deploy.standin.sorry import StandinError
from store.clock import this_second


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m deploy.door")
    parser.add_argument("person", nargs="?", help="such as maria-alvarez; otherwise everybody")
    parser.add_argument("--var", type=Path, default=HOUSE / "var", help="where the demo lives")
    asked = parser.parse_args(arguments)
    try:
        found = Wallets(asked.var / WALLETS).all()
    except StandinError as sorry:
        sys.stderr.write(f"{sorry}\n")
        return 1
    meant = [each for each in found if asked.person in {None, each.person}]
    if not meant:
        sys.stderr.write("Nobody of that name has joined. Start the demo first: make run\n")
        return 1
    sys.stdout.write("\n".join(_told(each) for each in meant))
    return 0


def _told(wallet: Wallet) -> str:
    return (
        f"Name:        {wallet.name}\n"
        f"Code:        {code_of(wallet, this_second())}  (good once, for a minute)\n"
        f"Passphrase:  {wallet.passphrase}\n"
        f"For an app:  {wallet.app}\n"
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
