"""One wrap for everybody, real or not, so that nobody can see who was left out."""

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.errors import CryptoError, MalformedError, RefusedError
from crypto.keyring.casekeys import CaseKey, GuestKeys, Part, case_id
from crypto.keyring.grants import (
    CASE_WRAP_SIZE,
    Generation,
    Grant,
    Whole,
    try_each,
    try_wraps,
    without_mine,
    wrap_case_key,
)
from crypto.keyring.readerlist import ReaderList, open_reader_list
from crypto.keyring.wraps import Bond, first_that_opens, throwaways, wrap_for_all
from crypto.manifest.chain import Link
from crypto.manifest.people import Role
from crypto.names import CaseId, EnvelopeId, ManifestHash, PersonId
from crypto.suite import Label, hpke_seal
from tests.unit.crypto.committees import (
    genesis_of,
    hash_of,
    holders,
    link_of,
    seed_bytes,
    seeds_of,
    vectors,
)

PEOPLE = holders(3, 2, guests=2)
LINK = link_of(genesis_of(PEOPLE.values()))
CASE = case_id(EnvelopeId(bytes(16)))
KEY = CaseKey(CASE, 1, seed_bytes("case", 32))
HERE = Generation(CASE, 1, LINK.hash)
WHOLE = Whole()
GUEST_PARTS = frozenset({Part.NOTES, Part.EVIDENCE})
READERS: dict[PersonId, Grant] = {
    PersonId("m1"): WHOLE,
    PersonId("e1"): WHOLE,
    PersonId("r"): WHOLE,
    PersonId("g1"): GUEST_PARTS,
}
WRAPS = wrap_case_key(KEY, READERS, LINK)


def granted(
    who: str, wraps: tuple[bytes, ...] = WRAPS, where: Generation = HERE
) -> CaseKey | GuestKeys | None:
    return try_wraps(wraps, PEOPLE[who].seeds.vault, PersonId(who), where)


def test_one_key_is_tried_on_many_cases_each_by_its_own_place() -> None:
    other = CaseKey(case_id(EnvelopeId(bytes(range(16)))), 1, seed_bytes("another case", 32))
    there = Generation(other.case, 1, LINK.hash)
    closed = wrap_case_key(other, {PersonId("m2"): WHOLE}, LINK)
    sets = [(WRAPS, HERE), (closed, there), (WRAPS, there), (WRAPS, HERE)]
    found = try_each(iter(sets), PEOPLE["m1"].seeds.vault, PersonId("m1"))
    assert list(found) == [KEY, None, None, KEY]
    assert list(try_each([], PEOPLE["m1"].seeds.vault, PersonId("m1"))) == []


PARTS_TOGETHER = st.frozensets(st.sampled_from(Part), min_size=1).filter(
    lambda parts: not parts >= {Part.PRIVILEGED, Part.COMPANY}
)


@st.composite
def grants(draw: st.DrawFn) -> dict[PersonId, Grant]:
    who = draw(st.sets(st.sampled_from(sorted(PEOPLE)), min_size=1))
    return {
        PersonId(each): draw(PARTS_TOGETHER) if PEOPLE[each].person.role is Role.GUEST else WHOLE
        for each in who
    }


@given(readers=grants())
@settings(max_examples=25, deadline=None)
def test_readers_get_what_they_were_granted_and_nobody_else_gets_anything(
    readers: Mapping[PersonId, Grant],
) -> None:
    wraps = wrap_case_key(KEY, readers, LINK)
    assert len(wraps) == len(PEOPLE) == len(set(wraps))
    assert {len(wrap) for wrap in wraps} == {CASE_WRAP_SIZE} == {1_272}
    for who in PEOPLE:
        expected = expectation(readers.get(PersonId(who)))
        assert granted(who, wraps) == expected


def expectation(grant: Grant | None) -> CaseKey | GuestKeys | None:
    if grant is None or isinstance(grant, Whole):
        return None if grant is None else KEY
    return GuestKeys(CASE, 1, tuple(KEY.part(part) for part in Part if part in grant))


