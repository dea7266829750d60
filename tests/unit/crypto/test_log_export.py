"""Whatever is done to a history after it was signed, somebody with the keys finds out."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.errors import CryptoError, MalformedError
from crypto.log.checkpoint import Checkpoint, Member, countersigned, signed_checkpoint
from crypto.log.commitment import Commitment, committed
from crypto.log.export import Export, Leaf, export_lines, parse_export
from crypto.log.notes import Signer
from crypto.log.proofs import consistency_proof
from crypto.log.tree import EMPTY_ROOT, Tree
from crypto.log.verifying import Finding, Trouble, Trust, Verdict, verify_export
from crypto.signing import SigningSeed
from tests.unit.crypto.mailboxes import secret

ORIGIN = "committee.example/history"


def seed_of(name: str) -> SigningSeed:
    return SigningSeed(secret(f"{name} history") + secret(f"{name} history mldsa"))


HERALD_SEED, MARIA_SEED = seed_of("herald"), seed_of("maria")
HERALD, MARIA = Signer(ORIGIN, HERALD_SEED.public), Signer("maria", MARIA_SEED.public)
TRUST = Trust((HERALD,), (MARIA,))
SIZES = (4, 8, 12)


def leaves_of(story: str, count: int) -> tuple[Leaf, ...]:
    openings = [committed({"story": story, "number": number}) for number in range(count)]
    return tuple(
        Leaf(opening.commitment, opening if number % 3 == 0 else None)
        for number, opening in enumerate(openings)
    )


def tree_of(leaves: tuple[Leaf, ...]) -> Tree:
    tree = Tree()
    for leaf in leaves:
        tree.append(leaf.commitment)
    return tree


def checkpoint_of(leaves: tuple[Leaf, ...], size: int) -> Checkpoint:
    return Checkpoint(ORIGIN, size, tree_of(leaves).root(size))


def note_of(checkpoint: Checkpoint, seed: SigningSeed = HERALD_SEED) -> bytes:
    return str(signed_checkpoint(checkpoint, ORIGIN, seed)).encode()


LEAVES = leaves_of("ours", 12)
NOTES = tuple(note_of(checkpoint_of(LEAVES, size)) for size in SIZES)
EXPORT = Export(ORIGIN, LEAVES, NOTES)
FILE = "".join(export_lines(EXPORT)).encode()


def troubles(export: Export, *earlier: Checkpoint) -> list[tuple[Trouble, int, int]]:
    found = verify_export(export, TRUST, earlier).findings
    return [(one.trouble, one.first, one.last) for one in found]


def test_an_untouched_history_is_sound() -> None:
    newest = checkpoint_of(LEAVES, 12)
    assert verify_export(EXPORT, TRUST) == Verdict(12, newest, frozenset(), ())
    assert troubles(EXPORT, *(checkpoint_of(LEAVES, size) for size in range(1, 13))) == []


def test_a_history_survives_its_file() -> None:
    assert parse_export(FILE) == EXPORT


def test_there_is_no_secret_in_a_file_of_commitments() -> None:
    closed = Export(ORIGIN, tuple(Leaf(leaf.commitment) for leaf in LEAVES), NOTES)
    written = "".join(export_lines(closed))
    assert all(len(line) < 60 for line in written.split("\n") if line.startswith("leaf"))
    assert len(written.split("\n")) == 2 + 12 + 3 + 1 + 1
    assert parse_export(written.encode()) == closed


def test_an_empty_history_is_sound() -> None:
    empty = Export(ORIGIN, (), ())
    assert verify_export(empty, TRUST) == Verdict(0, None, frozenset(), ())
    assert parse_export("".join(export_lines(empty)).encode()) == empty
    signed = Export(ORIGIN, (), (note_of(Checkpoint(ORIGIN, 0, EMPTY_ROOT)),))
    assert troubles(signed) == []
    wrong = Export(ORIGIN, (), (note_of(Checkpoint(ORIGIN, 0, bytes(32))),))
    assert troubles(wrong) == [(Trouble.CHANGED, 0, 0)]


@settings(max_examples=40, deadline=None)
@given(at=st.integers(0, 11), to=st.integers(0, 11), kind=st.sampled_from(range(5)))
def test_whoever_alters_removes_moves_or_inserts_is_noticed(at: int, to: int, kind: int) -> None:
    stranger = Leaf(committed({"story": "theirs"}).commitment)
    changed = [
        (*LEAVES[:at], stranger, *LEAVES[at + 1 :]),
        (*LEAVES[:at], *LEAVES[at + 1 :]),
        (*LEAVES[:at], stranger, *LEAVES[at:]),
        tuple(sorted(LEAVES, key=lambda leaf: (leaf == LEAVES[at], leaf == LEAVES[to]))),
        (*LEAVES, stranger),
    ][kind]
    if changed != LEAVES:
        assert troubles(replace(EXPORT, leaves=changed))


@pytest.mark.parametrize(("at", "first", "last"), [(0, 0, 4), (3, 0, 4), (4, 4, 8), (11, 8, 12)])
def test_the_first_wrong_checkpoint_tells_where_to_look(at: int, first: int, last: int) -> None:
    changed = (*LEAVES[:at], Leaf(Commitment(bytes(32))), *LEAVES[at + 1 :])
    found = troubles(replace(EXPORT, leaves=changed))
    assert found[0] == (Trouble.CHANGED, first, last)
    assert {trouble for trouble, _, _ in found} == {Trouble.CHANGED}
    assert [end for _, _, end in found] == [size for size in SIZES if size > at]


def test_an_opened_entry_that_was_exchanged_is_noticed() -> None:
    forged = replace(LEAVES[3], opening=committed({"story": "nicer"}))
    changed = replace(EXPORT, leaves=(*LEAVES[:3], forged, *LEAVES[4:]))
    assert troubles(changed) == [(Trouble.ENTRY_ALTERED, 3, 3)]


def test_removed_leaves_are_noticed() -> None:
    assert troubles(replace(EXPORT, leaves=LEAVES[:10])) == [(Trouble.REMOVED, 10, 12)]


def test_leaves_that_nobody_signed_for_are_named() -> None:
    assert troubles(replace(EXPORT, checkpoints=NOTES[:2])) == [(Trouble.UNATTESTED, 8, 12)]
    assert troubles(replace(EXPORT, checkpoints=())) == [(Trouble.UNATTESTED, 0, 12)]


def test_a_history_rolled_back_is_noticed_by_whoever_kept_a_checkpoint() -> None:
    rolled = Export(ORIGIN, LEAVES[:8], NOTES[:2])
    assert troubles(rolled) == []
    kept = checkpoint_of(LEAVES, 9)
    assert troubles(rolled, kept) == [(Trouble.ROLLED_BACK, 8, 9)]
    assert troubles(rolled, checkpoint_of(LEAVES, 8), checkpoint_of(LEAVES, 3)) == []


def test_a_rewritten_history_with_good_signatures_is_noticed_by_any_kept_checkpoint() -> None:
    other = leaves_of("theirs", 12)
    forged = Export(ORIGIN, other, tuple(note_of(checkpoint_of(other, size)) for size in SIZES))
    assert troubles(forged) == []
    for size in range(1, 13):
        found = troubles(forged, checkpoint_of(LEAVES, size))
        assert (Trouble.FORKED, size, size) in found or size not in SIZES
        assert Trouble.CHANGED in {trouble for trouble, _, _ in found}


def test_two_signed_checkpoints_of_one_size_are_a_fork() -> None:
    fork = note_of(checkpoint_of(leaves_of("theirs", 8), 8))
    forked = replace(EXPORT, checkpoints=(*NOTES[:2], fork, NOTES[2]))
    (first, second) = troubles(forked)
    assert first == (Trouble.FORKED, 8, 8)
    assert second in {(Trouble.CHANGED, 4, 8), (Trouble.CHANGED, 8, 8)}
    twice = replace(EXPORT, checkpoints=(*NOTES, NOTES[2]))
    assert troubles(twice) == []


def test_checkpoints_out_of_order_are_noticed() -> None:
    swapped = replace(EXPORT, checkpoints=(NOTES[1], NOTES[0], NOTES[2]))
    assert troubles(swapped) == [(Trouble.OUT_OF_ORDER, 1, 1)]


def test_a_checkpoint_without_the_heralds_signature_counts_for_nothing() -> None:
    lie = Checkpoint(ORIGIN, 12, bytes(32))
    by_maria = str(signed_checkpoint(lie, MARIA.name, MARIA_SEED)).encode()
    by_a_namesake = note_of(lie, MARIA_SEED)
    broken = NOTES[2].replace(b"\n12\n", b"\n11\n")
    for wrong in (by_maria, by_a_namesake, broken):
        found = troubles(replace(EXPORT, checkpoints=(*NOTES, wrong)))
        assert found == [(Trouble.UNSIGNED, 3, 3)]


def test_a_checkpoint_that_cannot_be_read_is_named() -> None:
    found = troubles(replace(EXPORT, checkpoints=(b"rubbish", *NOTES)))
    assert found == [(Trouble.UNREADABLE, 0, 0)]


def test_a_checkpoint_of_another_history_is_noticed() -> None:
    stranger = note_of(replace(checkpoint_of(LEAVES, 12), origin="elsewhere"))
    found = troubles(replace(EXPORT, checkpoints=(*NOTES, stranger)))
    assert found == [(Trouble.OTHER_HISTORY, 3, 3)]
    kept = replace(checkpoint_of(LEAVES, 12), origin="elsewhere")
    assert troubles(EXPORT, checkpoint_of(LEAVES, 4), kept) == [(Trouble.OTHER_HISTORY, 4, 4)]


def test_former_heralds_vouch_for_what_they_signed() -> None:
    old_seed = seed_of("old herald")
    old = note_of(checkpoint_of(LEAVES, 4), old_seed)
    mixed = replace(EXPORT, checkpoints=(old, *NOTES[1:]))
    assert troubles(mixed) == [(Trouble.UNSIGNED, 0, 0)]
    both = Trust((Signer(ORIGIN, old_seed.public), HERALD))
    assert verify_export(mixed, both).findings == ()


def test_the_verdict_names_who_countersigned_the_newest_checkpoint() -> None:
    tree = tree_of(LEAVES)
    note = signed_checkpoint(checkpoint_of(LEAVES, 12), ORIGIN, HERALD_SEED)
    member = Member(MARIA.name, MARIA_SEED, checkpoint_of(LEAVES, 4))
    signed = countersigned(note, member, consistency_proof(tree.node, 4, 12), [HERALD])
    export = replace(EXPORT, checkpoints=(*NOTES[:2], str(signed).encode()))
    assert verify_export(export, TRUST).countersigned_by == {MARIA.name}
    assert verify_export(export, Trust((HERALD,))).countersigned_by == set()
    older = replace(EXPORT, checkpoints=(str(signed).encode(),), leaves=LEAVES)
    assert verify_export(older, TRUST).newest == checkpoint_of(LEAVES, 12)


def test_a_member_called_like_a_herald_is_none() -> None:
    namesake = Trust((HERALD,), (Signer(ORIGIN, MARIA_SEED.public),))
    own = note_of(checkpoint_of(LEAVES, 12), MARIA_SEED)
    verdict = verify_export(replace(EXPORT, checkpoints=(own,)), namesake)
    assert Finding(Trouble.UNSIGNED, 0, 0) in verdict.findings
    assert verdict.newest is None
    assert verdict.countersigned_by == set()
    assert verify_export(EXPORT, namesake).countersigned_by == set()


LINES = FILE.decode().split("\n")


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["charterline-history/v1"],
        ["charterline-history/v1", "origin a", ""],
        ["charterline-history/v2", *LINES[1:]],
        [LINES[0], *LINES[2:]],
        [LINES[0], "origins a", *LINES[2:]],
        [*LINES[:2], LINES[2] + " ", *LINES[3:]],
        [*LINES[:2], LINES[2] + "=", *LINES[3:]],
        [*LINES[:2], "leaf AAAA", *LINES[3:]],
        [*LINES[:3], LINES[3] + " AAAA", *LINES[4:]],
        [*LINES[:2], "leaf", *LINES[3:]],
        [*LINES[:2], *LINES[3:]],
        [*LINES[:2], "", *LINES[2:]],
        [*LINES[:-2], "end 12 4", ""],
        [*LINES[:-2], "end 012 3", ""],
        [*LINES[:-1]],
        [*LINES, ""],
        [*LINES[:-2], "checkpoints", *LINES[-2:]],
        [*LINES[:-2], "checkpoint *", *LINES[-2:]],
        [*LINES[:2], LINES[-3], *LINES[2:-3], *LINES[-2:]],
        [line + "\r" for line in LINES],
    ],
)
def test_what_is_no_history_is_refused(lines: list[str]) -> None:
    with pytest.raises(MalformedError):
        parse_export("\n".join(lines).encode())


def test_bytes_that_are_not_unicode_are_refused() -> None:
    with pytest.raises(MalformedError):
        parse_export(FILE + b"\xff")


@settings(max_examples=100, deadline=None)
@given(at=st.integers(0, len(FILE) - 1), bit=st.integers(0, 7))
def test_no_flipped_bit_of_a_file_goes_unnoticed(at: int, bit: int) -> None:
    raw = bytearray(FILE)
    raw[at] ^= 1 << bit
    try:
        export = parse_export(bytes(raw))
    except CryptoError:
        return
    verdict = verify_export(export, TRUST)
    # What stays unnoticed hit a line of a checkpoint that only other tools read.
    if not verdict.findings:
        assert (export.leaves, verdict.newest) == (LEAVES, checkpoint_of(LEAVES, 12))


@settings(max_examples=50, deadline=None)
@given(size=st.integers(0, len(FILE) - 1))
def test_a_cut_file_is_refused(size: int) -> None:
    with pytest.raises(MalformedError):
        parse_export(FILE[:size])
