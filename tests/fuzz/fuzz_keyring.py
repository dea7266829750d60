"""Hostile key files, wraps, lists, boxes and posts, most of them behind the right key."""

from contextlib import suppress

from crypto.encoding import LENGTH_SIZE, framed
from crypto.errors import CryptoError
from crypto.keyring.boxes import lock, unlock
from crypto.keyring.casekeys import CaseKey, Part, case_id, open_envelope_key, open_older
from crypto.keyring.documents import Document, DocumentKey, open_document, seal_document
from crypto.keyring.fields import Place, open_field, seal_field
from crypto.keyring.grants import Generation, try_wraps
from crypto.keyring.keyfile import (
    CHEAPEST,
    PasskeySecret,
    Passphrase,
    lock_with_passkey,
    lock_with_passphrase,
    unlock_with_passkey,
    unlock_with_passphrase,
)
from crypto.keyring.readerlist import BODY_SIZE, open_reader_list
from crypto.keyring.session import SessionBox, SessionKey, unbox_seeds
from crypto.names import EnvelopeId, PersonId
from crypto.readers import Readers
from crypto.signing import sign
from crypto.suite import Label, derive, hpke_seal
from tests.unit.crypto.committees import genesis_of, holders, link_of, seeds_of

_M1 = PersonId("m1")
_PEOPLE = holders(3, 2)
_LINK = link_of(genesis_of(_PEOPLE.values()))
_CASE = case_id(EnvelopeId(bytes(16)))
_KEY = CaseKey(_CASE, 1, bytes(32))
_SECOND = _KEY.next()
_HERE = Generation(_CASE, 1, _LINK.hash)
_ADMITTED = Readers((_M1,))
_DOCUMENT = DocumentKey(bytes(16), bytes(32))
_WORDS = Passphrase("orbit lemon chalk river piano wagon")
_PASSKEY = PasskeySecret(bytes(32))
_FILE = lock_with_passphrase(seeds_of("m1"), _M1, _WORDS, CHEAPEST)
_OTHER_FILE = lock_with_passkey(seeds_of("m1"), _M1, _PASSKEY)
_COSTS = slice(8, 20)
_ROW = Place("notes", "body", b"1")


def _spliced(raw: bytes, data: bytes) -> bytes:
    at = int.from_bytes(data[:2]) % (len(raw) + 1)
    return (raw[:at] + data[2:] + raw[at + len(data) - 2 :])[: len(raw)]


def fuzz_key_file(data: bytes) -> None:
    # Costs within the bounds are honoured, and would make a slow fuzzer.
    hostile = bytearray(_spliced(_FILE, data))
    hostile[_COSTS] = _FILE[_COSTS]
    for raw in (data if data[_COSTS] == _FILE[_COSTS] else b"", bytes(hostile)):
        try:
            unlock_with_passphrase(raw, _M1, _WORDS)
        except CryptoError:
            continue


def fuzz_passkey_file(data: bytes) -> None:
    for raw in (data, _spliced(_OTHER_FILE, data)):
        try:
            unlock_with_passkey(raw, _M1, _PASSKEY)
        except CryptoError:
            continue


def fuzz_wraps(data: bytes) -> None:
    holder = _PEOPLE["m1"]
    planted = hpke_seal(data, holder.person.vault, _HERE.bond.info(_M1))
    for wrap in (data, planted):
        try:
            try_wraps([wrap], holder.seeds.vault, _M1, _HERE)
        except CryptoError:
            continue


def fuzz_reader_list(data: bytes) -> None:
    context = Label("reader-list-key").over(_CASE + (1).to_bytes(4))
    framed_data = framed(data[: BODY_SIZE - LENGTH_SIZE], BODY_SIZE)
    signer = _PEOPLE["m1"].seeds.signing
    boxes = [
        lock(sign(Label("reader-list"), body, signer) + body, derive(_KEY.raw, context), context)
        for body in (data, framed_data)
    ]
    for sealed in (data, *boxes):
        try:
            open_reader_list(sealed, _KEY, _LINK, _ADMITTED)
        except CryptoError:
            continue


def fuzz_document(data: bytes) -> None:
    context = Label("document-body").over(_DOCUMENT.document, (1).to_bytes(4))
    signer = _PEOPLE["m1"].seeds.signing
    sealed = seal_document(Document(_M1, b"minutes"), _DOCUMENT, 1, _LINK, signer)
    key = derive(_DOCUMENT.raw, context)
    for plain in (data, _spliced(unlock(sealed, key, context), data)):
        try:
            open_document(lock(plain, key, context), _DOCUMENT, 1, _LINK)
        except CryptoError:
            continue


def fuzz_field(data: bytes) -> None:
    key = _KEY.part(Part.NOTES)
    for sealed in (data, _spliced(seal_field(b"what was found", key, _ROW), data)):
        try:
            open_field(sealed, key, _ROW)
        except CryptoError:
            continue


def fuzz_kept_keys(data: bytes) -> None:
    for kept in (data, data.ljust(60, b"\0")[:60]):
        with suppress(CryptoError):
            open_older(kept, _SECOND)
        try:
            open_envelope_key(kept, _KEY, EnvelopeId(bytes(16)))
        except CryptoError:
            continue


def fuzz_session_box(data: bytes) -> None:
    try:
        unbox_seeds(SessionBox(data), SessionKey(bytes(32)), b"id", _M1)
    except CryptoError:
        return