@given(readers=grants(), who=st.sampled_from(sorted(PEOPLE)))
@settings(max_examples=15, deadline=None)
def test_whoever_takes_their_own_wrap_away_opens_nothing_and_all_others_what_they_did(
    readers: Mapping[PersonId, Grant], who: str
) -> None:
    wraps = wrap_case_key(KEY, readers, LINK)
    after = without_mine(wraps, PEOPLE[who].seeds.vault, PersonId(who), HERE)
    assert {len(each) for each in after} == {CASE_WRAP_SIZE}
    changed = sum(one != other for one, other in zip(wraps, after, strict=True))
    assert changed == (1 if PersonId(who) in readers else 0)
    assert granted(who, after) is None
    for each in PEOPLE.keys() - {who}:
        assert granted(each, after) == granted(each, wraps)


def test_a_guest_has_no_key_for_what_was_not_granted() -> None:
    found = granted("g1")
    assert isinstance(found, GuestKeys)
    assert found.part(Part.NOTES) == KEY.part(Part.NOTES)
    for part in (Part.REPORT, Part.PRIVILEGED):
        with pytest.raises(RefusedError):
            found.part(part)


def test_a_wrap_opens_for_its_holder_alone() -> None:
    """Not even somebody else's id with the right key opens: wraps are tried under one's own."""
    mine = PEOPLE["m1"].seeds.vault
    assert try_wraps(WRAPS, mine, PersonId("m1"), HERE) == KEY
    assert try_wraps(WRAPS, mine, PersonId("m2"), HERE) is None
    assert sum(granted("m1", (wrap,)) is not None for wrap in WRAPS) == 1


@pytest.mark.parametrize(
    "elsewhere",
    [
        replace(HERE, case=CaseId(bytes(32))),
        replace(HERE, number=2),
        replace(HERE, manifest=ManifestHash(bytes(32))),
    ],
)
def test_a_wrap_cannot_be_moved_to_another_case_generation_or_manifest(
    elsewhere: Generation,
) -> None:
    assert all(granted(who, where=elsewhere) is None for who in PEOPLE)


def test_wraps_are_shuffled() -> None:
    positions = set()
    for _ in range(40):
        wraps = wrap_case_key(KEY, {PersonId("m1"): WHOLE}, LINK)
        positions.add(next(at for at, wrap in enumerate(wraps) if granted("m1", (wrap,))))
    assert len(positions) > 2


def test_a_set_made_anew_shows_who_left_to_nobody() -> None:
    without = {who: grant for who, grant in READERS.items() if who != "e1"}
    again = wrap_case_key(KEY, without, LINK)
    assert len(again) == len(WRAPS)
    assert granted("e1", again) is None
    assert granted("m1", again) == KEY
    assert not set(again) & set(WRAPS)


def test_erasure_leaves_as_many_wraps_which_nobody_opens() -> None:
    erased = throwaways(len(WRAPS), CASE_WRAP_SIZE)
    assert [len(wrap) for wrap in erased] == [len(wrap) for wrap in WRAPS]
    assert all(granted(who, erased) is None for who in PEOPLE)


def test_a_damaged_wrap_is_not_the_holders() -> None:
    for wrap in WRAPS:
        for at in (0, 1_119, 1_120, 1_271):
            damaged = bytearray(wrap)
            damaged[at] ^= 1
            assert granted("m1", (bytes(damaged),)) is None
    assert granted("m1", (b"", b"junk", bytes(1_272))) is None
    assert granted("m1", ()) is None


@pytest.mark.parametrize(
    "readers",
    [
        {},
        {"m9": WHOLE},
        {"g1": WHOLE},
        {"m1": GUEST_PARTS},
        {"e1": GUEST_PARTS},
        {"r": GUEST_PARTS},
        {"g1": frozenset()},
        {"g1": frozenset({Part.PRIVILEGED, Part.COMPANY})},
    ],
)
def test_guests_get_parts_and_everybody_else_the_whole(readers: dict[str, Grant]) -> None:
    with pytest.raises(RefusedError):
        wrap_case_key(KEY, {PersonId(who): grant for who, grant in readers.items()}, LINK)


@pytest.mark.parametrize(("case", "number"), [(31, 1), (32, 0), (32, 2**32)])
def test_a_generation_has_a_case_and_a_number(case: int, number: int) -> None:
    with pytest.raises(MalformedError):
        Generation(CaseId(bytes(case)), number, LINK.hash)


def test_what_is_wrapped_has_one_size() -> None:
    bond = Bond(Label("test"), (b"x",), LINK.hash)
    plains = {PersonId("m1"): b"short", PersonId("m2"): b"longer"}
    with pytest.raises(MalformedError):
        wrap_for_all(plains, LINK.manifest.persons, bond)


