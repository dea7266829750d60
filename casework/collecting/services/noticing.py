"""What the herald says each day: which manifest is the newest, and that the channel works.

The figures are repeated as a member's session counted them, with their day. What nobody has
counted is not said. The promise says what is true of every report. How soon one is opened or
answered is judged by no session: no session sees all reports, and a line that went away for one
late case would tell whoever was left out of it that it is there.
"""

from casework.collecting.domain import Mark
from casework.collecting.records.counted import Count, Counts
from casework.collecting.records.marks import Marks
from casework.collecting.services.selftesting import self_test_state
from casework.desk import Desk
from casework.history.services.herald import Herald
from crypto.manifest.notice import Notice, SelfTest, serialise_notice, sign_notice
from store.database import Transaction
from store.manifests import Manifests, StoredNotice

PROMISE = "every report is read by the people you chose"
"""A sentence that the software keeps, not a goal that somebody may miss."""


def keep_count(tx: Transaction, count: Count) -> None:
    """Keep what a member's session counted, for the notices to come."""
    Counts(tx).put(count)


def give_notice(desk: Desk, herald: Herald) -> bool:
    """Sign and post today's notice. False if there is one."""
    notice = _notice(desk, herald)
    signed = sign_notice(notice, herald.seed)
    with desk.dropbox.transaction() as tx:
        newest = Manifests(tx).newest_notice()
        is_new = newest is None or newest.day < notice.day
        if is_new:
            Manifests(tx).post(StoredNotice(notice.day, serialise_notice(notice), signed))
    with desk.database.transaction() as tx:
        Marks(tx).put(Mark.NOTICED, notice.day)
    return is_new


def _notice(desk: Desk, herald: Herald) -> Notice:
    with desk.database.reading() as tx:
        count, test = Counts(tx).newest(), self_test_state(tx)
    return Notice(
        day=desk.today(),
        manifest=herald.committee.chain.newest.hash,
        counted=count.day if count else None,
        promise=count.promise if count else PROMISE,
        self_test=SelfTest(test.sent, test.returned, test.collected),
        figures=count.figures if count else (),
    )
