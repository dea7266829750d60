"""Who reads a case stands inside it, signed, because sealing proves nothing about who sealed."""

from dataclasses import replace

import pytest

from crypto.encoding import encode
from crypto.errors import CannotOpenError, MalformedError, RefusedError
from crypto.keyring.boxes import lock, unlock
from crypto.keyring.casekeys import CaseKey, Part
from crypto.keyring.grants import (
    Grant,
)
from crypto.keyring.readerlist import (
    ReaderList,
    open_reader_list,
    seal_reader_list,
)
from crypto.manifest.people import Role
from crypto.names import CaseId, ManifestHash, PersonId
from crypto.readers import Readers
from crypto.suite import Label, derive
from tests.unit.crypto.committees import (
    genesis_of,
    holder,
    holders,
    link_of,
)
from tests.unit.crypto.readerlists import (
    ADMITTED,
    CASE,
    GUEST_PARTS,
    KEY,
    LINK,
    LISTED,
    READERS,
    SIGNER,
    WHOLE,
    by,
    hostile_list,
    locked_list,
    members,
    padded,
    refused,
    seal_and_open,
)

SEALED_LIST = seal_reader_list(LISTED, KEY, LINK, ADMITTED, SIGNER)


def test_the_reader_list_lies_inside_the_case() -> None:
    assert open_reader_list(SEALED_LIST, KEY, LINK, ADMITTED) == LISTED
    for key in (KEY.next(), CaseKey(CASE, 2, KEY.raw), CaseKey(CaseId(bytes(32)), 1, KEY.raw)):
        with pytest.raises(CannotOpenError):
            open_reader_list(SEALED_LIST, key, LINK, ADMITTED)


def test_whoever_may_write_to_the_store_cannot_plant_a_key() -> None:
    planted_key = CaseKey(CASE, 1, bytes(32))
    forged = by("m2", READERS | {PersonId("m2"): WHOLE})
    # An administrator can have a wrap for everybody, but nobody's signature.
    sealed = seal_reader_list(forged, planted_key, LINK, ADMITTED, SIGNER)
    with pytest.raises(CannotOpenError):
        open_reader_list(sealed, planted_key, LINK, ADMITTED)
    # A true list, taken from the true key and put under the planted one.
    label = Label("reader-list-key")
    place = CASE + (1).to_bytes(4)
    context = label.over(place)
    body = unlock(SEALED_LIST, derive(KEY.raw, context), context)
    moved = lock(body, derive(planted_key.raw, context), context)
    with pytest.raises(MalformedError):
        open_reader_list(moved, planted_key, LINK, ADMITTED)


def test_a_list_counts_under_its_own_manifest() -> None:
    other = replace(LINK, hash=ManifestHash(bytes(32)))
    with pytest.raises(MalformedError):
        open_reader_list(SEALED_LIST, KEY, other, ADMITTED)


@pytest.mark.parametrize("maker", ["m1", "m2", "e1", "e2", "r"])
def test_the_first_list_is_made_by_somebody_admitted_or_by_recovery(maker: str) -> None:
    listed = by(maker, READERS | members(maker))
    assert seal_and_open(listed, KEY, ADMITTED) == listed


def test_whom_the_reporter_left_out_makes_no_case() -> None:
    for readers in (members("m3"), members("m1", "m3"), members("m1", "m3", "r")):
        refused(by("m3", readers), KEY, ADMITTED)


def test_neither_does_a_member_whom_the_reporter_did_not_choose() -> None:
    chosen = Readers(tuple(map(PersonId, ("m1", "e1", "e2"))))
    refused(by("m2", READERS | members("m2")), KEY, chosen)


@pytest.mark.parametrize("maker", ["m1", "r"])
def test_whom_the_reporter_left_out_is_given_no_case(maker: str) -> None:
    refused(by(maker, members(maker, "m3")), KEY, ADMITTED)
    guest = Readers(ADMITTED.admitted, (PersonId("g1"),))
    refused(by(maker, READERS), KEY, guest)


