"""Checkpoints that other tools can read, and that only we could have signed."""

from base64 import b64decode
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.errors import CannotOpenError, CryptoError, MalformedError, RefusedError
from crypto.log.checkpoint import (
    Checkpoint,
    Member,
    countersigned,
    parse_checkpoint,
    read_checkpoint,
    signed_checkpoint,
)
from crypto.log.notes import (
    Note,
    Signer,
    key_id,
    parse_note,
    sign_note,
    signed_by,
    verify_ed25519,
)
from crypto.log.proofs import consistency_proof
from crypto.log.tree import Tree
from crypto.signing import SigningPublic, SigningSeed
from tests.unit.crypto.frozen import Vector, frozen, name_of
from tests.unit.crypto.mailboxes import secret

ORIGIN = "committee.example/history"


def seed_of(name: str) -> SigningSeed:
    return SigningSeed(secret(f"{name} note") + secret(f"{name} note mldsa"))


def history(size: int, branch: bytes = b"") -> Tree:
    tree = Tree()
    for number in range(size):
        tree.append(branch + number.to_bytes(2))
    return tree


HERALD_SEED, MARIA_SEED = seed_of("herald"), seed_of("maria")
HERALD = Signer(ORIGIN, HERALD_SEED.public)
MARIA = Signer(f"{ORIGIN}/maria", MARIA_SEED.public)
TREE = history(12)


def checkpoint(size: int, tree: Tree = TREE) -> Checkpoint:
    return Checkpoint(ORIGIN, size, tree.root(size), ("day 2026-06-03",))


NOTE = signed_checkpoint(checkpoint(8), ORIGIN, HERALD_SEED)


@pytest.mark.parametrize("vector", frozen("checkpoint", "published"), ids=name_of)
def test_published_notes_verify_here(vector: Vector) -> None:
    note = parse_note(vector["note"].encode())
    assert str(note) == vector["note"]
    kind_and_key = b64decode(vector["key"])
    wanted = key_id(vector["signer"], kind_and_key[:1], kind_and_key[1:])
    assert wanted.hex() == vector["key_id"]
    lines = [
        line for line in note.signatures if (line.name, line.key_id) == (vector["signer"], wanted)
    ]
    assert len(lines) == 1
    if vector["expect"] == "verifies":
        verify_ed25519(lines[0], kind_and_key[1:], note.text.encode())
    else:
        with pytest.raises(CannotOpenError):
            verify_ed25519(lines[0], kind_and_key[1:], note.text.encode())


def test_the_published_signing_key_gives_the_published_line() -> None:
    (vector,) = (one for one in frozen("checkpoint", "published") if "seed" in one)
    seed = SigningSeed(bytes.fromhex(vector["seed"]) + bytes(32))
    text = vector["note"].rpartition("\n\n")[0] + "\n"
    note = sign_note(Note(text, ()), vector["signer"], seed)
    assert str(Note(text, note.signatures[:1])) == vector["note"]


@pytest.mark.parametrize("vector", frozen("checkpoint", "checkpoints"), ids=name_of)
def test_published_checkpoints_are_read_here(vector: Vector) -> None:
    found, note = parse_checkpoint(vector["note"].encode())
    assert (found.origin, found.size) == (vector["origin"], vector["size"])
    assert found.root == b64decode(vector["root"])
    assert found.extensions == tuple(vector["extensions"])
    assert str(note) == vector["note"]


@pytest.mark.parametrize("vector", frozen("checkpoint", "ours"), ids=name_of)
def test_our_frozen_checkpoint_still_verifies(vector: Vector) -> None:
    herald = Signer(vector["signer"], SigningPublic(bytes.fromhex(vector["public"])))
    assert herald.ed25519_id.hex() == vector["ed25519_id"]
    assert herald.hybrid_id.hex() == vector["hybrid_id"]
    _, note = parse_checkpoint(vector["note"].encode())
    assert signed_by(note, [herald]) == {vector["signer"]}


