"""No secret is compared byte by byte, shown in a traceback, or made a key of a dictionary."""

import pkgutil
from collections.abc import Iterator
from dataclasses import Field, fields, is_dataclass, replace
from importlib import import_module
from typing import Any

import pytest

import crypto
from crypto.blob.shape import BlobKey
from crypto.envelope import EnvelopeKey
from crypto.export.locking import TelephoneWords
from crypto.keyring.casekeys import CaseKey, GuestKeys, Part, case_id
from crypto.keyring.documents import DocumentKey
from crypto.keyring.fields import FieldKey
from crypto.keyring.seeds import MemberSeeds, read_seeds
from crypto.log.commitment import Opening
from crypto.mailbox.tags import FollowUpKey, MailboxRoot
from crypto.names import EnvelopeId
from crypto.passcode.issuing import Passcode
from crypto.recovery import (
    Quorum,
    RecoverySecret,
    RecoveryShare,
    read_share,
    split_secret,
)
from crypto.signing import SigningSeed
from crypto.suite import Secret, VaultSeed
from tests.unit.crypto.submissions import LINK, REPORTER

# What is in no traceback for other reasons than that it opens something. Each is compared as any
# value is; a key inside it still compares itself.
NOT_KEYS = {
    "Envelope": "sealed bytes, left out of tracebacks for their length",
    "Signature": "a public signature, left out for its length",
    "Proof": "a public signature, left out for its length",
    "PackingList": "a public signature, left out for its length",
    "SignedWord": "a public signature, left out for its length",
    "ReaderChange": "names, and a public signature",
    "SignedSnapshot": "the committee's own words, and a public signature",
    "Message": "the committee's own words",
    "Document": "the committee's own words",
    "ReaderList": "names",
    "Readers": "names",
    "Choice": "names",
    "Admission": "names, and public keys",
    "State": "names of envelopes, which the store shows as well",
    "Piece": "a reporter's words",
    "Rests": "bytes of a mailbox that is nobody's",
    "Run": "bytes of a mailbox that is nobody's",
    "FileEntry": "a reporter's words",
    "Answer": "a reporter's words",
    "AnswersInBlob": "a reporter's words",
    "Contents": "a reporter's words",
    "Report": "a reporter's words, and keys that compare themselves",
    "FollowUp": "a reporter's words, and keys that compare themselves",
    "Identity": "a reporter's words, and a MAC that compares itself",
    "Opened": "a reporter's words, and a key that compares itself",
    "BlobRef": "names of files, and a key that compares itself",
    "Change": "what somebody typed, for the page that shows it again",
    "Unknown": "what somebody typed, for the page that shows it again",
    "NotOnList": "what somebody typed, for the page that shows it again",
    "Understood": "a passcode, which compares itself",
    "Candidate": "a passcode, which compares itself",
    "Choices": "passcodes, which compare themselves",
    "_Copy": "what somebody typed, while it is repaired",
    "WordList": "a public list, left out for its length",
}


def dataclasses_of_crypto() -> Iterator[type[Any]]:
    for module in pkgutil.walk_packages(crypto.__path__, "crypto."):
        for one in vars(import_module(module.name)).values():
            if isinstance(one, type) and is_dataclass(one) and one.__module__ == module.name:
                yield one


def hidden(of: type[Any]) -> list[Field[Any]]:
    everything = not of.__dataclass_params__.repr
    return [field for field in fields(of) if everything or not field.repr]


def test_whatever_hides_a_key_is_not_compared_as_other_values_are() -> None:
    compared = {
        one.__name__
        for one in dataclasses_of_crypto()
        if hidden(one) and one.__dataclass_params__.eq and any(each.compare for each in hidden(one))
    }
    assert compared == set(NOT_KEYS)


def test_no_secret_shows_itself() -> None:
    for one in dataclasses_of_crypto():
        if Secret in one.__mro__:
            # Two of them hold nothing but other secrets, which hide themselves.
            assert hidden(one) or one in {GuestKeys, MemberSeeds}
            shown = {field.name for field in fields(one)} - {field.name for field in hidden(one)}
            assert "raw" not in shown


CASE = case_id(EnvelopeId(bytes(16)))
CASE_KEY = CaseKey(CASE, 1, bytes(32))
PART_KEY = CASE_KEY.part(Part.NOTES)
GUEST = GuestKeys(CASE, 1, (PART_KEY,))
SEEDS = read_seeds(bytes(96))
ONE_BIT = bytes(31) + b"\1"
EIGHT = "orbit lemon chalk river piano onion basin wagon"
PAPER = split_secret(RecoverySecret(bytes(32)), Quorum(2, 3))


