"""Whatever bytes and texts a public function is given, nothing but our own errors comes out."""

import inspect
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from importlib import import_module
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import crypto
from crypto.envelope import Envelope, EnvelopeKey, Header
from crypto.errors import CryptoError
from crypto.keyring.casekeys import CaseKey, Part, PartKey, case_id
from crypto.keyring.documents import DocumentKey
from crypto.keyring.fields import FieldKey, Place
from crypto.keyring.keyfile import PasskeySecret, Passphrase
from crypto.keyring.seeds import MemberSeeds, read_seeds
from crypto.keyring.session import SessionKey
from crypto.mailbox.tags import MailboxAddress
from crypto.mailbox.token import ServerKeys
from crypto.manifest.chain import Link
from crypto.names import EnvelopeId, ManifestHash, PersonId, Tag
from crypto.passcode.issuing import Passcode
from crypto.passcode.reporter import CHEAPEST
from crypto.passcode.stretching import HashCost
from crypto.recovery import RecoverySecret
from crypto.sealing import seal
from crypto.signing import SigningPublic, SigningSeed
from crypto.suite import Label, VaultPublic, VaultSeed
from tests.unit.crypto.committees import genesis_of, holders, link_of
from tests.unit.crypto.submissions import REPORT, public

# Every size near those that formats have; and texts with halves of characters.
SIZES = (0, 1, 11, 12, 15, 16, 17, 31, 32, 33, 60, 63, 64, 96, 124, 252, 360, 1_168, 1_216, 2_048)
_SEEDS = read_seeds(bytes(96))
_CASE_KEY = CaseKey(case_id(EnvelopeId(bytes(16))), 2, bytes(32))
_HEADER = Header(ManifestHash(bytes(32)), EnvelopeId(bytes(16)))
_SAMPLES: dict[object, list[object]] = {
    int: [-1, 0, 1, 2, 3, 8, 31, 32, 63, 64, 1_023, 2_048],
    bool: [True, False],
    date: [date(2026, 1, 31)],
    PersonId: ["m1", "", "\ud800", "m" * 33],
    VaultSeed: [VaultSeed(bytes(32))],
    VaultPublic: [VaultSeed(bytes(32)).public],
    SigningSeed: [_SEEDS.signing],
    SigningPublic: [_SEEDS.signing.public, SigningPublic(bytes(1_984))],
    MemberSeeds: [_SEEDS],
    Label: [Label("test")],
    CaseKey: [_CASE_KEY],
    PartKey: [_CASE_KEY.part(Part.NOTES)],
    FieldKey: [FieldKey(_CASE_KEY.part(Part.NOTES))],
    DocumentKey: [DocumentKey(bytes(16), bytes(32))],
    Place: [Place("a", "b", b""), Place("\ud800", "", b"")],
    Passphrase: [Passphrase("one two")],
    PasskeySecret: [PasskeySecret(bytes(32))],
    SessionKey: [SessionKey(bytes(32))],
    EnvelopeKey: [EnvelopeKey(bytes(32))],
    Header: [_HEADER],
    Envelope: [seal(REPORT, [public("holder")], *(_HEADER.manifest, _HEADER.envelope))],
    MailboxAddress: [MailboxAddress(Tag(bytes(16)), VaultSeed(bytes(32)).public)],
    ServerKeys: [ServerKeys(bytes(32), None)],
    HashCost: [CHEAPEST],
    Passcode: [Passcode((0,) * 8)],
    RecoverySecret: [RecoverySecret(bytes(32))],
    Link: [link_of(genesis_of(holders().values()))],
}
_KNOWN: dict[object, st.SearchStrategy[Any]] = {
    bytes: st.binary(max_size=80) | st.sampled_from(SIZES).map(bytes),
    str: st.text(st.characters(), max_size=20) | st.sampled_from(["\ud800", "en", "m1"]),
    **{of: st.sampled_from(samples) for of, samples in _SAMPLES.items()},
}
# Only constants of ours ever say how many bytes to derive.
_OURS = {("derive", "size"), ("stretched", "size")}
_MANY = (Sequence, Iterable, list, tuple, frozenset)


def _strategy(hint: Any) -> st.SearchStrategy[Any] | None:
    """Return what to give for a parameter of this type; nothing for a type that we lack."""
    while hasattr(hint, "__supertype__") and hint not in _KNOWN:
        hint = hint.__supertype__
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(hint)
    return _KNOWN[hint] if hint in _KNOWN else _composed(get_origin(hint), get_args(hint))


def _composed(origin: object, inner: Sequence[Any]) -> st.SearchStrategy[Any] | None:
    wanted = () if origin in (Callable, Mapping) else inner
    parts = [st.none() if one is type(None) else _strategy(one) for one in wanted if one is not ...]
    known = [part for part in parts if part is not None]
    if not known or len(known) < len(parts):
        return None
    if origin in (Union, UnionType):
        return st.one_of(known)
    if origin is tuple and len(known) > 1:
        return st.tuples(*known)
    return st.lists(known[0], max_size=3).map(tuple) if origin in _MANY else None


def _strategies(function: Callable[..., object]) -> dict[str, st.SearchStrategy[Any]] | None:
    """Return what to give it, if there is something for every parameter, and bytes among it."""
    hints = get_type_hints(function)
    hints = {name: hint for name, hint in hints.items() if (function.__name__, name) not in _OURS}
    hints.pop("return", None)
    found = {name: _strategy(hint) for name, hint in hints.items()}
    known = {name: one for name, one in found.items() if one is not None}
    many = any(one.kind is one.VAR_POSITIONAL for one in _parameters(function))
    return known if known and len(known) == len(hints) and not many else None


def _parameters(function: Callable[..., object]) -> Iterable[inspect.Parameter]:
    return inspect.signature(function).parameters.values()


def _functions() -> Iterator[Callable[..., object]]:
    for module in pkgutil.walk_packages(crypto.__path__, "crypto."):
        for name, one in vars(import_module(module.name)).items():
            public = inspect.isfunction(one) and not name.startswith("_") and "__" not in name
            if public and one.__module__ == module.name and _strategies(one) is not None:
                yield one


FUNCTIONS = list(_functions())


def test_the_functions_that_take_bytes_are_found() -> None:
    names = {one.__name__ for one in FUNCTIONS}
    assert names > {"decode", "read_state", "unpack", "read_signed", "read_share", "read_proof"}
    assert names > {"unlock_with_passkey", "open_field", "throwaways", "sign_manifest"}
    assert len(FUNCTIONS) > 90


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda one: f"{one.__module__}.{one.__name__}")
def test_any_bytes_texts_and_numbers_bring_our_errors_alone(
    function: Callable[..., object],
) -> None:
    @settings(max_examples=25, suppress_health_check=list(HealthCheck), database=None)
    @given(data=st.data())
    def feed(data: st.DataObject) -> None:
        given_to_it = {name: data.draw(one) for name, one in (_strategies(function) or {}).items()}
        ours = {name: 32 for of, name in _OURS if of == function.__name__}
        try:
            function(**given_to_it, **ours)
        except CryptoError:
            return

    feed()
