"""The fixed mail: `python -m casework mail`, once a day, by a timer.

python -m casework mail                                     send it
python -m casework mail --to maria-alvarez m@example.org    from now on, there
python -m casework mail --to maria-alvarez none             no longer
"""

import argparse
import re
import sys
from collections.abc import Sequence
from typing import Final

from casework.collecting.records.addresses import LONGEST_ADDRESS, Addresses
from casework.collecting.services.mailing import MailError, send_daily
from casework.desk import Desk
from casework.history.domain import Said, Verb
from casework.history.services import record
from casework.trust import Standing
from crypto.manifest.body import ids
from crypto.names import PersonId
from store.errors import StoreError

_ADDRESS: Final = re.compile(r"[\x21-\x3f\x41-\x7e]+@[A-Za-z0-9.-]+\.[A-Za-z0-9-]+")
_NONE: Final = "none"


def main(arguments: Sequence[str], desk: Desk) -> int:
    parser = argparse.ArgumentParser(prog="python -m casework mail")
    parser.add_argument("--to", nargs=2, metavar=("PERSON", "ADDRESS"), help="where mail goes")
    asked = parser.parse_args(arguments)
    committee = desk.trust.now()
    if not isinstance(committee, Standing):
        return _sorry("There is no committee yet.")
    try:
        if asked.to:
            return _remember(desk, committee, PersonId(asked.to[0]), asked.to[1])
        send_daily(desk, committee)
    except (MailError, StoreError) as sorry:
        return _sorry(f"The mail did not go out. {sorry}")
    sys.stdout.write("The mail went out.\n")
    return 0


def _remember(desk: Desk, committee: Standing, person: PersonId, address: str) -> int:
    is_address = _ADDRESS.fullmatch(address) and len(address) <= LONGEST_ADDRESS
    if address != _NONE and not is_address:
        return _sorry("That is not a mail address.")
    if person not in ids(committee.manifest.persons):
        return _sorry("Nobody in the manifest has that id.")
    with desk.database.transaction() as tx:
        if address == _NONE:
            Addresses(tx).drop(person)
        else:
            Addresses(tx).put(person, address)
        record(tx, Said(Verb.ADDRESS_CHANGED, desk.today(), None, {"person": person}))
    sys.stdout.write("That is kept.\n")
    return 0


def _sorry(says: str) -> int:
    sys.stderr.write(f"{says}\n")
    return 1
