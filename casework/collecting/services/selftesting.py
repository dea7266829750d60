"""Every day a test report goes the whole way, and nobody has to believe that the channel works.

It is an ordinary report, sent through the public pages and returned to with its words. We
hold the words, so we can see in the reporter's own row which envelope it is, and so it makes
no mail, no case and no figure. After thirty days nothing of it is left.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from casework.collecting.domain import Mark
from casework.collecting.records.arrivals import Arrivals
from casework.collecting.records.marks import Marks
from casework.collecting.records.selftests import SelfTest, SelfTests
from casework.collecting.services.visit import Visit, VisitError, certificate_ends
from casework.desk import Desk
from casework.trust import Standing
from crypto.mailbox.state import State, read_state
from crypto.mailbox.tags import MailboxKeys
from crypto.names import EnvelopeId
from crypto.passcode.outcomes import Understood
from crypto.passcode.parsing import parse
from crypto.passcode.reporter import reporter_keys
from crypto.passcode.wordlist import LANGUAGES, load
from store.database import Transaction
from store.mailbox import SELF_TEST_KEPT, Mailbox, forget_self_test

SAYS: Final = (
    "This is the daily test of this channel. It was written by the system and not by a person."
    " Nobody needs to do anything."
)
_WORDS: Final = 9
_LATE: Final = timedelta(days=1)
_BACK: Final = "/messages/sign-out"


@dataclass(frozen=True, slots=True)
class SelfTestDays:
    """The last day on which a test was sent, returned to, collected, and opened by anybody."""

    sent: date | None = None
    returned: date | None = None
    collected: date | None = None
    opened: date | None = None


def self_test_state(tx: Transaction) -> SelfTestDays:
    tests = SelfTests(tx).all()
    collected = Arrivals(tx).days([each.envelope for each in tests])
    return SelfTestDays(
        _last(each.sent for each in tests),
        _last(each.returned for each in tests),
        _last(iter(collected.values())),
        _last(each.opened for each in tests),
    )


def newest_test(desk: Desk) -> SelfTestDays:
    with desk.database.reading() as tx:
        return self_test_state(tx)


def came_through(days: SelfTestDays, today: date) -> bool:
    """Say whether a test of today or yesterday was read again and collected.

    It is sent in the morning and collected within the hour. When a member next unlocks is no
    matter of the channel.
    """
    reached = (days.sent, days.returned, days.collected)
    return all(day is not None and today - day <= _LATE for day in reached)


def is_self_test(tx: Transaction, envelope: EnvelopeId) -> bool:
    """Say whether an envelope is a test: it makes no mail, no case and no figure."""
    return SelfTests(tx).holds(envelope)


def mark_opened(tx: Transaction, envelope: EnvelopeId, day: date) -> None:
    """For whoever's key opened a test: it went the whole way."""
    SelfTests(tx).was_opened(envelope, day)


def run(desk: Desk, committee: Standing, address: str) -> None:
    """Send today's test unless it was sent, come back to it, and clear old ones away."""
    today = desk.today()
    with desk.database.reading() as tx:
        tests = SelfTests(tx).all()
    if not tests or tests[0].sent < today:
        tests = [_send(desk, committee, address), *tests]
    _come_back(desk, address, tests[0])
    note_certificate(desk, address, Mark.CERTIFICATE_ENDS)
    for each in tests:
        if each.sent <= today - SELF_TEST_KEPT:
            _clear_away(desk, committee, each)


def note_certificate(desk: Desk, address: str, mark: Mark) -> None:
    """Remember until when a site's certificate is good, as its visitors see it."""
    ends = certificate_ends(address)
    if ends is not None:
        with desk.database.transaction() as tx:
            Marks(tx).put(mark, ends)


def _send(desk: Desk, committee: Standing, address: str) -> SelfTest:
    visit = Visit(address)
    asked = visit.get("/report").form("/report")
    answers = (("readers", "all"), ("what", SAYS))
    checked = visit.post("/report", (*asked, *answers)).form("/report/send")
    words = visit.post("/report/send", checked).words
    if len(words) != _WORDS:
        raise VisitError("The public site gave no nine words for the test report.")
    test = SelfTest(_envelope_of(desk, committee, words), " ".join(words), desk.today())
    with desk.database.transaction() as tx:
        SelfTests(tx).add(test)
    return test


def _envelope_of(desk: Desk, committee: Standing, words: Sequence[str]) -> EnvelopeId:
    """Learn from the reporter's own row which envelope these words belong to."""
    keys = _keys(committee, " ".join(words))
    with desk.dropbox.reading() as tx:
        row = Mailbox(tx).state(keys.state_tag)
    state = read_state(row, keys.state_key, keys.state_tag) if row is not None else None
    if not isinstance(state, State):
        raise VisitError("The public site said that it took the test report, and it is not there.")
    return state.first


def _keys(committee: Standing, words: str) -> MailboxKeys:
    reading = parse(words, [load(language) for language in LANGUAGES])
    if not isinstance(reading, Understood):
        raise VisitError("The words of the test report are not on our lists.")
    newest = committee.manifest.derivations[-1]
    return reporter_keys(reading.passcode, newest.salt, newest.cost)


def _come_back(desk: Desk, address: str, test: SelfTest) -> None:
    visit = Visit(address)
    asked = visit.get("/return").form("/return")
    if _BACK not in visit.post("/return", (*asked, ("words", test.words))).forms:
        raise VisitError("The public site did not open the test report again.")
    with desk.database.transaction() as tx:
        SelfTests(tx).came_back(test.envelope, desk.today())


def _clear_away(desk: Desk, committee: Standing, test: SelfTest) -> None:
    """Remove all of it: from the dropbox, the key store, casework, and last the words."""
    keys = _keys(committee, test.words)
    tags = keys.state_tag, keys.snapshot_tag
    with desk.dropbox.transaction() as tx:
        gone = forget_self_test(tx, test.envelope, tags, desk.today())
        if not gone and Mailbox(tx).state(keys.state_tag) is not None:
            return  # it has not been collected, or no backup holds it yet: tomorrow
    with desk.keystore.change() as store:
        store.stanzas.drop(test.envelope)
    with desk.database.transaction() as tx:
        Arrivals(tx).drop(test.envelope)
        SelfTests(tx).drop(test.envelope)


def _last(days: Iterator[date | None]) -> date | None:
    return max((each for each in days if each is not None), default=None)
