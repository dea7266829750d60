"""How long a reporter's words open something: as long as the report lives, and a while after.

Whoever writes in a case says whether its mailbox lives. A thread without keys tells the dropbox
each day which rows live; what it has not named for a lifetime goes there, at night.
"""

from datetime import date, timedelta

from casework.collecting.records.arrivals import Arrivals
from casework.collecting.records.mailboxes import KeptMailboxes
from casework.collecting.records.selftests import SelfTests
from casework.complaints.domain.clocks.casedays import OVER
from casework.complaints.domain.status import Status
from casework.complaints.records.contents import Contents
from casework.complaints.services.reading.casefiles import CaseFile
from casework.desk import Desk
from crypto.mailbox.tags import SNAPSHOT_ROW, STATE_ROW, MailboxRoot, tag
from crypto.names import Tag
from store.database import Transaction
from store.lasting.lifetimes import Life, Lifetimes

_MONTH = timedelta(days=31)
_UNOPENED = 2  # lifetimes: what nobody has opened for so long holds nothing back any more


def mind(tx: Transaction, file: CaseFile, root: MailboxRoot) -> None:
    """Let the mailbox of this case live, or begin to run out."""
    if is_alive(file):
        keep(tx, root)
    else:
        let_go(tx, root)


def is_alive(file: CaseFile) -> bool:
    """A part of another report lives on with it; words after the end bring any report back."""
    waits = file.inside is not None and file.inside.unanswered is not None
    return waits or file.card.status not in OVER - {Status.MERGED}


def keep(tx: Transaction, root: MailboxRoot) -> None:
    KeptMailboxes(tx).keep(*_rows(root))


def let_go(tx: Transaction, root: MailboxRoot) -> None:
    KeptMailboxes(tx).let_go(*_rows(root))


def keep_mailboxes(desk: Desk) -> None:
    """Name to the dropbox what lives. While we name nothing, nothing goes."""
    with desk.database.reading() as tx:
        alive = KeptMailboxes(tx).all()
    life = Life(_vouched_until(desk), desk.settings.mailbox_months)
    with desk.dropbox.transaction() as tx:
        Lifetimes(tx).keep(alive, life, desk.today())


def _vouched_until(desk: Desk) -> date:
    """Return the day on which the oldest came that nobody has opened: its mailbox lives as well.

    Nobody knows which that is, so none that has come since is held to be dead.
    """
    today = desk.today()
    with desk.keystore.reading() as keys:
        waiting = list(keys.stanzas.pending())
    with desk.database.reading() as tx:
        known = Contents(tx).opened_among(waiting) | {each.envelope for each in SelfTests(tx).all()}
        days = Arrivals(tx).days([each for each in waiting if each not in known])
    longest = today - _UNOPENED * desk.settings.mailbox_months * _MONTH
    return min([today, *(day for day in days.values() if day >= longest)])


def _rows(root: MailboxRoot) -> tuple[Tag, Tag]:
    return tag(root, STATE_ROW), tag(root, SNAPSHOT_ROW)
