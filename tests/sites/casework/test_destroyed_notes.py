"""What only some readers knew of a case goes with it, before any of them unlocks again."""

from collections.abc import Iterator

from casework.complaints.records.contents import Contents
from casework.complaints.services.readers.asking import Wish, ask, told_me
from casework.complaints.services.readers.identities import identities, looks
from casework.complaints.services.readers.private import keep_between
from casework.complaints.services.reading.keys import vaults_of
from casework.complaints.views.parts.addresses import case_at
from casework.trust import Standing
from crypto.encoding import Value
from crypto.keyring.documents import open_document, try_document_wraps
from crypto.names import PersonId
from tests.cases import done, press
from tests.channel import DAVID, MARIA, THOMAS, Channel
from tests.endings import COUNSEL, closed, destroyed, later
from tests.sites.casework.test_identity import look, told

WISH = "He plays golf with the controller."
WHY = "To keep her shift as it is."


def bodies(channel: Channel, person: PersonId) -> Iterator[bytes]:
    """Open with somebody's own keys all that is for them, as a thief who has these keys could."""
    committee, me = channel.desk.trust.now(), channel.seat(person)
    assert isinstance(committee, Standing)
    with channel.desk.database.reading() as tx:
        rows = Contents(tx).private()
    for row in rows:
        for vault in vaults_of(channel.desk, me):
            key = try_document_wraps(row.wraps, vault, person, row.id, row.manifest)
            if key is not None:
                yield open_document(row.sealed, key, 1, committee.link).body


def test_no_key_of_a_reader_opens_a_word_of_them_after_the_case_was_destroyed(
    channel: Channel,
) -> None:
    case, maria, thomas = told(channel)
    assert "Ada Lindqvist" in look(maria, case, WHY)
    place = case_at(case.rpartition("/")[2])
    assert ask(channel.desk, channel.seat(MARIA), place, Wish(DAVID, THOMAS, WISH))
    assert [each.why for each in told_me(channel.desk, channel.seat(THOMAS))] == [WISH]
    closed(maria, thomas, case)
    channel.deliver()
    later(channel)
    assert len(list(bodies(channel, THOMAS))) == 3
    destroyed(channel, case)
    left = list(bodies(channel, THOMAS))
    assert left
    for body in left:
        assert WISH.encode() not in body
        assert WHY.encode() not in body
    thomas_now = channel.seat(THOMAS)
    assert told_me(channel.desk, thomas_now) == []
    with channel.desk.database.reading() as tx:
        assert looks(tx, channel.desk, thomas_now) == []
        assert list(identities(tx, channel.desk, thomas_now)) == []
    channel.sign_in(THOMAS)
    with channel.desk.database.reading() as tx:
        assert not Contents(tx).private()


def test_whoever_destroys_it_takes_their_own_notes_along(channel: Channel) -> None:
    case, maria, thomas = told(channel)
    place = case_at(case.rpartition("/")[2])
    assert ask(channel.desk, channel.seat(MARIA), place, Wish(DAVID, COUNSEL, WISH))
    closed(maria, thomas, case)
    channel.deliver()
    later(channel)
    assert len(list(bodies(channel, COUNSEL))) == 1
    destroyed(channel, case)
    assert list(bodies(channel, COUNSEL)) == []


def test_whoever_left_the_case_opens_nothing_of_a_note_to_them(channel: Channel) -> None:
    case, maria, _ = told(channel)
    place = case_at(case.rpartition("/")[2])
    assert ask(channel.desk, channel.seat(MARIA), place, Wish(DAVID, THOMAS, WISH))
    done(press(maria, f"{case}/people", f"{case}/people/remove", who=THOMAS, why="He knows her."))
    channel.desk.shelf.clear_all_but(())
    assert all(WISH.encode() not in body for body in bodies(channel, THOMAS))
    assert told_me(channel.desk, channel.seat(THOMAS)) == []


def test_a_note_from_before_it_lay_under_the_key_of_its_case_is_still_read(
    channel: Channel,
) -> None:
    case, *_ = told(channel)
    committee, me = channel.desk.trust.now(), channel.seat(MARIA)
    assert isinstance(committee, Standing)
    body: dict[str, Value] = {"case": case_at(case.rpartition("/")[2]), "about": DAVID, "why": WISH}
    with channel.desk.database.transaction() as tx:
        keep_between(tx, me, committee.link, [THOMAS], body)
    assert [each.why for each in told_me(channel.desk, channel.seat(THOMAS))] == [WISH]
