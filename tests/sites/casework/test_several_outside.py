"""Several leave by a member's wish; somebody from outside agrees where no second member could."""

from datetime import timedelta

from casework.complaints.domain.privilege.sharing import Receiver
from casework.complaints.services.readers.private import keep_between
from casework.desk import Desk
from casework.export.domain.several import Bid, Several
from casework.export.domain.wish import Ground, Piece, Wish
from casework.export.services.bids import write_bid
from casework.export.services.several import (
    Found,
    agree,
    agreed_to,
    ask,
    found_for,
    open_bids,
)
from casework.rights import SignedIn
from casework.trust import Standing
from crypto.encoding import Value
from crypto.message.said import Answer
from crypto.names import CaseId, PersonId
from tests.cases import only_case, press
from tests.channel import DAVID, EXTERNALS, JUNE, MARIA, THOMAS, Channel

LEE, GRANT = EXTERNALS
WISH = Wish(
    pieces=frozenset({Piece.REPORT}), receiver="Dana", kind=Receiver.BOARD, purpose="Audit",
    ground=Ground.OVERSIGHT, is_of_several=True,
)  # fmt: skip


def wanted(desk: Desk, second: PersonId) -> Several:
    today = desk.today()
    return Several(WISH, today - timedelta(days=3), today, second)


def found(desk: Desk, me: SignedIn, second: PersonId) -> tuple[CaseId, ...]:
    there = found_for(desk, me, wanted(desk, second))
    assert isinstance(there, Found)
    return there.cases


def test_somebody_outside_agrees_only_where_no_second_member_could(channel: Channel) -> None:
    channel.report(Answer("what", "A cushion."))
    channel.join(LEE)
    maria = channel.sign_in(MARIA)
    desk, me = channel.desk, channel.seat(MARIA)
    case = only_case(maria)
    [other] = found(desk, me, THOMAS)
    for each in (THOMAS, JUNE, DAVID):
        assert found(desk, me, LEE) == ()
        assert not ask(desk, me, wanted(desk, LEE), [other])
        press(channel.sign_in(each), f"{case}/step-back")
        assert only_case(maria) == case
    assert found(desk, me, THOMAS) == ()
    [which] = found(desk, me, LEE)
    assert ask(desk, me, wanted(desk, LEE), [which])
    [bid] = open_bids(desk, channel.seat(LEE))
    assert agree(desk, channel.seat(LEE), bid.bid.id)
    assert agreed_to(desk, me, bid.bid.id) == (WISH, [which])


def test_nobody_from_outside_asks_also_not_by_an_older_request(channel: Channel) -> None:
    channel.report(Answer("what", "A cushion."))
    channel.join(GRANT)
    lee = channel.sign_in(LEE)
    only_case(lee)
    desk, me = channel.desk, channel.seat(LEE)
    [which] = found(desk, channel.seat(MARIA), THOMAS)
    for second in (GRANT, MARIA):
        assert found(desk, me, second) == ()
        assert not ask(desk, me, wanted(desk, second), [which])
    page = lee.get("/exports").text
    assert "Ask for an export" not in page
    assert "Nobody asks you." in page
    committee = desk.trust.now()
    assert isinstance(committee, Standing)
    with desk.database.transaction() as tx:
        bid = Bid(b"", LEE, GRANT, (which,), WISH, desk.today() + timedelta(days=2), b"")
        write_bid(tx, me, committee, bid)
    [older] = open_bids(desk, channel.seat(GRANT))
    assert older.names == ()
    assert not agree(desk, channel.seat(GRANT), older.bid.id)
    assert "take reports out" not in channel.sign_in(GRANT).get("/today").text


def test_a_request_of_before_a_basis_was_chosen_is_read_as_it_was_written(channel: Channel) -> None:
    channel.report(Answer("what", "A cushion."))
    channel.join(THOMAS)
    only_case(channel.sign_in(MARIA))
    desk, me = channel.desk, channel.seat(MARIA)
    [which] = found(desk, me, THOMAS)
    committee = desk.trust.now()
    assert isinstance(committee, Standing)
    older: dict[str, Value] = {
        "export": "several", "of": THOMAS, "until": desk.today().isoformat(), "cases": [which],
        "pieces": ["report"], "for": ["Dana", "board", "Audit", "Letter of May", "Ann Lee"],
        "words": "words", "names": [], "naming": False,
    }  # fmt: skip
    with desk.database.transaction() as tx:
        keep_between(tx, me, committee.link, (MARIA, THOMAS), older)
    [asked] = open_bids(desk, channel.seat(THOMAS))
    assert (asked.bid.wish.basis, asked.bid.wish.cleared) == ("Letter of May", "Ann Lee")
    assert asked.bid.wish.ground is None
    assert "Letter of May" in channel.sign_in(THOMAS).get("/exports").text
