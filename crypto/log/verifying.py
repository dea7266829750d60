"""Check a history offline, from its export and the public keys alone.

Every root is computed again from the leaves, so nothing that the server says
about its own tree is believed. What cannot be seen from one export, that all of
it was exchanged for another, an earlier checkpoint from any old mail brings out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from crypto.errors import CryptoError
from crypto.log.checkpoint import Checkpoint, parse_checkpoint
from crypto.log.export import Export
from crypto.log.notes import Signer, signed_by
from crypto.log.tree import Frontier


class Trouble(StrEnum):
    """What can be wrong. The two numbers of a finding are leaves, unless it says otherwise."""

    ENTRY_ALTERED = "entry-altered"  # an opened entry is not the one committed to, at the leaf
    CHANGED = "changed"  # altered, removed, added or moved, after the first and up to the last
    REMOVED = "removed"  # signed for up to the last, but there only up to the first
    ROLLED_BACK = "rolled-back"  # the newest checkpoint stops at the first; one you hold, at last
    FORKED = "forked"  # two checkpoints of one size say different things, both numbers the size
    UNREADABLE = "unreadable"  # the checkpoint of this number, counted from 0
    UNSIGNED = "unsigned"  # the checkpoint of this number lacks the herald's valid signature
    OTHER_HISTORY = "other-history"  # the checkpoint of this number names another origin; those
    # that you hold yourself are counted on after those of the export
    OUT_OF_ORDER = "out-of-order"  # the checkpoint of this number is older than the one before
    UNATTESTED = "unattested"  # leaves after the first, up to the last, are not yet signed for


@dataclass(frozen=True, slots=True)
class Finding:
    trouble: Trouble
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Trust:
    """Whose signatures count. Former heralds stay listed, for what they signed."""

    heralds: tuple[Signer, ...]
    members: tuple[Signer, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    size: int
    newest: Checkpoint | None
    countersigned_by: frozenset[str]  # members, on the newest checkpoint
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Signed:
    number: int
    checkpoint: Checkpoint
    members: frozenset[str]


def verify_export(export: Export, trust: Trust, earlier: Sequence[Checkpoint] = ()) -> Verdict:
    """Return everything that is wrong. `earlier` are checkpoints that you held on to yourself."""
    signed, findings = _signed(export, trust)
    claims = [one.checkpoint for one in signed]
    newest = max(claims, key=lambda one: one.size, default=None)
    findings += [
        *_altered(export),
        *_strangers(export, signed, earlier),
        *_misplaced(signed),
        *_forked([*claims, *earlier]),
        *_changed(export, [*claims, *earlier]),
        *_ends(export, newest, earlier),
    ]
    names = [one.members for one in signed if one.checkpoint == newest]
    return Verdict(len(export.leaves), newest, frozenset().union(*names), tuple(findings))


def _signed(export: Export, trust: Trust) -> tuple[list[_Signed], list[Finding]]:
    """Keep the checkpoints that a herald signed; a word that nobody stands for proves nothing."""
    kept, findings = [], []
    for number, raw in enumerate(export.checkpoints):
        try:
            checkpoint, note = parse_checkpoint(raw)
        except CryptoError:
            findings.append(Finding(Trouble.UNREADABLE, number, number))
            continue
        try:
            # Not by name: a member may be called like a herald, and is none.
            heralds, members = signed_by(note, trust.heralds), signed_by(note, trust.members)
        except CryptoError:
            heralds, members = frozenset(), frozenset()
        if heralds:
            kept.append(_Signed(number, checkpoint, members))
        else:
            findings.append(Finding(Trouble.UNSIGNED, number, number))
    return kept, findings


def _altered(export: Export) -> list[Finding]:
    return [
        Finding(Trouble.ENTRY_ALTERED, place, place)
        for place, leaf in enumerate(export.leaves)
        if leaf.opening is not None and leaf.opening.commitment != leaf.commitment
    ]


def _strangers(
    export: Export, signed: Sequence[_Signed], earlier: Sequence[Checkpoint]
) -> list[Finding]:
    """Find the checkpoints of another history, which say nothing about this one."""
    numbered = [(one.number, one.checkpoint) for one in signed]
    numbered += enumerate(earlier, len(export.checkpoints))
    return [
        Finding(Trouble.OTHER_HISTORY, number, number)
        for number, checkpoint in numbered
        if checkpoint.origin != export.origin
    ]


def _misplaced(signed: Sequence[_Signed]) -> list[Finding]:
    return [
        Finding(Trouble.OUT_OF_ORDER, after.number, after.number)
        for before, after in pairwise(signed)
        if after.checkpoint.size < before.checkpoint.size
    ]


def _forked(claims: Iterable[Checkpoint]) -> list[Finding]:
    roots: dict[int, set[bytes]] = {}
    for one in claims:
        roots.setdefault(one.size, set()).add(one.root)
    return [
        Finding(Trouble.FORKED, size, size) for size, both in sorted(roots.items()) if len(both) > 1
    ]


def _changed(export: Export, claims: Iterable[Checkpoint]) -> list[Finding]:
    """Compare the root at each claimed size with what the leaves really make."""
    claimed = {(one.size, one.root) for one in claims if one.size <= len(export.leaves)}
    made = _roots(export, {size for size, _ in claimed})
    findings, sound = [], 0
    for size, root in sorted(claimed):
        if made[size] == root:
            sound = size
        else:
            findings.append(Finding(Trouble.CHANGED, sound, size))
    return findings


def _roots(export: Export, sizes: set[int]) -> dict[int, bytes]:
    tree = Frontier()
    made = {0: tree.root()}
    for leaf in export.leaves:
        tree.append(leaf.commitment)
        if tree.size in sizes:
            made[tree.size] = tree.root()
    return made


def _ends(
    export: Export, newest: Checkpoint | None, earlier: Sequence[Checkpoint]
) -> list[Finding]:
    """Find what is missing at the end, or was added there without a signature."""
    there, attested = len(export.leaves), newest.size if newest else 0
    findings = []
    if attested > there:
        findings.append(Finding(Trouble.REMOVED, there, attested))
    if attested < there:
        findings.append(Finding(Trouble.UNATTESTED, attested, there))
    held = max((one.size for one in earlier), default=0)
    if held > attested:
        findings.append(Finding(Trouble.ROLLED_BACK, attested, held))
    return findings
