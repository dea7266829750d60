"""Send today's test report and come back to it: `python -m casework self-test`, by a timer."""

import argparse
import sys
from collections.abc import Sequence

from casework.collecting.domain import Mark
from casework.collecting.services.selftesting import note_certificate, run
from casework.collecting.services.visit import VisitError
from casework.desk import Desk
from casework.trust import Standing
from store.errors import StoreError


def main(arguments: Sequence[str], desk: Desk) -> int:
    argparse.ArgumentParser(prog="python -m casework self-test").parse_args(arguments)
    committee, address = desk.trust.now(), desk.settings.intake_address
    if not isinstance(committee, Standing) or address is None:
        return _sorry("There is no committee yet, or the settings do not name the public site.")
    try:
        run(desk, committee, address)
    except (VisitError, StoreError) as sorry:
        return _sorry(f"The self-test failed. {sorry}")
    try:
        note_certificate(desk, desk.settings.address, Mark.OWN_CERTIFICATE_ENDS)
    except (VisitError, StoreError) as sorry:
        return _sorry(f"The self-test went well, but not the look at this site’s own. {sorry}")
    sys.stdout.write("A test report was sent, and opened again with its words.\n")
    return 0


def _sorry(says: str) -> int:
    sys.stderr.write(f"{says}\n")
    return 1
