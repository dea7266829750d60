"""Hostile manifests, signatures and notices, some of them signed by the right people."""

from datetime import date

from crypto.errors import CryptoError
from crypto.manifest.chain import Trusted, verify_chain
from crypto.manifest.notice import (
    NOTICE_LABEL,
    Notice,
    SelfTest,
    parse_notice,
    serialise_notice,
    verify_notice,
)
from crypto.manifest.signed import SignedManifest, read_signed, sign_manifest
from crypto.manifest.text import parse, serialise
from crypto.signing import sign
from tests.unit.crypto.committees import (
    after,
    genesis_of,
    hash_of,
    herald_seed,
    holders,
    signed,
)

_PEOPLE = holders(3, 2)
_GENESIS = genesis_of(_PEOPLE.values())
_TEXT = serialise(_GENESIS)
_SECOND = serialise(after(_GENESIS, _PEOPLE.values()))
_SIGNERS = [_PEOPLE["m1"], _PEOPLE["m2"]]
_FIRST = signed(_GENESIS, _SIGNERS)
_TRUSTED = Trusted(hash_of(_GENESIS))
_DAY = date(2026, 7, 1)
_NOTICE = serialise_notice(
    Notice(_DAY, hash_of(_GENESIS), None, "within 7 days", SelfTest(_DAY, None, None))
)
_PLACE = 3


def _spliced(text: bytes, data: bytes) -> bytes:
    """Put the rest of the data over the text, at a place that its first bytes name."""
    at = int.from_bytes(data[:_PLACE]) % (len(text) + 1)
    over = data[_PLACE:]
    return text[:at] + over + text[at + len(over) :]


def fuzz_manifest_text(data: bytes) -> None:
    for text in (data, _spliced(_TEXT, data)):
        try:
            manifest = parse(text)
        except CryptoError:
            continue
        if serialise(manifest) != text:
            raise AssertionError("a manifest with two texts")


def fuzz_signed_manifest(data: bytes) -> None:
    for raw in (data, _spliced(bytes(_FIRST), data)):
        try:
            read = read_signed(raw)
        except CryptoError:
            continue
        if bytes(read) != raw:
            raise AssertionError("a signed manifest with two forms")


def fuzz_chain_signed_by_the_committee(data: bytes) -> None:
    text = _spliced(_SECOND, data)
    try:
        hostile = SignedManifest(text).with_signatures(
            sign_manifest(text, each.seeds.signing) for each in _SIGNERS
        )
        chain = verify_chain(_TRUSTED, [_FIRST, hostile])
    except CryptoError:
        return
    if chain.newest.manifest.derivations[:1] != _GENESIS.derivations:
        raise AssertionError("what was frozen has changed")


def fuzz_notice(data: bytes) -> None:
    for text in (data, _spliced(_NOTICE, data)):
        try:
            raw = b"CLN1" + sign(NOTICE_LABEL, text, herald_seed()) + text
            notice = verify_notice(raw, _GENESIS.herald, date.min, _DAY)
        except CryptoError:
            continue
        if parse_notice(serialise_notice(notice)) != notice:
            raise AssertionError("a notice with two meanings")
