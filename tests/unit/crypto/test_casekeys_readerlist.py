"""Who reads a case stands inside it, signed, because sealing proves nothing about who sealed."""

from dataclasses import replace

import pytest

from crypto.encoding import encode
from crypto.errors import CannotOpenError, MalformedError, RefusedError
from crypto.keyring.boxes import lock, unlock
from crypto.keyring.casekeys import CaseKey, Part, case_id, new_case_key
from crypto.keyring.grants import (
    Generation,
    Grant,
    Whole,
)
from crypto.keyring.readerlist import ReaderList, open_reader_list, seal_reader_list
from crypto.names import CaseId, EnvelopeId, ManifestHash, PersonId
from crypto.signing import sign
from crypto.suite import Label, derive
from tests.unit.crypto.committees import (
    genesis_of,
    holders,
    link_of,
    seed_bytes,
)

PEOPLE = holders(3, 2, guests=2)
LINK = link_of(genesis_of(PEOPLE.values()))
CASE = case_id(EnvelopeId(bytes(16)))
KEY = new_case_key(CASE, seed_bytes("case", 32))
HERE = Generation(CASE, 1, LINK.hash)
WHOLE = Whole()
GUEST_PARTS = frozenset({Part.NOTES, Part.EVIDENCE})
READERS: dict[PersonId, Grant] = {
    PersonId("m1"): WHOLE,
    PersonId("e1"): WHOLE,
    PersonId("r"): WHOLE,
    PersonId("g1"): GUEST_PARTS,
}

LISTED = ReaderList(PersonId("m1"), READERS)
SIGNER = PEOPLE["m1"].seeds.signing
SEALED_LIST = seal_reader_list(LISTED, KEY, LINK, SIGNER)


def test_the_reader_list_lies_inside_the_case() -> None:
    assert open_reader_list(SEALED_LIST, KEY, LINK) == LISTED
    for key in (KEY.next(), CaseKey(CASE, 2, KEY.raw), CaseKey(CaseId(bytes(32)), 1, KEY.raw)):
        with pytest.raises(CannotOpenError):
            open_reader_list(SEALED_LIST, key, LINK)


def test_whoever_may_write_to_the_store_cannot_plant_a_key() -> None:
    planted_key = CaseKey(CASE, 1, bytes(32))
    forged = ReaderList(PersonId("m2"), READERS)
    with pytest.raises(CannotOpenError):
        open_reader_list(seal_reader_list(forged, planted_key, LINK, SIGNER), planted_key, LINK)
    # A true list, taken from the true key and put under the planted one.
    label = Label("reader-list-key")
    place = CASE + (1).to_bytes(4)
    context = label.over(place)
    body = unlock(SEALED_LIST, derive(KEY.raw, context), context)
    moved = lock(body, derive(planted_key.raw, context), context)
    with pytest.raises(MalformedError):
        open_reader_list(moved, planted_key, LINK)


def test_a_list_counts_under_its_own_manifest() -> None:
    other = replace(LINK, hash=ManifestHash(bytes(32)))
    with pytest.raises(MalformedError):
        open_reader_list(SEALED_LIST, KEY, other)


@pytest.mark.parametrize("who", ["m2", "m3", "e2", "g1"])
def test_a_new_generation_is_made_by_a_whole_reader_of_the_one_before(who: str) -> None:
    second = KEY.next()
    if who != "g1":
        listed = ReaderList(PersonId(who), READERS)
        sealed = seal_reader_list(listed, second, LINK, PEOPLE[who].seeds.signing)
        assert open_reader_list(sealed, second, LINK) == listed
        with pytest.raises(RefusedError):
            open_reader_list(sealed, second, LINK, before=LISTED)
    for maker in ("m1", "e1", "r"):
        listed = ReaderList(PersonId(maker), READERS)
        sealed = seal_reader_list(listed, second, LINK, PEOPLE[maker].seeds.signing)
        assert open_reader_list(sealed, second, LINK, before=LISTED) == listed


@pytest.mark.parametrize("maker", ["g1", "m9"])
def test_neither_a_guest_nor_a_stranger_makes_a_list(maker: str) -> None:
    listed = ReaderList(PersonId(maker), READERS)
    with pytest.raises(RefusedError):
        seal_reader_list(listed, KEY, LINK, SIGNER)
    with pytest.raises(RefusedError):
        open_reader_list(hostile_list({"maker": maker}), KEY, LINK)


def hostile_list(fields: dict[str, object]) -> bytes:
    place = CASE + (1).to_bytes(4)
    body = {
        "place": place,
        "key": derive(KEY.raw, Label("case-key-commitment").over(place)),
        "manifest": LINK.hash,
        "maker": "m1",
        "readers": {"m1": 0, "g1": 6},
    } | fields
    kept = {name: value for name, value in body.items() if value is not None}
    return locked_list(encode(kept))  # type: ignore[arg-type]  # hostile on purpose


def locked_list(raw: bytes) -> bytes:
    context = Label("reader-list-key").over(CASE + (1).to_bytes(4))
    signed = sign(Label("reader-list"), raw, SIGNER) + raw
    return lock(signed, derive(KEY.raw, context), context)


def test_a_list_made_by_hand_is_read_like_ours() -> None:
    found = open_reader_list(hostile_list({}), KEY, LINK)
    assert found == ReaderList(PersonId("m1"), {PersonId("m1"): WHOLE, PersonId("g1"): GUEST_PARTS})


@pytest.mark.parametrize(
    "fields",
    [
        {"place": CASE + (2).to_bytes(4)},
        {"place": None},
        {"key": bytes(32)},
        {"manifest": bytes(32)},
        {"maker": 1},
        {"maker": None},
        {"readers": None},
        {"readers": ["m1"]},
        {"readers": {"m1": True}},
        {"readers": {"m1": "0"}},
        {"readers": {"m1": 16}},
        {"readers": {"m1": -1}},
        {"extra": 1},
    ],
)
def test_a_list_has_one_form(fields: dict[str, object]) -> None:
    with pytest.raises(MalformedError):
        open_reader_list(hostile_list(fields), KEY, LINK)


@pytest.mark.parametrize("raw", [b"", encode(["m1"]), encode("m1"), b"\xff"])
def test_a_signed_something_is_no_list(raw: bytes) -> None:
    with pytest.raises(MalformedError):
        open_reader_list(locked_list(raw), KEY, LINK)
