"""Who the reporter is: told to exactly those who were ticked, and kept from all others."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.errors import CannotOpenError, MalformedError, RefusedError
from crypto.keyring.casekeys import Part, case_id, new_case_key
from crypto.keyring.documents import (
    DOCUMENT_WRAP_SIZE,
    DocumentKey,
    new_document_key,
    open_document,
    seal_document,
    try_document_wraps,
    wrap_document_key,
)
from crypto.keyring.grants import (
    IDENTITY_WRAP_SIZE,
    Generation,
    Whole,
    try_identity_wraps,
    try_wraps,
    wrap_identity,
)
from crypto.keyring.wraps import Bond
from crypto.names import EnvelopeId, ManifestHash, PersonId
from crypto.suite import Label, hpke_seal
from tests.unit.crypto.committees import (
    genesis_of,
    holders,
    link_of,
    seed_bytes,
    seeds_of,
    vectors,
)

PEOPLE = holders(3, 2, guests=2)
LINK = link_of(genesis_of(PEOPLE.values()))
CASE = case_id(EnvelopeId(bytes(16)))
KEY = new_case_key(CASE, seed_bytes("case", 32))
HERE = Generation(CASE, 1, LINK.hash)
WHOLE = Whole()
GUEST_PARTS = frozenset({Part.NOTES, Part.EVIDENCE})


def granted(who: str, wraps: tuple[bytes, ...]) -> object:
    return try_wraps(wraps, PEOPLE[who].seeds.vault, PersonId(who), HERE)


ENVELOPE = EnvelopeId(bytes(range(16)))
EK = seed_bytes("identity key", 32)


def test_an_identity_is_wrapped_for_exactly_those_ticked() -> None:
    everyone = [who for who in PEOPLE if who[0] in "me"]
    for size in (1, 2, 5):
        for ticked in list(combinations(everyone, size))[:4]:
            wraps = wrap_identity(EK, ENVELOPE, [PersonId(who) for who in ticked], LINK)
            assert len(wraps) == len(PEOPLE)
            assert {len(wrap) for wrap in wraps} == {IDENTITY_WRAP_SIZE} == {1_168}
            for who, each in PEOPLE.items():
                found = try_identity_wraps(
                    wraps, each.seeds.vault, PersonId(who), ENVELOPE, LINK.hash
                )
                assert found == (EK if who in ticked else None)


@pytest.mark.parametrize("who", ["r", "g1", "m9"])
def test_an_identity_is_never_for_recovery_a_guest_or_a_stranger(who: str) -> None:
    with pytest.raises(RefusedError):
        wrap_identity(EK, ENVELOPE, [PersonId("m1"), PersonId(who)], LINK)


def test_an_identity_wrap_cannot_be_moved_and_is_no_case_wrap() -> None:
    wraps = wrap_identity(EK, ENVELOPE, [PersonId("m1")], LINK)
    mine = (PEOPLE["m1"].seeds.vault, PersonId("m1"))
    other = EnvelopeId(bytes(16))
    assert try_identity_wraps(wraps, *mine, other, LINK.hash) is None
    assert try_identity_wraps(wraps, *mine, ENVELOPE, ManifestHash(bytes(32))) is None
    assert granted("m1", wraps) is None
    with pytest.raises(RefusedError):
        wrap_identity(EK, ENVELOPE, [], LINK)
    with pytest.raises(MalformedError):
        wrap_identity(EK[:-1], ENVELOPE, [PersonId("m1")], LINK)


def test_an_identity_key_has_32_bytes() -> None:
    bond = Bond(Label("identity-wrap"), (ENVELOPE,), LINK.hash)
    wrap = hpke_seal(EK + b"x", PEOPLE["m1"].person.vault, bond.info(PersonId("m1")))
    with pytest.raises(MalformedError):
        try_identity_wraps((wrap,), PEOPLE["m1"].seeds.vault, PersonId("m1"), ENVELOPE, LINK.hash)


# Documents.

MINUTES = new_document_key(bytes(16), seed_bytes("minutes", 32))


def test_a_document_is_read_by_its_readers() -> None:
    wraps = wrap_document_key(MINUTES, [PersonId("m1"), PersonId("g1")], LINK)
    assert len(wraps) == len(PEOPLE)
    assert {len(wrap) for wrap in wraps} == {DOCUMENT_WRAP_SIZE} == {1_168}
    sealed = seal_document(b"minutes of June", MINUTES, 1)
    for who, each in PEOPLE.items():
        key = try_document_wraps(wraps, each.seeds.vault, PersonId(who), bytes(16), LINK.hash)
        if who in {"m1", "g1"}:
            assert key == MINUTES
            assert open_document(sealed, key, 1) == b"minutes of June"
        else:
            assert key is None


@given(body=st.binary(max_size=1_000), version=st.integers(1, 2**32 - 1))
@settings(max_examples=25)
def test_every_version_of_a_document_comes_back(body: bytes, version: int) -> None:
    assert open_document(seal_document(body, MINUTES, version), MINUTES, version) == body


def test_a_document_cannot_pass_for_another_or_for_an_older_version() -> None:
    sealed = seal_document(b"minutes of June", MINUTES, 2)
    assert len(sealed) == 15 + 28
    for key, version in (
        (MINUTES, 1),
        (DocumentKey(b"\1" * 16, MINUTES.raw), 2),
        (new_document_key(bytes(16)), 2),
    ):
        with pytest.raises(CannotOpenError):
            open_document(sealed, key, version)
    for version in (0, 2**32):
        with pytest.raises(RefusedError):
            seal_document(b"", MINUTES, version)


def test_a_document_key_has_sizes_and_does_not_show_itself() -> None:
    for document, size in ((15, 32), (17, 32), (16, 31), (16, 33)):
        with pytest.raises(MalformedError):
            DocumentKey(bytes(document), bytes(size))
    assert "raw" not in repr(MINUTES)
    wraps = wrap_document_key(MINUTES, [PersonId("m1")], LINK)
    mine = (PEOPLE["m1"].seeds.vault, PersonId("m1"))
    assert try_document_wraps(wraps, *mine, b"\1" * 16, LINK.hash) is None
    assert try_document_wraps(wraps, *mine, bytes(16), ManifestHash(bytes(32))) is None


@pytest.mark.parametrize("vector", vectors("documents"), ids=lambda vector: vector["name"])
def test_frozen_documents_keep_their_meaning(vector: dict[str, str]) -> None:
    document, manifest = bytes.fromhex(vector["document"]), bytes.fromhex(vector["manifest"])
    seeds, holder = seeds_of(vector["holder"]), PersonId(vector["holder"])
    wrap, identity = bytes.fromhex(vector["wrap"]), bytes.fromhex(vector["identity_wrap"])
    where = (document, ManifestHash(manifest))
    key = try_document_wraps([wrap], seeds.vault, holder, *where)
    told = try_identity_wraps(
        [identity], seeds.vault, holder, EnvelopeId(document), ManifestHash(manifest)
    )
    if vector["expect"] == "nothing":
        assert (key, told) == (None, None)
        return
    body = bytes.fromhex(vector["body"])
    assert key == DocumentKey(document, bytes.fromhex(vector["key"]))
    assert told == bytes.fromhex(vector["identity_key"])
    assert open_document(body, key, 7).hex() == vector["plain"]
    assert seal_document(bytes.fromhex(vector["plain"]), key, 7, body[:12]) == body