def share(number: int) -> RecoveryShare:
    read = read_share(PAPER.members[number])
    assert isinstance(read, RecoveryShare)
    return read


PAIRS: list[tuple[Secret, list[Secret]]] = [
    (VaultSeed(bytes(32)), [VaultSeed(ONE_BIT)]),
    (SigningSeed(bytes(64)), [SigningSeed(bytes(63) + b"\1")]),
    (EnvelopeKey(bytes(32)), [EnvelopeKey(ONE_BIT)]),
    (BlobKey(bytes(32)), [BlobKey(ONE_BIT)]),
    (RecoverySecret(bytes(32)), [RecoverySecret(ONE_BIT)]),
    (TelephoneWords(EIGHT), [TelephoneWords(EIGHT.replace("wagon", "wagons"))]),
    (SEEDS, [read_seeds(bytes(95) + b"\1"), read_seeds(b"\1" + bytes(95))]),
    (
        CASE_KEY,
        [
            replace(CASE_KEY, raw=ONE_BIT),
            replace(CASE_KEY, generation=2),
            replace(CASE_KEY, case=case_id(EnvelopeId(bytes(15) + b"\1"))),
        ],
    ),
    (
        PART_KEY,
        [
            replace(PART_KEY, raw=ONE_BIT),
            replace(PART_KEY, generation=2),
            replace(PART_KEY, part=Part.REPORT),
            replace(PART_KEY, case=case_id(EnvelopeId(bytes(15) + b"\1"))),
        ],
    ),
    (FieldKey(PART_KEY), [FieldKey(replace(PART_KEY, raw=ONE_BIT))]),
    (
        GUEST,
        [
            replace(GUEST, parts=()),
            replace(GUEST, parts=(replace(PART_KEY, raw=ONE_BIT),)),
            replace(GUEST, generation=2),
        ],
    ),
    (
        DocumentKey(bytes(16), bytes(32)),
        [DocumentKey(bytes(16), ONE_BIT), DocumentKey(bytes(15) + b"\1", bytes(32))],
    ),
    (share(0), [share(1)]),
    (Passcode((0,) * 8), [Passcode((0,) * 7 + (1,))]),
    (
        Opening(bytes(32), bytes(1_024)),
        [Opening(ONE_BIT, bytes(1_024)), Opening(bytes(32), b"\1" + bytes(1_023))],
    ),
    (
        REPORTER,
        [
            replace(REPORTER, mailbox_root=MailboxRoot(ONE_BIT)),
            replace(REPORTER, follow_up_key=FollowUpKey(ONE_BIT)),
            replace(REPORTER, vault=VaultSeed(ONE_BIT).public),
        ],
    ),
    (LINK, [replace(LINK, first=EnvelopeId(bytes(16))), replace(LINK, mac=ONE_BIT)]),
]


@pytest.mark.parametrize(("one", "others"), PAIRS, ids=lambda each: type(each).__name__)
def test_two_secrets_are_the_same_only_if_all_of_them_is(one: Secret, others: list[Secret]) -> None:
    assert one == replace(one)  # type: ignore[type-var]  # each of them is a dataclass
    assert bytes(one) not in [bytes(other) for other in others]
    for other in (*others, bytes(one), None):
        assert one != other
    with pytest.raises(TypeError):
        hash(one)


def test_a_guest_is_compared_by_each_part_in_turn() -> None:
    both = GuestKeys(CASE, 1, (PART_KEY, CASE_KEY.part(Part.REPORT)))
    assert bytes(both) == CASE + (1).to_bytes(4) + b"".join(bytes(part) for part in both.parts)
    assert bytes(PART_KEY) == bytes([3]) + CASE + (1).to_bytes(4) + PART_KEY.raw


def test_a_secret_is_another_than_one_of_another_kind_with_the_same_bytes() -> None:
    assert VaultSeed(bytes(32)) != RecoverySecret(bytes(32))
    assert BlobKey(bytes(32)) != EnvelopeKey(bytes(32))


def test_every_kind_of_secret_was_compared() -> None:
    kinds = {one for one in dataclasses_of_crypto() if issubclass(one, Secret)}
    assert kinds == {type(one) for one, _ in PAIRS}