@pytest.mark.parametrize("vector", frozen("checkpoint", "refused"), ids=name_of)
def test_other_spellings_of_a_checkpoint_are_refused(vector: Vector) -> None:
    with pytest.raises(MalformedError):
        parse_checkpoint(bytes.fromhex(vector["raw"]))


def test_a_signed_checkpoint_has_two_lines_for_each_signer() -> None:
    raw = str(NOTE).encode()
    found, note = parse_checkpoint(raw)
    assert (found, note) == (checkpoint(8), NOTE)
    assert [len(line.raw) for line in NOTE.signatures] == [64, 3_373]
    assert {line.name for line in NOTE.signatures} == {ORIGIN}
    verify_ed25519(NOTE.signatures[0], HERALD.ed25519, found.text.encode())
    assert signed_by(note, [HERALD]) == {ORIGIN}


def test_only_known_keys_count_and_unknown_ones_do_no_harm() -> None:
    assert signed_by(NOTE, []) == set()
    assert signed_by(NOTE, [MARIA]) == set()
    namesake = Signer(ORIGIN, MARIA_SEED.public)
    assert signed_by(NOTE, [namesake]) == set()
    assert signed_by(NOTE, [namesake, MARIA, HERALD]) == {ORIGIN}


def test_the_line_for_other_tools_alone_is_not_a_signature_of_ours() -> None:
    classical, hybrid = NOTE.signatures
    assert signed_by(replace(NOTE, signatures=(classical,)), [HERALD]) == set()
    assert signed_by(replace(NOTE, signatures=(hybrid,)), [HERALD]) == {ORIGIN}


@settings(max_examples=60, deadline=None)
@given(line=st.integers(0, 1), at=st.integers(0, 3_372), bit=st.integers(0, 7))
def test_a_flipped_bit_of_a_known_line_condemns_the_note(line: int, at: int, bit: int) -> None:
    lines = list(NOTE.signatures)
    raw = bytearray(lines[line].raw)
    raw[at % len(raw)] ^= 1 << bit
    lines[line] = replace(lines[line], raw=bytes(raw))
    with pytest.raises(CannotOpenError):
        signed_by(replace(NOTE, signatures=tuple(lines)), [HERALD])


def test_signatures_do_not_fit_another_text() -> None:
    with pytest.raises(CannotOpenError):
        signed_by(replace(NOTE, text=checkpoint(9).text), [HERALD])


@settings(max_examples=100, deadline=None)
@given(at=st.integers(0, 200), bit=st.integers(0, 7))
def test_a_flipped_bit_of_the_file_is_noticed(at: int, bit: int) -> None:
    raw = bytearray(str(NOTE).encode())
    raw[at] ^= 1 << bit
    try:
        _, note = parse_checkpoint(bytes(raw))
        names = signed_by(note, [HERALD])
    except CryptoError:
        return
    # The rest hits the name or the key id of the first line, whose second line still stands.
    assert names <= {ORIGIN}
    assert note.text == NOTE.text


def test_a_member_countersigns_what_extends_the_last_one() -> None:
    member = Member(MARIA.name, MARIA_SEED, checkpoint(5))
    note = countersigned(NOTE, member, consistency_proof(TREE.node, 5, 8), [HERALD])
    assert signed_by(note, [HERALD, MARIA]) == {ORIGIN, MARIA.name}
    assert len(note.signatures) == 4
    assert parse_note(str(note).encode()) == note


def test_a_first_countersignature_needs_no_proof() -> None:
    note = countersigned(NOTE, Member(MARIA.name, MARIA_SEED, None), [], [HERALD])
    assert MARIA.name in signed_by(note, [MARIA])


