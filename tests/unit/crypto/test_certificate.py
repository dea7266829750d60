"""A certificate of destruction holds for its own list, its own people, and nothing else."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.errors import CannotOpenError, CryptoError, MalformedError, RefusedError
from crypto.keyring.casekeys import next_life
from crypto.log.certificate import (
    Capacity,
    Certificate,
    Gone,
    SignedWord,
    Word,
    certificate_text,
    list_hash,
    parse_certificate,
    register_entry,
    sign_word,
    verify_certificate,
)
from crypto.manifest.chain import Chain
from crypto.names import CaseId, PersonId
from crypto.signing import verify
from crypto.suite import Label
from tests.unit.crypto.committees import genesis_of, holders, link_of

PEOPLE = holders(guests=1)
LINK = link_of(genesis_of(PEOPLE.values()))
CHAIN = Chain((LINK,))
DAY = date(2033, 5, 1)
OWNER, COUNSEL = Capacity.RECORDS_OWNER, Capacity.COUNSEL
HASHES = st.binary(min_size=32, max_size=32)
CASES = st.lists(st.builds(Gone, HASHES.map(CaseId), HASHES), min_size=1, max_size=4, unique=True)
SOME = (Gone(CaseId(bytes(32)), bytes(32)), Gone(CaseId(bytes([1]) * 32), bytes(32)))


def word(cases: tuple[Gone, ...], person: str, capacity: Capacity) -> SignedWord:
    said = Word(PersonId(person), capacity, DAY, LINK.hash)
    return sign_word(list_hash(cases), said, PEOPLE[person].seeds.signing)


def paper(cases: tuple[Gone, ...] = SOME) -> Certificate:
    return Certificate(cases, (word(cases, "m1", OWNER), word(cases, "e1", COUNSEL)))


def test_what_is_signed_and_hashed_is_what_the_format_says() -> None:
    framed = b"".join(len(part).to_bytes(4) + part for part in (b"salt", b"entry"))
    label = b"charterline/v1/destruction/register-entry\x00"
    assert register_entry(b"entry", b"salt") == sha256(label + framed).digest()
    signed = word(SOME, "m1", OWNER)
    said = list_hash(SOME) + LINK.hash + b"m1".ljust(32, b"\x00") + b"2033-05-01records-owner"
    key = PEOPLE["m1"].seeds.signing.public
    verify(Label("destruction/approval"), said, signed.signature, key)


@settings(max_examples=20)
@given(cases=CASES)
def test_whatever_two_approved_is_read_and_holds(cases: list[Gone]) -> None:
    made = paper(tuple(sorted(cases)))
    read = parse_certificate(certificate_text(made))
    assert read == made
    verify_certificate(read, CHAIN)


@settings(max_examples=150)
@given(data=st.data())
def test_no_changed_byte_holds(data: st.DataObject) -> None:
    raw = bytearray(certificate_text(paper()))
    at = data.draw(st.integers(0, len(raw) - 1))
    raw[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(CryptoError):
        verify_certificate(parse_certificate(bytes(raw)), CHAIN)


def test_a_word_for_one_list_counts_for_no_other() -> None:
    other = SOME[:1]
    with pytest.raises(CannotOpenError):
        verify_certificate(replace(paper(), cases=other), CHAIN)


@pytest.mark.parametrize(
    "words",
    [
        (("m1", OWNER),),
        (("m1", OWNER), ("m2", OWNER)),
        (("m1", OWNER), ("m1", COUNSEL)),
        (("m1", OWNER), ("m2", COUNSEL)),
        (("e1", OWNER), ("e2", COUNSEL)),
        (("g1", OWNER), ("e1", COUNSEL)),
        (),
    ],
)
def test_a_member_and_somebody_from_outside_must_both_approve(
    words: tuple[tuple[str, Capacity], ...],
) -> None:
    with pytest.raises(RefusedError):
        verify_certificate(Certificate(SOME, tuple(word(SOME, *each) for each in words)), CHAIN)


def test_a_stranger_to_the_committee_approves_nothing() -> None:
    made = paper()
    elsewhere = Chain((link_of(replace(LINK.manifest, company="Another")),))
    with pytest.raises(RefusedError):
        verify_certificate(made, elsewhere)
    first, second = made.words
    nobody = replace(first, word=replace(first.word, by=PersonId("m9")))
    with pytest.raises(RefusedError):
        verify_certificate(replace(made, words=(nobody, second)), CHAIN)


TEXT = certificate_text(paper()).decode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "charterline-destruction/v2\nend\n",
        TEXT + "x\n",
        TEXT.replace("end\n", "end"),
        TEXT.replace("case ", "case  ", 1),
        TEXT.replace("case 00", "case 0g", 1),
        TEXT.replace("case 00", "case ", 1),
        TEXT.replace("records-owner", "owner"),
        TEXT.replace("approval m1", "approval M1"),
        TEXT.replace("2033-05-01", "2033-5-1"),
        TEXT.replace("=\n", "\n", 1),
        TEXT.replace("\nend", "A\nend"),
        TEXT[:-8] + "!\nend\n",
        TEXT.replace("case 00", "case AA", 1).lower(),
        TEXT.replace("approval m1 ", "approval m1 x "),
        "é",
    ],
)
def test_each_certificate_has_one_spelling(text: str) -> None:
    with pytest.raises(MalformedError):
        parse_certificate(text.encode())


def test_a_signature_of_another_size_is_none() -> None:
    lines = TEXT.split("\n")
    short = next(each for each in lines if each.startswith("approval"))
    with pytest.raises(MalformedError):
        parse_certificate(TEXT.replace(short, " ".join([*short.split(" ")[:5], "AAAA"])).encode())


def test_a_list_is_in_order_and_names_each_case_once() -> None:
    for cases in (SOME[::-1], (*SOME, SOME[1]), ()):
        with pytest.raises(MalformedError):
            Certificate(cases, ())


@given(entry=st.binary(max_size=40), salt=HASHES, other=HASHES)
def test_nobody_guesses_an_entry_without_its_salt(entry: bytes, salt: bytes, other: bytes) -> None:
    same = register_entry(entry, salt) == register_entry(entry, other)
    assert same == (salt == other)


@given(case=HASHES)
def test_each_life_of_a_case_has_a_name_of_its_own(case: bytes) -> None:
    lives = [CaseId(case)]
    for _ in range(3):
        lives.append(next_life(lives[-1]))
    assert len(set(lives)) == 4
    with pytest.raises(MalformedError):
        next_life(CaseId(case[1:]))
