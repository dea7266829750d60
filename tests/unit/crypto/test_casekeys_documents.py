"""A document is read by its readers and by nobody else, and says who wrote it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.errors import CannotOpenError, CryptoError, MalformedError, RefusedError
from crypto.keyring.boxes import lock, unlock
from crypto.keyring.documents import (
    DOCUMENT_OVERHEAD,
    DOCUMENT_WRAP_SIZE,
    Document,
    DocumentKey,
    new_document_key,
    open_document,
    seal_document,
    try_document_wraps,
    wrap_document_key,
)
from crypto.names import ManifestHash, PersonId
from crypto.signing import sign
from crypto.suite import Label, derive
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
MINUTES = DocumentKey(bytes(16), seed_bytes("minutes", 32))
M1 = PersonId("m1")
JUNE = Document(M1, b"minutes of June")
SIGNER = PEOPLE["m1"].seeds.signing


def test_a_document_is_read_by_its_readers() -> None:
    wraps = wrap_document_key(MINUTES, [PersonId("m1"), PersonId("g1")], LINK)
    assert len(wraps) == len(PEOPLE)
    assert {len(wrap) for wrap in wraps} == {DOCUMENT_WRAP_SIZE} == {1_168}
    sealed = seal_document(JUNE, MINUTES, 1, LINK, SIGNER)
    for who, each in PEOPLE.items():
        key = try_document_wraps(wraps, each.seeds.vault, PersonId(who), bytes(16), LINK.hash)
        if who in {"m1", "g1"}:
            assert key == MINUTES
            assert open_document(sealed, key, 1, LINK) == JUNE
        else:
            assert key is None


@given(body=st.binary(max_size=1_000), version=st.integers(1, 2**32 - 1))
@settings(max_examples=25)
def test_every_version_of_a_document_comes_back(body: bytes, version: int) -> None:
    written = Document(M1, body)
    sealed = seal_document(written, MINUTES, version, LINK, SIGNER)
    assert open_document(sealed, MINUTES, version, LINK) == written


def test_a_document_cannot_pass_for_another_or_for_an_older_version() -> None:
    sealed = seal_document(JUNE, MINUTES, 2, LINK, SIGNER)
    assert len(sealed) - 15 == DOCUMENT_OVERHEAD == 32 + 3_373 + 28
    for key, version in (
        (MINUTES, 1),
        (DocumentKey(b"\1" * 16, MINUTES.raw), 2),
        (new_document_key(bytes(16)), 2),
    ):
        with pytest.raises(CannotOpenError):
            open_document(sealed, key, version, LINK)
    for version in (0, 2**32):
        with pytest.raises(RefusedError):
            seal_document(JUNE, MINUTES, version, LINK, SIGNER)


def planted(
    maker: bytes = b"m1",
    signer: str = "m1",
    body: bytes = b"minutes of June",
    version: int = 2,
    manifest: bytes = LINK.hash,
) -> bytes:
    """What any reader of the document, who has its key, can put in its place."""
    named = maker.ljust(32, b"\0")
    true = Label("document-body").over(bytes(16), (2).to_bytes(4))
    context = Label("document-body").over(bytes(16), version.to_bytes(4))
    covered = context + manifest + named + body
    signature = sign(Label("document-signature"), covered, seeds_of(signer).signing)
    return lock(named + signature + body, derive(MINUTES.raw, true), true)


@pytest.mark.parametrize("maker", ["m1", "m2", "e1", "g1"])
def test_a_document_says_who_wrote_it(maker: str) -> None:
    found = open_document(planted(maker.encode(), maker), MINUTES, 2, LINK)
    assert found == Document(PersonId(maker), b"minutes of June")
    assert "June" not in repr(found)


def test_who_may_read_a_document_cannot_write_it_in_anothers_name() -> None:
    """Not another body, not an older one, not one of another manifest."""
    for hostile in (
        planted(b"m1", "g1"),
        planted(b"m1", "m2"),
        planted(version=1),
        planted(manifest=bytes(32)),
    ):
        with pytest.raises(CannotOpenError):
            open_document(hostile, MINUTES, 2, LINK)
    context = Label("document-body").over(bytes(16), (2).to_bytes(4))
    plain = unlock(planted(), derive(MINUTES.raw, context), context)
    changed = plain.replace(b"June", b"July")
    with pytest.raises(CannotOpenError):
        open_document(lock(changed, derive(MINUTES.raw, context), context), MINUTES, 2, LINK)


@pytest.mark.parametrize("maker", ["r", "m9"])
def test_recovery_and_strangers_write_no_document(maker: str) -> None:
    with pytest.raises(RefusedError):
        open_document(planted(maker.encode(), maker), MINUTES, 2, LINK)
    with pytest.raises(RefusedError):
        seal_document(Document(PersonId(maker), b""), MINUTES, 2, LINK, seeds_of(maker).signing)


@pytest.mark.parametrize("maker", [b"", b"m\xff", b"M1", b"m1X", b"m1\0\0m", b"\0m1"])
def test_a_writer_has_an_id(maker: bytes) -> None:
    with pytest.raises(MalformedError):
        open_document(planted(maker), MINUTES, 2, LINK)


@pytest.mark.parametrize("size", [0, 1, 31, 32, 33, 3_404])
def test_what_is_shorter_than_an_empty_document_is_none(size: int) -> None:
    context = Label("document-body").over(bytes(16), (2).to_bytes(4))
    plain = unlock(planted(body=b""), derive(MINUTES.raw, context), context)
    assert len(plain) == 3_405
    cut = lock(plain[:size], derive(MINUTES.raw, context), context)
    with pytest.raises(CryptoError):
        open_document(cut, MINUTES, 2, LINK)


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
    wrap = bytes.fromhex(vector["wrap"])
    where = (document, ManifestHash(manifest))
    key = try_document_wraps([wrap], seeds.vault, holder, *where)
    if vector["expect"] == "nothing":
        assert key is None
        return
    body = bytes.fromhex(vector["body"])
    assert key == DocumentKey(document, bytes.fromhex(vector["key"]))
    assert open_document(body, key, 7, LINK) == Document(holder, bytes.fromhex(vector["plain"]))
