"""An envelope that was acknowledged is there, whole and unchanged, until it is collected."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, update

from crypto.envelope import Envelope
from crypto.errors import MalformedError
from crypto.names import BlobId, EnvelopeId
from store.dropbox import Deposit, Dropbox, envelopes
from store.errors import RefusedError, WrongSizeError
from tests.unit.store.builders import DAY, a_blob_id, an_envelope, id_of
from tests.unit.store.conftest import Ground

FEW = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def _deposit(ground: Ground, envelope: Envelope, blob: BlobId) -> Deposit:
    with ground.intake.transaction() as tx:
        return Dropbox(tx).deposit(envelope, blob, DAY)


@FEW
@given(sealed=st.binary(min_size=1, max_size=100))
def test_an_envelope_comes_out_byte_for_byte(ground: Ground, sealed: bytes) -> None:
    blob, envelope = a_blob_id(), an_envelope(filled_with=sealed)
    assert _deposit(ground, envelope, blob) is Deposit.ACCEPTED
    with ground.casework.reading() as tx:
        found = {waiting.id: waiting for waiting in Dropbox(tx).waiting(1_000)}
    stored = found[id_of(envelope)]
    assert stored.whole() == envelope
    assert (stored.day, stored.blob) == (DAY, blob)


@pytest.mark.parametrize("size", [0, 15, 17])
def test_a_blob_id_of_another_size_is_refused(ground: Ground, size: int) -> None:
    with pytest.raises(WrongSizeError):
        _deposit(ground, an_envelope(), BlobId(bytes(size)))


@pytest.mark.parametrize("part", ["id", "blob", "head", "stanzas", "body"])
@pytest.mark.parametrize("wrong", [-1, 1])
def test_the_database_itself_refuses_parts_of_another_size(
    ground: Ground, part: str, wrong: int
) -> None:
    sizes = {"id": 16, "blob": 16, "head": 96, "stanzas": 18_688, "body": 46_752}
    sizes[part] += wrong
    row = {name: bytes(size) for name, size in sizes.items()}
    with pytest.raises(RefusedError), ground.intake.transaction() as tx:
        tx.execute(insert(envelopes).values(day=DAY, **row))


def test_what_never_was_an_envelope_spoils_no_other(ground: Ground) -> None:
    """Someone who broke into the intake can add rows that no code of ours would make."""
    sizes = {"id": 16, "blob": 16, "head": 96, "stanzas": 18_688, "body": 46_752}
    row = {name: bytes(size) for name, size in sizes.items()}
    with ground.intake.transaction() as tx:
        tx.execute(insert(envelopes).values(day=DAY, **row))
    envelope = an_envelope()
    _deposit(ground, envelope, a_blob_id())
    with ground.casework.reading() as tx:
        found = {waiting.id: waiting for waiting in Dropbox(tx).waiting(10)}
    assert found[id_of(envelope)].whole() == envelope
    with pytest.raises(MalformedError):
        found[EnvelopeId(bytes(16))].whole()


def test_sending_twice_deposits_once(ground: Ground) -> None:
    first = an_envelope()
    again = an_envelope(id_of(first))  # sealed anew, under the same id
    blob = a_blob_id()
    assert _deposit(ground, first, blob) is Deposit.ACCEPTED
    assert _deposit(ground, again, blob) is Deposit.ALREADY_THERE
    assert _deposit(ground, again, a_blob_id()) is Deposit.ALREADY_THERE
    with ground.casework.reading() as tx:
        assert [waiting.whole() for waiting in Dropbox(tx).waiting(10)] == [first]


def test_a_blob_belongs_to_one_envelope(ground: Ground) -> None:
    blob, second = a_blob_id(), an_envelope()
    _deposit(ground, an_envelope(), blob)
    with pytest.raises(RefusedError):
        _deposit(ground, second, blob)
    with ground.intake.transaction() as tx:
        assert not Dropbox(tx).holds(id_of(second))


def test_both_sites_can_ask_whether_an_envelope_is_there(ground: Ground) -> None:
    envelope = an_envelope()
    _deposit(ground, envelope, a_blob_id())
    for database in (ground.intake, ground.casework):
        with database.reading() as tx:
            assert Dropbox(tx).holds(id_of(envelope))
            assert not Dropbox(tx).holds(id_of(an_envelope()))


def test_stanzas_and_body_leave_separately_and_the_id_is_kept(ground: Ground) -> None:
    envelope = an_envelope()
    _deposit(ground, envelope, a_blob_id())
    with ground.casework.transaction() as tx:
        Dropbox(tx).drop_stanzas(id_of(envelope))
        (left,) = Dropbox(tx).waiting(10)
        assert left.stanzas is None
        assert left.body == envelope.body
        assert left.head == bytes(envelope.header) + envelope.header_mac
        assert left.whole() is None
    with ground.casework.transaction() as tx:
        Dropbox(tx).drop_stanzas(id_of(envelope))
        Dropbox(tx).drop_body(id_of(envelope))
        assert list(Dropbox(tx).waiting(10)) == []
        assert Dropbox(tx).holds(id_of(envelope))
    assert _deposit(ground, envelope, a_blob_id()) is Deposit.ALREADY_THERE


def test_a_body_may_leave_before_the_stanzas(ground: Ground) -> None:
    envelope = an_envelope()
    _deposit(ground, envelope, a_blob_id())
    with ground.casework.transaction() as tx:
        Dropbox(tx).drop_body(id_of(envelope))
        (left,) = Dropbox(tx).waiting(10)
    assert left.stanzas == b"".join(envelope.stanzas)
    assert left.body is None


@pytest.mark.parametrize(
    "change",
    [{"head": bytes(96)}, {"body": bytes(46_752)}, {"stanzas": bytes(18_688)}, {"day": DAY.min}],
)
def test_nobody_can_change_an_envelope(ground: Ground, change: dict[str, object]) -> None:
    envelope = an_envelope()
    _deposit(ground, envelope, a_blob_id())
    with pytest.raises(RefusedError), ground.owner.transaction() as tx:
        tx.execute(update(envelopes).values(change))


def test_a_part_that_left_does_not_come_back(ground: Ground) -> None:
    envelope = an_envelope()
    _deposit(ground, envelope, a_blob_id())
    with ground.casework.transaction() as tx:
        Dropbox(tx).drop_stanzas(id_of(envelope))
    with pytest.raises(RefusedError), ground.owner.transaction() as tx:
        tx.execute(update(envelopes).values(stanzas=b"".join(envelope.stanzas)))


def test_what_waits_is_drawn_in_no_order(ground: Ground) -> None:
    for _ in range(8):
        _deposit(ground, an_envelope(), a_blob_id())
    with ground.casework.reading() as tx:
        draws = [tuple(w.id for w in Dropbox(tx).waiting(8)) for _ in range(12)]
        some = {w.id for _ in range(30) for w in Dropbox(tx).waiting(1)}
    assert len(set(draws)) > 1
    assert all(len(set(draw)) == 8 for draw in draws)
    assert len(some) > 1


def test_the_collector_sees_what_waits_for_it_and_what_waits_for_a_backup(ground: Ground) -> None:
    first, second = an_envelope(), an_envelope()
    for each in (first, second):
        _deposit(ground, each, a_blob_id())
    with ground.casework.transaction() as tx:
        Dropbox(tx).drop_stanzas(id_of(first))
        assert Dropbox(tx).uncollected() == [id_of(second)]
        assert Dropbox(tx).collected() == [id_of(first)]
        assert {each.id for each in Dropbox(tx).fetch([id_of(first), id_of(second)])} == {
            id_of(first),
            id_of(second),
        }
        Dropbox(tx).drop_body(id_of(first))
        assert Dropbox(tx).collected() == []
