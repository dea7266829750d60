"""The list of who reads a case, inside the case, on the word of somebody who may say so.

A wrap alone proves nothing about who made it: anybody who knows a public key can
seal to it. Without this list, whoever may write to the key store could plant a
key of their own, and read what is written from then on.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from crypto.encoding import Value, decode, encode
from crypto.errors import MalformedError, RefusedError
from crypto.keyring.boxes import lock, unlock
from crypto.keyring.casekeys import CaseKey, place_of
from crypto.keyring.grants import Grant, Whole, part_bits, parts_of
from crypto.manifest.chain import Link
from crypto.manifest.people import Role
from crypto.names import PersonId
from crypto.signing import SIGNATURE_SIZE, SigningSeed, sign, verify
from crypto.suite import Label, derive, same

_LIST = Label("reader-list")
_SEAL = Label("reader-list-key")
_COMMITMENT = Label("case-key-commitment")
_MAY_MAKE = frozenset({Role.MEMBER, Role.EXTERNAL, Role.RECOVERY})
_WHOLE = 0


@dataclass(frozen=True, slots=True)
class ReaderList:
    """Who was granted what in one generation, and who made it."""

    maker: PersonId
    readers: Mapping[PersonId, Grant]


def seal_reader_list(listed: ReaderList, key: CaseKey, link: Link, signer: SigningSeed) -> bytes:
    """Sign the list together with the key that it speaks of, and lock both under that key."""
    _check_maker(listed.maker, link)
    body = _body(listed, key, link)
    context = _SEAL.over(place_of(key))
    signed = sign(_LIST, body, signer) + body
    return lock(signed, derive(key.raw, context), context)


def open_reader_list(
    sealed: bytes, key: CaseKey, link: Link, before: ReaderList | None = None
) -> ReaderList:
    """Believe a list that a holder made; given the list before it, one of its whole readers."""
    context = _SEAL.over(place_of(key))
    signed = unlock(sealed, derive(key.raw, context), context)
    signature, body = signed[:SIGNATURE_SIZE], signed[SIGNATURE_SIZE:]
    listed = _read(body, key, link)
    _check_maker(listed.maker, link)
    if before is not None and not isinstance(before.readers.get(listed.maker), Whole):
        raise RefusedError("made by somebody who did not read the case")
    verify(_LIST, body, signature, link.manifest.person(listed.maker).signing)
    return listed


def _body(listed: ReaderList, key: CaseKey, link: Link) -> bytes:
    readers: dict[str, Value] = {
        who: _WHOLE if isinstance(grant, Whole) else part_bits(grant)
        for who, grant in listed.readers.items()
    }
    return encode(
        {
            "place": place_of(key),
            "key": derive(key.raw, _COMMITMENT.over(place_of(key))),
            "manifest": link.hash,
            "maker": listed.maker,
            "readers": readers,
        }
    )


def _read(body: bytes, key: CaseKey, link: Link) -> ReaderList:
    """Read the maker and the readers, and compare everything else with what it must be."""
    value = decode(body)
    if not isinstance(value, Mapping):
        raise MalformedError("not a list of readers")
    maker, readers = value.get("maker"), value.get("readers")
    if not isinstance(maker, str) or not isinstance(readers, Mapping):
        raise MalformedError("not a list of readers")
    grants = {PersonId(who): _grant(bits) for who, bits in readers.items()}
    listed = ReaderList(PersonId(maker), grants)
    if not same(_body(listed, key, link), body):
        raise MalformedError("a list of readers for another key, or another place")
    return listed


def _grant(bits: Value) -> Grant:
    if type(bits) is not int:
        raise MalformedError("not a grant")
    return Whole() if bits == _WHOLE else parts_of(bits)


def _check_maker(maker: PersonId, link: Link) -> None:
    if link.manifest.person(maker).role not in _MAY_MAKE:
        raise RefusedError("made by somebody who may not")
