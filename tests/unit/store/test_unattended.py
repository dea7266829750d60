"""What casework keeps unattended, on both engines and with no more rights than its role has."""

import secrets
from datetime import timedelta

from casework.collecting.domain import Mark
from casework.collecting.records.addresses import Addresses
from casework.collecting.records.arrivals import Arrival, Arrivals, BlobRow
from casework.collecting.records.counted import Count, Counts
from casework.collecting.records.marks import Marks
from casework.collecting.records.outbox import Outbox
from casework.collecting.records.selftests import SelfTest, SelfTests
from crypto.manifest.notice import Figure
from crypto.names import BlobId, EnvelopeId, PersonId
from tests.unit.store.builders import DAY, a_blob_id, a_snapshot, a_tag
from tests.unit.store.conftest import Ground

MARIA = PersonId("maria-alvarez")
NEXT = DAY + timedelta(days=1)


def an_id() -> EnvelopeId:
    return EnvelopeId(secrets.token_bytes(16))


def an_arrival(blob: BlobId | None = None) -> Arrival:
    head, body = secrets.token_bytes(96), secrets.token_bytes(46_752)
    return Arrival(an_id(), blob or a_blob_id(), DAY, NEXT, head, body)


def test_an_arrival_is_kept_once_made_safe_and_dropped(casework_ground: Ground) -> None:
    one, other = an_arrival(), an_arrival()
    rows = [BlobRow(one.blob, number, secrets.token_bytes(1_000)) for number in range(3)]
    with casework_ground.casework.transaction() as tx:
        arrivals = Arrivals(tx)
        arrivals.add_rows(rows[:2])
        arrivals.add_rows(rows)
        assert set(arrivals.add([one, other])) == {one.id, other.id}
        assert arrivals.add([one]) == [one.id]
    with casework_ground.casework.transaction() as tx:
        arrivals = Arrivals(tx)
        assert arrivals.find(one.id) == one
        assert list(arrivals.blob(one.blob)) == [row.sealed for row in rows]
        assert arrivals.days([one.id, other.id]) == {one.id: NEXT, other.id: NEXT}
        assert set(arrivals.not_safe()) == {one.id, other.id}
        arrivals.make_safe([one.id])
        assert arrivals.safe_among([one.id, other.id]) == [one.id]
        arrivals.drop(one.id)
        assert (arrivals.find(one.id), arrivals.rows_of(one.blob)) == (None, 0)
        assert arrivals.count() == 1


def test_nothing_takes_the_place_of_an_arrival(casework_ground: Ground) -> None:
    one = an_arrival()
    same_blob = an_arrival(one.blob)
    same_id = Arrival(one.id, a_blob_id(), DAY, NEXT, one.head, bytes(46_752))
    with casework_ground.casework.transaction() as tx:
        Arrivals(tx).add([one])
        assert Arrivals(tx).add([same_blob, same_id]) == []
        assert Arrivals(tx).find(one.id) == one
        assert Arrivals(tx).count() == 1


def test_the_outbox_gives_out_the_news_first_and_each_sealing_once(casework_ground: Ground) -> None:
    tag, closed = a_tag(), a_tag()
    sealings = [a_snapshot() for _ in range(4)]
    with casework_ground.casework.transaction() as tx:
        box = Outbox(tx)
        box.put(tag, sealings)
        box.put(closed, sealings)
        box.close(closed)
        box.close(closed)
        assert box.is_closed(closed)
        given = []
        while (sealing := box.next(tag)) is not None:
            assert (tag in box.news(), tag in box.spared()) == (
                sealing.place == 0,
                sealing.place != 0,
            )
            given.append(sealing.sealed)
            box.done(sealing)
        assert given == sealings


def test_days_figures_addresses_and_tests_are_kept(casework_ground: Ground) -> None:
    test = SelfTest(an_id(), "nine words", DAY)
    count = Count(DAY, "soon", (Figure("closed", "at least 3"),))
    with casework_ground.casework.transaction() as tx:
        for day in (DAY, NEXT):
            Marks(tx).put(Mark.COLLECTED, day)
        SelfTests(tx).add(test)
        SelfTests(tx).came_back(test.envelope, NEXT)
        SelfTests(tx).was_opened(test.envelope, NEXT)
        Counts(tx).put(Count(DAY - timedelta(days=1), "later"))
        Counts(tx).put(count)
        Addresses(tx).put(MARIA, "a@example.org")
        Addresses(tx).put(MARIA, "m@example.org")
    with casework_ground.casework.transaction() as tx:
        assert Marks(tx).all() == {Mark.COLLECTED: NEXT}
        assert SelfTests(tx).all() == [SelfTest(test.envelope, "nine words", DAY, NEXT, NEXT)]
        assert SelfTests(tx).holds(test.envelope)
        assert Counts(tx).newest() == count
        assert Addresses(tx).all() == {MARIA: "m@example.org"}
        SelfTests(tx).drop(test.envelope)
        Addresses(tx).drop(MARIA)
        assert (SelfTests(tx).all(), Addresses(tx).all()) == ([], {})
