"""Casework removes its own old tests, and what it needs for that serves for little else."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from crypto.names import BlobId, EnvelopeId, Tag
from store.blobs import DatabaseBlobs
from store.clock import utc_today
from store.dropbox import Dropbox
from store.mailbox import SELF_TEST_KEPT as KEPT
from store.mailbox import Mailbox, forget_self_test
from tests.unit.store.builders import a_blob_id, a_snapshot, a_state, a_tag, an_envelope, id_of
from tests.unit.store.conftest import Ground

OLD = utc_today() - KEPT - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sent:
    envelope: EnvelopeId
    blob: BlobId
    tags: tuple[Tag, Tag]


def sent(ground: Ground, day: date = OLD) -> Sent:
    envelope, blob, tags = an_envelope(), a_blob_id(), (a_tag(), a_tag())
    DatabaseBlobs(ground.intake, lambda: day).append(blob, 0, bytes(65_536))
    with ground.intake.transaction() as tx:
        Dropbox(tx).deposit(envelope, blob, day)
        Mailbox(tx).open(tags[0], a_state(), tags[1], a_snapshot())
    return Sent(id_of(envelope), blob, tags)


def collect(ground: Ground, test: Sent) -> None:
    DatabaseBlobs(ground.casework, utc_today).drop(test.blob)
    with ground.casework.transaction() as tx:
        Dropbox(tx).drop_stanzas(test.envelope)
        Dropbox(tx).drop_body(test.envelope)


def forget(ground: Ground, envelope: EnvelopeId, tags: tuple[Tag, Tag]) -> bool:
    with ground.casework.transaction() as tx:
        return forget_self_test(tx, envelope, tags, utc_today())


def is_there(ground: Ground, test: Sent) -> bool:
    with ground.intake.reading() as tx:
        slots = Mailbox(tx).read(*test.tags)
        held = Dropbox(tx).holds(test.envelope)
    assert (slots.state is None) == (slots.snapshot is None) == (not held)
    return held


def test_an_old_test_is_removed_as_a_whole(ground: Ground) -> None:
    test, other = sent(ground), sent(ground)
    collect(ground, test)
    assert forget(ground, test.envelope, test.tags)
    assert not is_there(ground, test)
    assert is_there(ground, other)
    assert not forget(ground, test.envelope, test.tags)


@pytest.mark.parametrize("left", ["stanzas", "body", "blob"])
def test_nothing_is_removed_while_a_part_of_it_is_here(ground: Ground, left: str) -> None:
    test = sent(ground)
    with ground.casework.transaction() as tx:
        if left != "stanzas":
            Dropbox(tx).drop_stanzas(test.envelope)
        if left != "body":
            Dropbox(tx).drop_body(test.envelope)
    if left != "blob":
        DatabaseBlobs(ground.casework, utc_today).drop(test.blob)
    assert not forget(ground, test.envelope, test.tags)
    assert is_there(ground, test)


def test_nothing_young_is_removed(ground: Ground) -> None:
    test = sent(ground, utc_today() - KEPT + timedelta(days=2))
    collect(ground, test)
    assert not forget(ground, test.envelope, test.tags)
    assert is_there(ground, test)


def test_an_envelope_serves_for_one_removal(ground: Ground) -> None:
    ticket, live = sent(ground), sent(ground)
    collect(ground, ticket)
    assert forget(ground, ticket.envelope, ticket.tags)
    assert not forget(ground, ticket.envelope, live.tags)
    assert is_there(ground, live)
