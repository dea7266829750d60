"""What a session holds goes when it is locked, and nothing that was under way brings it back."""

from dataclasses import dataclass

from casework.rights import SessionId, SignedIn
from casework.shelf import Shelf, Tried
from crypto.names import CaseId, ManifestHash, PersonId
from tests.unit.crypto.committees import seeds_of

CASE = CaseId(b"c" * 32)
TRIED = {CASE: Tried(1, 1, ManifestHash(b"m" * 32), None)}


@dataclass
class Drawing:
    is_forgotten: bool = False

    def forget(self) -> None:
        self.is_forgotten = True


def somebody(person: str, session: bytes = b"s") -> SignedIn:
    return SignedIn(
        PersonId(person), person, frozenset(), SessionId(session * 32), seeds_of(person)
    )


MARIA = somebody("maria")


def test_what_is_kept_is_there_until_it_is_cleared() -> None:
    shelf, drawing = Shelf(), Drawing()
    shelf.add(MARIA, TRIED, shelf.cleared())
    assert shelf.keep(MARIA, drawing, shelf.cleared()) is drawing
    assert shelf.known(MARIA.session, [CASE]) == TRIED
    assert shelf.kept(MARIA.session, Drawing) is drawing
    shelf.clear(MARIA.session)
    assert shelf.known(MARIA.session, [CASE]) == {}
    assert shelf.kept(MARIA.session, Drawing) is None
    assert drawing.is_forgotten


def test_a_request_that_was_under_way_brings_nothing_back() -> None:
    shelf = Shelf()
    shelf.add(MARIA, {}, shelf.cleared())
    before = shelf.cleared()
    shelf.clear(MARIA.session)
    shelf.add(MARIA, TRIED, before)
    shelf.keep(MARIA, Drawing(), before)
    assert shelf.known(MARIA.session, [CASE]) == {}
    assert shelf.kept(MARIA.session, Drawing) is None


def test_somebody_who_steps_back_is_forgotten_in_every_session_and_others_in_none() -> None:
    shelf = Shelf()
    here, there, thomas = MARIA, somebody("maria", b"t"), somebody("thomas", b"o")
    for each in (here, there, thomas):
        shelf.add(each, TRIED, shelf.cleared())
    shelf.clear_of(MARIA.person)
    left = [bool(shelf.known(each.session, [CASE])) for each in (here, there, thomas)]
    assert left == [False, False, True]


def test_whoever_went_away_is_forgotten_with_all_that_was_made_for_them() -> None:
    shelf, gone, stays = Shelf(), Drawing(), Drawing()
    thomas = somebody("thomas", b"o")
    shelf.keep(MARIA, gone, shelf.cleared())
    shelf.keep(thomas, stays, shelf.cleared())
    shelf.clear_all_but([thomas.session])
    assert (gone.is_forgotten, stays.is_forgotten) == (True, False)


def test_of_two_that_are_made_at_once_one_counts() -> None:
    shelf, one, other = Shelf(), Drawing(), Drawing()
    assert shelf.keep(MARIA, one, shelf.cleared()) is one
    assert shelf.keep(MARIA, other, shelf.cleared()) is one
