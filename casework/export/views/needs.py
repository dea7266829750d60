"""What exports ask of somebody today: a word to another member, or what they agreed to."""

from collections.abc import Iterator
from datetime import date

from flask_babel import gettext as _

from casework.access import SignedIn
from casework.complaints.views.parts.wording import name_of
from casework.desk import Desk
from casework.export.services.several import open_bids
from casework.trust import Standing


def exports_waiting(desk: Desk, me: SignedIn) -> Iterator[tuple[str, date]]:
    committee = desk.trust.now()
    if not isinstance(committee, Standing):
        return
    for each in open_bids(desk, me):
        bid = each.bid
        if not each.names:
            continue
        if bid.second == me.person and each.agreed is None:
            name = name_of(committee, bid.by)
            yield str(_("Say whether %(name)s may take reports out", name=name)), bid.ends
        if bid.by == me.person and each.agreed is not None:
            name = name_of(committee, bid.second)
            yield str(_("Take out the reports to which %(name)s agreed", name=name)), bid.ends
