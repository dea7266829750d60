"""Who reads a case stands inside it, signed, because sealing proves nothing about who sealed."""

from dataclasses import replace

import pytest

from crypto.encoding import encode
from crypto.errors import CannotOpenError, MalformedError, RefusedError
from crypto.keyring.boxes import lock, unlock
from crypto.keyring.casekeys import CaseKey, Part, case_id
from crypto.keyring.grants import (
    Generation,
    Grant,
    Whole,
)
from crypto.keyring.readerlist import (
    READER_LIST_SIZE,
    ReaderList,
    open_reader_list,
    seal_reader_list,
)
from crypto.manifest.chain import Link
from crypto.manifest.people import Role
from crypto.names import CaseId, EnvelopeId, ManifestHash, PersonId
from crypto.readers import Readers
from crypto.signing import SigningSeed, sign
from crypto.suite import Label, derive
from tests.unit.crypto.committees import (
    genesis_of,
    holder,
    holders,
    link_of,
    seed_bytes,
    seeds_of,
)

PEOPLE = holders(3, 2, guests=2)
LINK = link_of(genesis_of(PEOPLE.values()))
CASE = case_id(EnvelopeId(bytes(16)))
KEY = CaseKey(CASE, 1, seed_bytes("case", 32))
HERE = Generation(CASE, 1, LINK.hash)
WHOLE = Whole()
GUEST_PARTS = frozenset({Part.NOTES, Part.EVIDENCE})
ADMITTED = Readers(tuple(map(PersonId, ("m1", "m2", "e1", "e2"))), (PersonId("m3"),))
READERS: dict[PersonId, Grant] = {
    PersonId("m1"): WHOLE,
    PersonId("e1"): WHOLE,
    PersonId("r"): WHOLE,
    PersonId("g1"): GUEST_PARTS,
}

LISTED = ReaderList(PersonId("m1"), READERS)
SIGNER = PEOPLE["m1"].seeds.signing
SEALED_LIST = seal_reader_list(LISTED, KEY, LINK, ADMITTED, SIGNER)


def test_the_reader_list_lies_inside_the_case() -> None:
    assert open_reader_list(SEALED_LIST, KEY, LINK, ADMITTED) == LISTED
    for key in (KEY.next(), CaseKey(CASE, 2, KEY.raw), CaseKey(CaseId(bytes(32)), 1, KEY.raw)):
        with pytest.raises(CannotOpenError):
            open_reader_list(SEALED_LIST, key, LINK, ADMITTED)


def test_whoever_may_write_to_the_store_cannot_plant_a_key() -> None:
    planted_key = CaseKey(CASE, 1, bytes(32))
    forged = ReaderList(PersonId("m2"), READERS | {PersonId("m2"): WHOLE})
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


def members(*who: str) -> dict[PersonId, Grant]:
    return {PersonId(each): WHOLE for each in who}


def seal_and_open(
    listed: ReaderList, key: CaseKey, before: ReaderList | Readers, link: Link = LINK
) -> ReaderList:
    signer = seeds_of(listed.maker).signing
    sealed = seal_reader_list(listed, key, link, before, signer)
    assert len(sealed) == READER_LIST_SIZE == 5_449
    return open_reader_list(sealed, key, link, before)


def refused(listed: ReaderList, key: CaseKey, before: ReaderList | Readers) -> None:
    """Neither written by us, nor believed when somebody else wrote it."""
    signer = seeds_of(listed.maker).signing
    with pytest.raises(RefusedError):
        seal_reader_list(listed, key, LINK, before, signer)
    with pytest.raises(RefusedError):
        open_reader_list(hostile_list(fields_of(listed), key, signer), key, LINK, before)


def fields_of(listed: ReaderList) -> dict[str, object]:
    bits = {
        who: 0 if isinstance(grant, Whole) else sum(1 << (part.value - 1) for part in grant)
        for who, grant in listed.readers.items()
    }
    return {"maker": listed.maker, "readers": bits}


@pytest.mark.parametrize("maker", ["m1", "m2", "e1", "e2", "r"])
def test_the_first_list_is_made_by_somebody_admitted_or_by_recovery(maker: str) -> None:
    listed = ReaderList(PersonId(maker), READERS | members(maker))
    assert seal_and_open(listed, KEY, ADMITTED) == listed


def test_whom_the_reporter_left_out_makes_no_case() -> None:
    for readers in (members("m3"), members("m1", "m3"), members("m1", "m3", "r")):
        refused(ReaderList(PersonId("m3"), readers), KEY, ADMITTED)


