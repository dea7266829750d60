"""The list of who reads a case, inside the case, on the word of somebody who may say so.

A wrap alone proves nothing about who made it: anybody who knows a public key can
seal to it. Without this list, whoever may write to the key store could plant a
key of their own, and read what is written from then on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from crypto.encoding import Value, encode, fields, framed, items, text, unframed
from crypto.errors import MalformedError, RefusedError
from crypto.keyring.boxes import OVERHEAD, lock, unlock
from crypto.keyring.casekeys import FIRST_GENERATION, CaseKey, place_of
from crypto.keyring.grants import Grant, Whole, check_grant, part_bits, parts_of
from crypto.manifest.chain import Link
from crypto.manifest.people import LONGEST_ID
from crypto.names import PersonId
from crypto.readers import Readers
from crypto.signing import SIGNATURE_SIZE, SigningSeed, sign, verify
from crypto.suite import Label, derive, same

_LIST = Label("reader-list")
_SEAL = Label("reader-list-key")
_COMMITMENT = Label("case-key-commitment")
_WHOLE = 0
_NAMES = ("place", "key", "manifest", "maker", "readers", "left_out")
# Room for 40 persons with the longest ids: the size must not show how many there are.
BODY_SIZE = 2_048
READER_LIST_SIZE = SIGNATURE_SIZE + BODY_SIZE + OVERHEAD


@dataclass(frozen=True, slots=True)
class ReaderList:
    """Who was granted what in one generation, who made it, and who must never be on it."""

    maker: PersonId
    readers: Mapping[PersonId, Grant]
    left_out: frozenset[PersonId] = field(default=frozenset(), repr=False)


def seal_reader_list(
    listed: ReaderList, key: CaseKey, link: Link, before: ReaderList | Readers, signer: SigningSeed
) -> bytes:
    """Sign the list together with the key that it speaks of, and lock both under that key."""
    _check(listed, key, link, before)
    body = _body(listed, key, link)
    context = _SEAL.over(place_of(key))
    signed = sign(_LIST, body, signer) + body
    return lock(signed, derive(key.raw, context), context)


def open_reader_list(
    sealed: bytes, key: CaseKey, link: Link, before: ReaderList | Readers
) -> ReaderList:
    """Believe a list only after what was believed before it.

    That is the envelope's own readers for a case's first list, and for any other
    the list before it. Neither can be left away: the key store vouches for nothing.
    """
    context = _SEAL.over(place_of(key))
    signed = unlock(sealed, derive(key.raw, context), context)
    signature, body = signed[:SIGNATURE_SIZE], signed[SIGNATURE_SIZE:]
    listed = _read(body, key, link)
    _check(listed, key, link, before)
    verify(_LIST, body, signature, link.manifest.person(listed.maker).signing)
    return listed


def _body(listed: ReaderList, key: CaseKey, link: Link) -> bytes:
    readers: dict[str, Value] = {
        who: _WHOLE if isinstance(grant, Whole) else part_bits(grant)
        for who, grant in listed.readers.items()
    }
    body = encode(
        {
            "place": place_of(key),
            "key": derive(key.raw, _COMMITMENT.over(place_of(key))),
            "manifest": link.hash,
            "maker": listed.maker,
            "readers": readers,
            "left_out": sorted(listed.left_out),
        }
    )
    return framed(body, BODY_SIZE)


def _read(body: bytes, key: CaseKey, link: Link) -> ReaderList:
    """Read the maker and the readers, and compare everything else with what it must be."""
    value = fields(unframed(body), *_NAMES)
    maker, readers = value["maker"], value["readers"]
    if not isinstance(readers, dict):
        raise MalformedError("not a list of readers")
    grants = {PersonId(who): _grant(bits) for who, bits in readers.items()}
    left_out = frozenset(_person(who) for who in items(value["left_out"]))
    listed = ReaderList(_person(maker), grants, left_out)
    if not same(_body(listed, key, link), body):
        raise MalformedError("a list of readers for another key, or another place")
    return listed


def _person(value: Value) -> PersonId:
    return PersonId(text(value, LONGEST_ID, 1))


def _grant(bits: Value) -> Grant:
    if type(bits) is not int:
        raise MalformedError("not a grant")
    return Whole() if bits == _WHOLE else parts_of(bits)


def _check(listed: ReaderList, key: CaseKey, link: Link, before: ReaderList | Readers) -> None:
    """The rules of a list, the same for who writes one and for who is to believe it."""
    for who, grant in listed.readers.items():
        check_grant(grant, link.manifest, who)
    if not isinstance(listed.readers.get(listed.maker), Whole):
        raise RefusedError("made by somebody who does not read the case as a whole")
    _check_left_out(listed, before)
    if isinstance(before, Readers):
        _check_first(listed, key, link, before)
    elif not isinstance(before.readers.get(listed.maker), Whole):
        raise RefusedError("made by somebody who did not read the case")


def _check_first(listed: ReaderList, key: CaseKey, link: Link, envelope: Readers) -> None:
    """Recovery has a slot in every envelope, and opens those that nobody else can open any more."""
    if key.generation != FIRST_GENERATION:
        raise RefusedError("a later generation follows the list before it")
    if listed.maker not in {*envelope.admitted, link.manifest.recovery.id}:
        raise RefusedError("made by somebody whom the reporter did not admit")


def _check_left_out(listed: ReaderList, before: ReaderList | Readers) -> None:
    """Carried on from list to list: who makes a later one need not have seen the envelope."""
    if not listed.left_out.issuperset(before.left_out):
        raise RefusedError("somebody who was left out is forgotten")
    if not listed.left_out.isdisjoint(listed.readers):
        raise RefusedError("somebody who was left out is to read")
