"""Row and cookie open together; either alone is noise."""

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from crypto.errors import CannotOpenError, CryptoError, MalformedError
from crypto.keyring.seeds import keep_own, open_own
from crypto.keyring.session import SessionBox, SessionKey, box_seeds, unbox_seeds
from crypto.names import PersonId
from crypto.suite import Label
from tests.unit.crypto.committees import seeds_of, vectors

SEEDS = seeds_of("m1")
ID = b"session one"
M1 = PersonId("m1")
BOX, KEY = box_seeds(SEEDS, ID, M1)


def test_row_and_cookie_together_give_the_seeds_back() -> None:
    assert unbox_seeds(BOX, KEY, ID, M1) == SEEDS
    assert len(BOX) == 124
    assert len(KEY.raw) == 32


def test_every_session_has_a_key_of_its_own() -> None:
    box, key = box_seeds(SEEDS, ID, M1)
    assert unbox_seeds(box, key, ID, M1) == SEEDS
    assert key.raw != KEY.raw
    assert box[:12] != BOX[:12]
    with pytest.raises(CannotOpenError):
        unbox_seeds(box, KEY, ID, M1)


@pytest.mark.parametrize(
    ("session_id", "person"),
    [(b"session two", "m1"), (b"", "m1"), (ID, "m2"), (ID + b"m", "1")],
)
def test_a_box_belongs_to_one_session_and_one_person(session_id: bytes, person: str) -> None:
    with pytest.raises(CannotOpenError):
        unbox_seeds(BOX, KEY, session_id, PersonId(person))


@pytest.mark.parametrize("at", range(124))
def test_no_byte_of_a_box_can_be_changed(at: int) -> None:
    changed = bytearray(BOX)
    changed[at] ^= 1
    with pytest.raises(CannotOpenError):
        unbox_seeds(SessionBox(bytes(changed)), KEY, ID, M1)


@given(raw=st.binary(max_size=140))
def test_no_bytes_open(raw: bytes) -> None:
    with pytest.raises(CannotOpenError):
        unbox_seeds(SessionBox(raw), KEY, ID, M1)


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_session_key_has_32_bytes(size: int) -> None:
    with pytest.raises(MalformedError):
        SessionKey(bytes(size))


def test_a_session_key_does_not_show_itself() -> None:
    assert repr(KEY) == "SessionKey()"


@pytest.mark.parametrize("vector", vectors("session"), ids=lambda vector: vector["name"])
def test_frozen_boxes_keep_their_meaning(vector: dict[str, str]) -> None:
    box = SessionBox(bytes.fromhex(vector["box"]))
    key = SessionKey(bytes.fromhex(vector["key"]))
    place = (bytes.fromhex(vector["session"]), PersonId(vector["person"]))
    if vector["expect"] == "opens":
        assert bytes(unbox_seeds(box, key, *place)).hex() == vector["seeds"]
        context = Label("session-box").over(place[0], place[1].encode())
        sealed = AESGCM(key.raw).encrypt(box[:12], bytes.fromhex(vector["seeds"]), context)
        assert box == box[:12] + sealed
        return
    with pytest.raises(CryptoError):
        unbox_seeds(box, key, *place)


def test_a_note_to_oneself_opens_with_ones_own_keys_and_as_what_it_is() -> None:
    kept = keep_own(b"until 2026-11-20", SEEDS, "tried up to")
    assert open_own(kept, SEEDS, "tried up to") == b"until 2026-11-20"
    for seeds, what in ((seeds_of("m2"), "tried up to"), (SEEDS, "something else")):
        with pytest.raises(CannotOpenError):
            open_own(kept, seeds, what)
