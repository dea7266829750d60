"""What an administrator does to a database: make the roles, migrate, sweep, forget.

    python -m store migrate dropbox --url sqlite:////var/lib/charterline/dropbox/dropbox.sqlite
    python -m store create-roles casework --url-file -      # the address on standard input

A password in an argument can be seen by every process of the machine, so an
address that holds one comes from a file or from standard input.
"""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from store.blobs import DatabaseBlobs, oldest_kept
from store.clock import utc_today
from store.database import Database, Which
from store.errors import StoreError
from store.lasting.lifetimes import Lifetimes
from store.migrating import create_roles, forget_order, migrate


def main(arguments: Sequence[str]) -> int:
    asked = _parser().parse_args(arguments)
    try:
        said = _VERBS[asked.verb](_address(asked), Which(asked.which))
    except StoreError as exc:
        sys.stderr.write(f"{asked.verb}: {exc}\n")
        return 1
    except (OSError, UnicodeError):
        sys.stderr.write(f"{asked.verb}: the address cannot be read\n")
        return 1
    sys.stdout.write(f"{said}\n")
    return 0


def _migrate(url: str, which: Which) -> str:
    migrate(url, which)
    return f"the {which} database is up to date"


def _create_roles(url: str, which: Which) -> str:
    create_roles(url, which)
    return "the roles are there, and the database belongs to their owner"


def _sweep(url: str, which: Which) -> str:
    database = Database(url, which)
    try:
        swept = DatabaseBlobs(database, utc_today).sweep(oldest_kept(utc_today()))
        with database.transaction() as tx:
            Lifetimes(tx).sweep(utc_today())
        forgotten = database.forget_order()
    finally:
        database.close()
    order = "the file was rewritten" if forgotten else "the file was not rewritten"
    return f"{swept} unclaimed rows removed; {order}"


def _forget_order(url: str, _which: Which) -> str:
    forget_order(url)
    return "the tables were rewritten"


_VERBS: Final[Mapping[str, Callable[[str, Which], str]]] = {
    "migrate": _migrate,
    "create-roles": _create_roles,
    "sweep": _sweep,
    "forget-order": _forget_order,
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m store")
    verbs = parser.add_subparsers(dest="verb", required=True)
    for verb in _VERBS:
        one = verbs.add_parser(verb)
        only_dropbox = verb in {"sweep", "forget-order"}
        one.add_argument("which", choices=[Which.DROPBOX] if only_dropbox else list(Which))
        where = one.add_mutually_exclusive_group(required=True)
        where.add_argument("--url")
        where.add_argument("--url-file", help="a file that holds the address; - is standard input")
    return parser


def _address(asked: argparse.Namespace) -> str:
    if asked.url is not None:
        return str(asked.url)
    if asked.url_file == "-":
        return sys.stdin.readline().strip()
    return Path(asked.url_file).read_text(encoding="utf-8").strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