def test_a_member_does_not_countersign_a_rewritten_history() -> None:
    other = history(12, b"other")
    forked = signed_checkpoint(checkpoint(8, other), ORIGIN, HERALD_SEED)
    member = Member(MARIA.name, MARIA_SEED, checkpoint(5))
    for proof in (consistency_proof(TREE.node, 5, 8), consistency_proof(other.node, 5, 8), []):
        with pytest.raises(CannotOpenError):
            countersigned(forked, member, proof, [HERALD])
    later = Member(MARIA.name, MARIA_SEED, checkpoint(9))
    with pytest.raises(MalformedError):
        countersigned(NOTE, later, [], [HERALD])
    stranger = Member(MARIA.name, MARIA_SEED, replace(checkpoint(8), origin="elsewhere"))
    with pytest.raises(RefusedError):
        countersigned(NOTE, stranger, [], [HERALD])


def test_a_member_countersigns_only_what_a_herald_signed() -> None:
    member = Member(MARIA.name, MARIA_SEED, None)
    namesake = Signer(ORIGIN, MARIA_SEED.public)
    for heralds in ([], [MARIA], [namesake]):
        with pytest.raises(RefusedError):
            countersigned(NOTE, member, [], heralds)
    own = sign_note(Note(NOTE.text, ()), MARIA.name, MARIA_SEED)
    classical = replace(NOTE, signatures=NOTE.signatures[:1])
    for note in (own, classical, replace(NOTE, signatures=())):
        with pytest.raises(RefusedError):
            countersigned(note, member, [], [HERALD])
    with pytest.raises(CannotOpenError):
        countersigned(replace(NOTE, text=checkpoint(9).text), member, [], [HERALD])


def test_key_ids_depend_on_name_kind_and_key() -> None:
    ids = [HERALD.ed25519_id, HERALD.hybrid_id, MARIA.ed25519_id, MARIA.hybrid_id]
    assert len(set(ids)) == 4
    assert {len(one) for one in ids} == {4}
    kind = b"\xffcharterline/v1/log/note\0"
    plain = ORIGIN.encode() + b"\n" + kind + HERALD.public.raw
    assert HERALD.hybrid_id == sha256(plain).digest()[:4]


@pytest.mark.parametrize(
    "text",
    [
        "a\n1\n",
        f"a\n01\n{'A' * 43}=\n",
        f"a\n+1\n{'A' * 43}=\n",
        f"a\n1_0\n{'A' * 43}=\n",
        f"a\n٣\n{'A' * 43}=\n",
        f"a\n{2**63}\n{'A' * 43}=\n",
        f"a\n{'1' * 5_000}\n{'A' * 43}=\n",
        f"\n1\n{'A' * 43}=\n",
        f"a\n1\n{'A' * 44}\n",
        f"a\n1\n{'A' * 42}==\n",
        f"a\n1\n{'A' * 42}B=\n",
        "a\n1\n*\n",
        "a\n1\nA\n",
        "a\n1\n\u00e9\n",
        f"a\n1\n{'A' * 43}=\n\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    assert read_checkpoint(Note(f"a\n1\n{'A' * 43}=\n", ())).root == bytes(32)
    with pytest.raises(MalformedError):
        read_checkpoint(Note(text, ()))


def test_sizes_end_at_what_a_proof_can_judge() -> None:
    most = Checkpoint("a", 2**63 - 1, bytes(32))
    assert read_checkpoint(Note(most.text, ())) == most
    assert Checkpoint("a", 0, bytes(32)).text.split("\n")[1] == "0"


@pytest.mark.parametrize(
    ("origin", "size", "root", "extensions"),
    [
        ("a", 2**63, bytes(32), ()),
        ("a", -1, bytes(32), ()),
        ("a", 1, bytes(31), ()),
        ("a", 1, bytes(33), ()),
        ("", 1, bytes(32), ()),
        ("a\n", 1, bytes(32), ()),
        ("a", 1, bytes(32), ("",)),
        ("a", 1, bytes(32), ("b\0",)),
    ],
)
def test_what_could_not_be_written_as_a_checkpoint_is_none(
    origin: str, size: int, root: bytes, extensions: tuple[str, ...]
) -> None:
    with pytest.raises(MalformedError):
        Checkpoint(origin, size, root, extensions)
