"""Of what was taken out, no byte changes without notice, and no line says more than was signed."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.errors import CannotOpenError, CryptoError, MalformedError, RefusedError
from crypto.export.packing import (
    LONGEST_LINE,
    Copy,
    KeyMark,
    Packed,
    PackingList,
    mark_of,
    packed,
    read_packing_list,
    sign_packing_list,
    verify_packing_list,
)
from crypto.mailbox.roles import Roles
from crypto.names import ManifestHash, PersonId
from tests.unit.crypto.committees import vectors
from tests.unit.crypto.mailboxes import HOLDERS, MANIFEST, MARIA, PENS, ROLES, THOMAS

PLAIN = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=40)
NAMES = st.lists(
    st.from_regex(r"[a-zA-Z0-9é][a-zA-Z0-9 .é-]{0,20}x(/[a-z]{1,8})?", fullmatch=True),
    max_size=5,
    unique_by=str.casefold,
)
FILES = (packed("case.pdf", [b"one", b""]), packed("files/01 ledger.xlsx", [b"t", b"wo"]))
UNSIGNED = PackingList(
    date(2026, 11, 21),
    "Dana Whitfield, Whitfield & Sons",
    "Annual audit",
    (Copy("Amber Harbor", 3),),
    FILES,
    MARIA,
    MANIFEST,
)
SIGNED = sign_packing_list(UNSIGNED, PENS[MARIA].seed)
MARK = mark_of(PENS[MARIA].seed.public)
MARKED = sign_packing_list(replace(UNSIGNED, signer=MARK), PENS[MARIA].seed)


@pytest.mark.parametrize("listed", [SIGNED, MARKED])
def test_a_list_comes_back_as_it_was_and_verifies(listed: PackingList) -> None:
    found = read_packing_list(listed.raw)
    assert found == listed
    verify_packing_list(found, ROLES)


def test_a_list_that_names_nobody_names_the_key_by_its_mark() -> None:
    lines = MARKED.raw.decode().split("\n")
    assert lines[0] == "charterline-export/v2"
    assert f"key {MARK.hex()}" in lines
    assert not any(person in MARKED.signed.decode() for person in HOLDERS)
    assert len({mark_of(pen.seed.public) for pen in PENS.values()}) == len(PENS)


def test_a_list_is_signed_by_whom_it_names_and_may_hold_an_empty_file() -> None:
    signed = sign_packing_list(replace(UNSIGNED, files=(packed("a", []),)), PENS[MARIA].seed)
    verify_packing_list(signed, ROLES)
    assert read_packing_list(signed.raw) == signed


@pytest.mark.parametrize("listed", [SIGNED, MARKED])
@pytest.mark.parametrize("lines", range(9))
def test_a_list_that_ends_early_is_no_list(lines: int, listed: PackingList) -> None:
    cut = "\n".join(listed.raw.decode().split("\n")[:lines])
    with pytest.raises(MalformedError):
        read_packing_list(cut.encode())


@pytest.mark.parametrize("half", [0xD800, 0xDBFF, 0xDFFF])
def test_half_a_letter_is_not_signed(half: int) -> None:
    with pytest.raises(RefusedError):
        sign_packing_list(replace(UNSIGNED, receiver=chr(half)), PENS[MARIA].seed)


def test_it_can_be_read_by_people() -> None:
    lines = SIGNED.raw.decode().split("\n")
    assert lines[:5] == [
        "charterline-export/v1",
        "made 2026-11-21",
        "for Dana Whitfield, Whitfield & Sons",
        "why Annual audit",
        "copy 3 Amber Harbor",
    ]
    assert lines[5] == f"file {sha256(b'one').hexdigest()} 3 case.pdf"


def test_a_file_is_counted_and_hashed_as_it_passes() -> None:
    assert packed("a", [b"on", b"", b"e"]) == Packed("a", 3, sha256(b"one").digest())
    assert packed("a", []) == Packed("a", 0, sha256(b"").digest())


@settings(deadline=None, max_examples=40)
@given(
    st.tuples(PLAIN, PLAIN, st.sampled_from([THOMAS, mark_of(PENS[THOMAS].seed.public)])),
    st.lists(st.tuples(PLAIN, st.integers(1, 10**6)), max_size=3),
    NAMES,
)
def test_whatever_can_be_signed_is_read_back(
    said: tuple[str, str, PersonId | KeyMark], copies: list[tuple[str, int]], names: list[str]
) -> None:
    receiver, purpose, signer = said
    listed = sign_packing_list(
        replace(
            UNSIGNED,
            signer=signer,
            receiver=receiver,
            purpose=purpose,
            copies=tuple(Copy(*each) for each in copies),
            files=tuple(packed(name, [name.encode()]) for name in names),
        ),
        PENS[THOMAS].seed,
    )
    assert read_packing_list(listed.raw) == listed
    verify_packing_list(listed, ROLES)


@settings(deadline=None, max_examples=60)
@given(raw=st.sampled_from([SIGNED.raw, MARKED.raw]), at=st.integers(0), bit=st.integers(0, 7))
def test_a_flipped_bit_is_refused(raw: bytes, at: int, bit: int) -> None:
    flipped = bytearray(raw)
    flipped[at % len(raw)] ^= 1 << bit
    with pytest.raises(CryptoError):
        verify_packing_list(read_packing_list(bytes(flipped)), ROLES)


@pytest.mark.parametrize(
    "altered",
    [
        replace(SIGNED, made=date(2026, 11, 22)),
        replace(SIGNED, receiver="Somebody else"),
        replace(SIGNED, purpose="Another audit"),
        replace(SIGNED, copies=()),
        replace(SIGNED, copies=(Copy("Amber Harbor", 2),)),
        replace(SIGNED, files=FILES[:1]),
        replace(SIGNED, files=FILES[::-1]),
        replace(SIGNED, signer=THOMAS),
        replace(SIGNED, signer=MARK),
        replace(MARKED, signer=MARIA),
        replace(MARKED, signer=mark_of(PENS[THOMAS].seed.public)),
        replace(MARKED, manifest=ManifestHash(bytes(32))),
        replace(SIGNED, manifest=ManifestHash(bytes(32))),
    ],
)
def test_no_line_of_it_can_be_altered(altered: PackingList) -> None:
    found = read_packing_list(altered.raw)
    with pytest.raises(CannotOpenError):
        verify_packing_list(found, ROLES)


def test_only_a_holder_of_the_named_manifest_signs() -> None:
    others = {person: holder for person, holder in HOLDERS.items() if person != MARIA}
    for roles in (Roles({MANIFEST: others}, HOLDERS), Roles({}, HOLDERS)):
        for listed in (SIGNED, MARKED):
            with pytest.raises(CannotOpenError):
                verify_packing_list(listed, roles)


@pytest.mark.parametrize(
    "unreadable",
    [
        replace(UNSIGNED, receiver="Dana\nfile 00 0 x"),
        replace(UNSIGNED, purpose="Dana\x85"),
        replace(UNSIGNED, purpose="\u2028"),
        replace(UNSIGNED, purpose="\ud800"),
        replace(UNSIGNED, purpose="\t"),
        replace(UNSIGNED, purpose="x" * LONGEST_LINE),
        replace(UNSIGNED, copies=(Copy("Amber\rHarbor", 1),)),
        replace(UNSIGNED, copies=(Copy("Amber Harbor", 0),)),
        replace(UNSIGNED, signer=PersonId("a\nb")),
        replace(UNSIGNED, signer=KeyMark(bytes(31))),
        replace(UNSIGNED, manifest=ManifestHash(bytes(31))),
        replace(UNSIGNED, files=(Packed("a", -1, bytes(32)),)),
        replace(UNSIGNED, files=(Packed("a", 1, bytes(31)),)),
        replace(UNSIGNED, files=(Packed("a", 1, bytes(32)), Packed("A", 1, bytes(32)))),
        *(
            replace(UNSIGNED, files=(Packed(name, 1, bytes(32)),))
            for name in ("", "/a", "a/", "../a", "a/../b", "./a", "a\\b", "C:a", "a\x00", "a//b")
        ),
    ],
)
def test_what_could_not_be_read_back_is_not_signed(unreadable: PackingList) -> None:
    with pytest.raises(RefusedError):
        sign_packing_list(unreadable, PENS[MARIA].seed)


def test_a_line_may_be_as_long_as_it_may_be() -> None:
    longest = replace(UNSIGNED, purpose="x" * (LONGEST_LINE - len("why ")))
    assert read_packing_list(sign_packing_list(longest, PENS[MARIA].seed).raw).purpose


@pytest.mark.parametrize(
    "change",
    [
        ("charterline-export/v1", "charterline-export/v2"),
        ("charterline-export/v1", "charterline-export/v3"),
        ("made 2026-11-21", "made 21.11.2026"),
        ("for Dana", "to Dana"),
        ("copy 3 ", "copy 03 "),
        ("copy 3 ", "copy three "),
        ("copy 3 ", "copy 0 "),
        (" 3 case.pdf", " +3 case.pdf"),
        (" 3 case.pdf", " case.pdf"),
        ("case.pdf", "../case.pdf"),
        ("signer maria", "signer maria\nsigner maria"),
        ("signature ", "signature !"),
        ("signature ", "signature  "),
        ("\n", "\r\n"),
    ],
)
def test_every_other_spelling_is_refused(change: tuple[str, str]) -> None:
    with pytest.raises(MalformedError):
        read_packing_list(SIGNED.raw.decode().replace(*change).encode())


@pytest.mark.parametrize("raw", [b"", b"\xff", SIGNED.raw[:-1], SIGNED.raw + b"x", SIGNED.signed])
def test_what_is_cut_off_or_goes_on_is_refused(raw: bytes) -> None:
    with pytest.raises(MalformedError):
        read_packing_list(raw)


@pytest.mark.parametrize("vector", vectors("export"), ids=lambda vector: vector["name"])
def test_the_frozen_list_reads_and_verifies_for_ever(vector: dict[str, str]) -> None:
    found = read_packing_list(vector["text"].encode())
    assert [file.name for file in found.files] == ["case.pdf", "files/01 ledger.xlsx"]
    verify_packing_list(found, ROLES)
