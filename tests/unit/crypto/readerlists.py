"""Reader lists of one case, ours and hostile ones, for tests of the first and of later ones."""

from collections.abc import Mapping

import pytest

from crypto.encoding import encode
from crypto.errors import RefusedError
from crypto.keyring.boxes import lock
from crypto.keyring.casekeys import CaseKey, Part, case_id
from crypto.keyring.grants import (
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
from crypto.names import EnvelopeId, PersonId
from crypto.readers import Readers
from crypto.signing import SigningSeed, sign
from crypto.suite import Label, derive
from tests.unit.crypto.committees import (
    genesis_of,
    holders,
    link_of,
    seed_bytes,
    seeds_of,
)

PEOPLE = holders(3, 2, guests=2)
LINK = link_of(genesis_of(PEOPLE.values()))
CASE = case_id(EnvelopeId(bytes(16)))
KEY = CaseKey(CASE, 1, seed_bytes("case", 32))
WHOLE = Whole()
GUEST_PARTS = frozenset({Part.NOTES, Part.EVIDENCE})
ADMITTED = Readers(tuple(map(PersonId, ("m1", "m2", "e1", "e2"))), (PersonId("m3"),))
READERS: dict[PersonId, Grant] = {
    PersonId("m1"): WHOLE,
    PersonId("e1"): WHOLE,
    PersonId("r"): WHOLE,
    PersonId("g1"): GUEST_PARTS,
}

LEFT_OUT = frozenset(ADMITTED.left_out)


def by(
    maker: str, readers: Mapping[PersonId, Grant], left_out: frozenset[PersonId] = LEFT_OUT
) -> ReaderList:
    return ReaderList(PersonId(maker), readers, left_out)


LISTED = by("m1", READERS)
SIGNER = PEOPLE["m1"].seeds.signing


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
    return {"maker": listed.maker, "readers": bits, "left_out": sorted(listed.left_out)}


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
        "left_out": ["m3"],
    } | fields
    kept = {name: value for name, value in body.items() if value is not None}
    return locked_list(padded(encode(kept)), key, signer)  # type: ignore[arg-type]  # hostile on purpose


def padded(body: bytes, size: int = 2_048) -> bytes:
    return (len(body).to_bytes(4) + body).ljust(size, b"\0")


def locked_list(raw: bytes, key: CaseKey = KEY, signer: SigningSeed = SIGNER) -> bytes:
    context = Label("reader-list-key").over(CASE + key.generation.to_bytes(4))
    signed = sign(Label("reader-list"), raw, signer) + raw
    return lock(signed, derive(key.raw, context), context)