@pytest.mark.parametrize("before", [ADMITTED, LISTED])
@pytest.mark.parametrize(
    "readers",
    [
        {},
        members("e1", "r"),
        members("m1", "m9"),
        members("m1", "g1"),
        {PersonId("m1"): GUEST_PARTS, PersonId("e1"): WHOLE},
        members("m1") | {PersonId("e1"): GUEST_PARTS},
        members("m1") | {PersonId("r"): GUEST_PARTS},
    ],
)
def test_a_list_grants_what_may_be_granted_and_its_maker_reads(
    readers: dict[PersonId, Grant], before: ReaderList | Readers
) -> None:
    refused(by("m1", readers), KEY, before)


def test_a_guest_without_a_part_is_not_written_down_as_a_whole_reader() -> None:
    listed = by("m1", READERS | {PersonId("g1"): frozenset()})
    with pytest.raises(RefusedError):
        seal_reader_list(listed, KEY, LINK, ADMITTED, SIGNER)


@pytest.mark.parametrize("maker", ["g1", "m9"])
def test_neither_a_guest_nor_a_stranger_makes_a_list(maker: str) -> None:
    before = by("m1", READERS | members(maker))
    for readers in (READERS, READERS | members(maker)):
        for told in (ADMITTED, before):
            refused(by(maker, readers), KEY, told)


MOST_PARTS = frozenset(Part) - {Part.COMPANY}  # which lies within another


def test_the_size_of_a_list_does_not_show_how_many_read() -> None:
    people = holders(5, 4)
    guests = [holder(f"g{at:02}".ljust(32, "x"), Role.GUEST) for at in range(30)]
    everyone = [*people.values(), *guests]
    assert len(everyone) == 40
    link = link_of(genesis_of(everyone))
    grants = {each.id: MOST_PARTS if each.person.role is Role.GUEST else WHOLE for each in everyone}
    others = [who for who in grants if who != "m1"]
    for count in (1, 2, 3, 12, 23, 24, 39, 40):
        chosen = [PersonId("m1"), *others[: count - 1]]
        everyone_else = others[count - 1 :]
        listed = by("m1", {who: grants[who] for who in chosen}, frozenset(everyone_else))
        assert seal_and_open(listed, KEY, Readers((PersonId("m1"),)), link) == listed


def test_a_list_made_by_hand_is_read_like_ours() -> None:
    found = open_reader_list(hostile_list({}), KEY, LINK, ADMITTED)
    readers: dict[PersonId, Grant] = {PersonId("m1"): WHOLE, PersonId("g1"): GUEST_PARTS}
    assert found == by("m1", readers)


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
        {"readers": {"m1": 32}},
        {"readers": {"m1": 0, "g1": 24}},
        {"readers": {"m1": -1}},
        {"extra": 1},
        {"left_out": None},
        {"left_out": "m3"},
        {"left_out": {"m3": 0}},
        {"left_out": [3]},
        {"left_out": [""]},
        {"left_out": ["m3", "m" * 33]},
        {"left_out": ["m3", "m3"]},
        {"left_out": ["m4", "m3"]},
        {"maker": ""},
    ],
)
def test_a_list_has_one_form(fields: dict[str, object]) -> None:
    with pytest.raises(MalformedError):
        open_reader_list(hostile_list(fields), KEY, LINK, ADMITTED)


@pytest.mark.parametrize("raw", [b"", encode(["m1"]), encode("m1"), b"\xff"])
def test_a_signed_something_is_no_list(raw: bytes) -> None:
    for hostile in (raw, padded(raw)):
        with pytest.raises(MalformedError):
            open_reader_list(locked_list(hostile), KEY, LINK, ADMITTED)


@pytest.mark.parametrize("size", [2_047, 2_049])
def test_a_list_of_another_size_is_none(size: int) -> None:
    context = Label("reader-list-key").over(CASE + (1).to_bytes(4))
    framed = unlock(SEALED_LIST, derive(KEY.raw, context), context)[3_373:]
    body = framed[4 : 4 + int.from_bytes(framed[:4])]
    assert padded(body) == framed
    with pytest.raises(MalformedError):
        open_reader_list(locked_list(padded(body, size)), KEY, LINK, ADMITTED)
    with pytest.raises(MalformedError):
        open_reader_list(locked_list(framed[:-1] + b"\1"), KEY, LINK, ADMITTED)