def planted(plain: bytes) -> tuple[bytes, ...]:
    """What anybody who knows a public key can put into the key store."""
    info = HERE.bond.info(PersonId("m1"))
    return (hpke_seal(plain, PEOPLE["m1"].person.vault, info),)


HEAD = bytes(6)


@pytest.mark.parametrize(
    "plain",
    [
        b"",
        bytes(135),
        bytes(137),
        bytes(136),
        b"\3".ljust(136, b"\0"),
        b"\1\1" + HEAD + bytes(128),
        b"\1" + bytes(6) + b"\1" + bytes(128),
        b"\1\0" + HEAD + bytes(127) + b"\1",
        b"\1\0" + HEAD + bytes(32) + b"\1" + bytes(95),
        b"\2\0" + HEAD + bytes(128),
        b"\2\x20" + HEAD + bytes(128),
        b"\2\x18" + HEAD + bytes(96) + b"k" * 32,
        b"\2\x10" + HEAD + bytes(64) + b"k" * 64,
        b"\2\1" + b"\1" + bytes(5) + bytes(128),
        b"\2\1" + HEAD + bytes(32) + b"\1" + bytes(95),
        b"\2\x0e" + HEAD + b"\1" + bytes(127),
    ],
)
def test_a_grant_has_one_form(plain: bytes) -> None:
    with pytest.raises(MalformedError):
        granted("m1", planted(plain))


def test_a_grant_of_the_right_form_is_read() -> None:
    assert granted("m1", planted(b"\1\0" + HEAD + KEY.raw + bytes(96))) == KEY
    found = granted("m1", planted(b"\2\x08" + HEAD + bytes(96) + b"k" * 32))
    assert isinstance(found, GuestKeys)
    assert [(key.part, key.raw) for key in found.parts] == [(Part.PRIVILEGED, b"k" * 32)]
    found = granted("m1", planted(b"\2\x10" + HEAD + bytes(96) + b"k" * 32))
    assert isinstance(found, GuestKeys)
    assert [(key.part, key.raw) for key in found.parts] == [(Part.COMPANY, b"k" * 32)]


@pytest.mark.parametrize("vector", vectors("wraps"), ids=lambda vector: vector["name"])
def test_frozen_wraps_keep_their_meaning(vector: dict[str, str]) -> None:
    seeds = seeds_of(vector["seeds_of"])
    case, manifest = (bytes.fromhex(vector[name]) for name in ("case", "manifest"))
    holder, wrap = PersonId(vector["holder"]), bytes.fromhex(vector["wrap"])
    where = Generation(CaseId(case), int(vector["generation"]), ManifestHash(manifest))
    if vector["kind"] == "case":
        found = try_wraps([wrap], seeds.vault, holder, where)
        keys = b"" if found is None else b"".join(found.part(part).raw for part in held(found))
        assert ("" if found is None else sha256(keys).hexdigest()) == vector["keys_sha256"]
        return
    link = Link(LINK.manifest, hash_of(LINK.manifest), LINK.authority, ())
    key = CaseKey(CaseId(case), int(vector["generation"]), bytes.fromhex(vector["key"]))
    left_out = frozenset(map(PersonId, vector["left_out"]))
    before = ReaderList(PersonId("m1"), READERS, left_out)
    if vector["expect"] == "opens":
        assert open_reader_list(wrap, key, link, before) == ReaderList(holder, READERS, left_out)
        return
    with pytest.raises(CryptoError):
        open_reader_list(wrap, key, link, before)


def held(found: CaseKey | GuestKeys) -> list[Part]:
    if isinstance(found, GuestKeys):
        return [key.part for key in found.parts]
    return [part for part in Part if part is not Part.COMPANY]  # which comes from another


def test_a_wrap_is_found_wherever_it_stands() -> None:
    bond = Bond(Label("test"), (b"x",), LINK.hash)
    wraps = wrap_for_all({PersonId("m1"): b"secret"}, LINK.manifest.persons, bond)
    for order in (wraps, wraps[::-1]):
        found = first_that_opens(order, PEOPLE["m1"].seeds.vault.expanded(), PersonId("m1"), bond)
        assert found == b"secret"


def test_no_wrap_is_smaller_than_what_sealing_adds() -> None:
    assert [len(wrap) for wrap in throwaways(2, 1_136)] == [1_136, 1_136]
    assert throwaways(0, 1_136) == ()
    for size in (-1, 10, 1_135):
        with pytest.raises(MalformedError):
            throwaways(1, size)