def test_neither_does_a_member_whom_the_reporter_did_not_choose() -> None:
    chosen = Readers(tuple(map(PersonId, ("m1", "e1", "e2"))))
    refused(ReaderList(PersonId("m2"), READERS | members("m2")), KEY, chosen)


@pytest.mark.parametrize("maker", ["m1", "r"])
def test_whom_the_reporter_left_out_is_given_no_case(maker: str) -> None:
    refused(ReaderList(PersonId(maker), members(maker, "m3")), KEY, ADMITTED)
    guest = Readers(ADMITTED.admitted, (PersonId("g1"),))
    refused(ReaderList(PersonId(maker), READERS), KEY, guest)


@pytest.mark.parametrize("who", ["m2", "m3", "e2"])
def test_a_new_generation_is_made_by_a_whole_reader_of_the_one_before(who: str) -> None:
    second = KEY.next()
    refused(ReaderList(PersonId(who), READERS | members(who)), second, LISTED)
    part_reader = ReaderList(PersonId("m1"), READERS | {PersonId(who): GUEST_PARTS})
    refused(ReaderList(PersonId(who), READERS | members(who)), second, part_reader)
    for maker in ("m1", "e1", "r"):
        listed = ReaderList(PersonId(maker), READERS | members(who))
        assert seal_and_open(listed, second, LISTED) == listed


def test_a_later_generation_does_not_begin_anew_from_the_envelope() -> None:
    """Else who left with the first generation could make the third."""
    for key in (KEY.next(), KEY.next().next()):
        refused(LISTED, key, ADMITTED)


def test_a_first_list_made_anew_follows_the_list_before_it() -> None:
    newcomer = replace(LISTED, maker=PersonId("m2"), readers=READERS | members("m2"))
    refused(newcomer, KEY, LISTED)
    assert seal_and_open(LISTED, KEY, LISTED) == LISTED


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
    refused(ReaderList(PersonId("m1"), readers), KEY, before)


def test_a_guest_without_a_part_is_not_written_down_as_a_whole_reader() -> None:
    listed = ReaderList(PersonId("m1"), READERS | {PersonId("g1"): frozenset()})
    with pytest.raises(RefusedError):
        seal_reader_list(listed, KEY, LINK, ADMITTED, SIGNER)


@pytest.mark.parametrize("maker", ["g1", "m9"])
def test_neither_a_guest_nor_a_stranger_makes_a_list(maker: str) -> None:
    before = ReaderList(PersonId("m1"), READERS | members(maker))
    for readers in (READERS, READERS | members(maker)):
        for told in (ADMITTED, before):
            refused(ReaderList(PersonId(maker), readers), KEY, told)


def test_the_size_of_a_list_does_not_show_how_many_read() -> None:
    people = holders(5, 4)
    guests = [holder(f"g{at:02}".ljust(32, "x"), Role.GUEST) for at in range(30)]
    everyone = [*people.values(), *guests]
    assert len(everyone) == 40
    link = link_of(genesis_of(everyone))
    grants = {
        each.id: frozenset(Part) if each.person.role is Role.GUEST else WHOLE for each in everyone
    }
    others = [who for who in grants if who != "m1"]
    for count in (1, 2, 3, 12, 23, 24, 39, 40):
        chosen = [PersonId("m1"), *others[: count - 1]]
        listed = ReaderList(PersonId("m1"), {who: grants[who] for who in chosen})
        assert seal_and_open(listed, KEY, Readers((PersonId("m1"),)), link) == listed


def hostile_list(
    fields: dict[str, object], key: CaseKey = KEY, signer: SigningSeed = SIGNER
) -> bytes:
    place = CASE + key.generation.to_bytes(4)
    body = {
        "place": place,
        "key": derive(key.raw, Label("case-key-commitment").over(place)),
        "manifest": LINK.hash,
        "maker": "m1",
        "readers": {"m1": 0, "g1": 6},
    } | fields
    kept = {name: value for name, value in body.items() if value is not None}
    return locked_list(padded(encode(kept)), key, signer)  # type: ignore[arg-type]  # hostile on purpose


def padded(body: bytes, size: int = 2_048) -> bytes:
    return (len(body).to_bytes(4) + body).ljust(size, b"\0")


def locked_list(raw: bytes, key: CaseKey = KEY, signer: SigningSeed = SIGNER) -> bytes:
    context = Label("reader-list-key").over(CASE + key.generation.to_bytes(4))
    signed = sign(Label("reader-list"), raw, signer) + raw
    return lock(signed, derive(key.raw, context), context)


def test_a_list_made_by_hand_is_read_like_ours() -> None:
    found = open_reader_list(hostile_list({}), KEY, LINK, ADMITTED)
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
