"""Words for reporters go out within the hour, and nobody can see which rewriting is news."""

from collections.abc import Sequence

import pytest

from casework.collecting.records.outbox import Outbox
from casework.collecting.services.delivering import deliver, put_in_outbox, was_closed
from crypto.mailbox.answering import SEALINGS
from crypto.names import Tag
from store.errors import RefusedError
from store.mailbox import SNAPSHOT_SIZE, STATE_SIZE, Mailbox, Tombstones
from tests.unit.casework.ground import House
from tests.unit.store.builders import a_snapshot, a_state, a_tag


def mailbox(house: House) -> tuple[Tag, Tag]:
    tag0, tag1 = a_tag(), a_tag()
    with house.desk.dropbox.transaction() as tx:
        Mailbox(tx).open(tag0, a_state(), tag1, a_snapshot())
    return tag0, tag1


def says(house: House, tags: tuple[Tag, Tag]) -> bytes:
    with house.desk.dropbox.reading() as tx:
        slots = Mailbox(tx).read(*tags)
    assert slots.snapshot is not None
    return slots.snapshot.sealed


def put(house: House, tag: Tag) -> Sequence[bytes]:
    sealings = [a_snapshot() for _ in range(SEALINGS)]
    with house.desk.database.transaction() as tx:
        put_in_outbox(tx, tag, sealings)
    return sealings


def test_every_word_reaches_its_own_mailbox(house: House) -> None:
    boxes = [mailbox(house) for _ in range(8)]
    words = {tag1: put(house, tag1) for _, tag1 in boxes}
    assert deliver(house.desk).written == 8
    assert all(says(house, each) == words[each[1]][0] for each in boxes)


def test_the_newest_word_replaces_one_that_waits(house: House) -> None:
    tags = mailbox(house)
    put(house, tags[1])
    newer = put(house, tags[1])
    deliver(house.desk)
    assert says(house, tags) == newer[0]


def test_mailboxes_without_news_are_rewritten_at_random_with_the_words_they_have(
    house: House,
) -> None:
    boxes = [mailbox(house) for _ in range(12)]
    words = {tag1: put(house, tag1) for _, tag1 in boxes}
    deliver(house.desk)
    seen = {each: [says(house, each)] for each in boxes}
    hours = 0
    while any(len(each) < SEALINGS for each in seen.values()):
        hours += 1
        assert hours < 5_000, "a mailbox was never rewritten"
        deliver(house.desk)
        for each in boxes:
            if seen[each][-1] != says(house, each):
                seen[each].append(says(house, each))
    assert all(seen[each] == words[each[1]] for each in boxes)
    for _ in range(40):
        assert deliver(house.desk).written == 0  # nothing is left to say it with


def test_a_closed_mailbox_gets_nothing_more_and_the_session_can_learn_of_it(house: House) -> None:
    tags = mailbox(house)
    with house.desk.dropbox.transaction() as tx:
        Mailbox(tx).close(*tags, Tombstones(bytes(STATE_SIZE), bytes(SNAPSHOT_SIZE)))
    put(house, tags[1])
    assert deliver(house.desk).closed == 1
    assert says(house, tags) == bytes(SNAPSHOT_SIZE)
    with house.desk.database.reading() as tx:
        assert was_closed(tx, tags[1])
        assert not was_closed(tx, mailbox(house)[1])
        assert Outbox(tx).next(tags[1]) is None


def test_what_was_put_while_the_old_word_went_out_goes_out_next(house: House) -> None:
    tags = mailbox(house)
    put(house, tags[1])
    with house.desk.database.reading() as tx:
        going = Outbox(tx).next(tags[1])
    assert going is not None
    newer = put(house, tags[1])
    with house.desk.database.transaction() as tx:
        Outbox(tx).done(going)
    deliver(house.desk)
    assert says(house, tags) == newer[0]


def test_a_word_comes_with_three_sealings_for_later(house: House) -> None:
    with pytest.raises(RefusedError), house.desk.database.transaction() as tx:
        put_in_outbox(tx, a_tag(), [a_snapshot()])
