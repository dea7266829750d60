"""The history is checked offline, by an auditor or a court, on any machine.

    python -m casework verify-history history.txt --manifests manifests.bin --genesis HASH
    …  --checkpoint mail.txt      as often as there are checkpoints that somebody kept

It asks no network and no database, and believes nothing but the hash that it is given.
0: nothing was altered, removed, added, moved or taken back. 1: something was. 2: no telling.
"""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from casework.history.services.trusting import ORIGIN, origin_of, trust_of
from casework.verify_proof import (
    FAILS,
    HOLDS,
    UNCHECKED,
    CannotCheckError,
    Told,
    as_text,
    read_chain,
    read_file,
    tell,
)
from crypto.errors import CryptoError, MalformedError
from crypto.log.checkpoint import Checkpoint, parse_checkpoint, read_checkpoint
from crypto.log.export import parse_export
from crypto.log.notes import Note
from crypto.log.verifying import Finding, Trouble, Verdict, verify_export
from crypto.manifest.chain import Chain
from crypto.manifest.fingerprint import fingerprint
from crypto.names import PersonId

# A history of decades, with a page of signatures for every night of it.
_LARGEST: Final = 4 * 1024**3
_SAYS: Final[Mapping[Trouble, str]] = {
    Trouble.ENTRY_ALTERED: "Entry {first} does not say what was committed to.",
    Trouble.CHANGED: "Something was altered, removed, added or moved between entries"
    " {first} and {last}.",
    Trouble.REMOVED: "Entries {first} to {last} were signed for and are not there.",
    Trouble.ROLLED_BACK: "The history was taken back: it ends at entry {first}, and you hold"
    " a checkpoint of {last} entries.",
    Trouble.FORKED: "There were two histories of {first} entries.",
    Trouble.UNREADABLE: "Checkpoint {first} cannot be read.",
    Trouble.UNSIGNED: "Checkpoint {first} is not signed by the committee’s herald.",
    Trouble.OTHER_HISTORY: "Checkpoint {first} is of another history.",
    Trouble.OUT_OF_ORDER: "Checkpoint {first} is older than the one before it.",
    Trouble.UNATTESTED: "Nobody has signed for entries {first} to {last}.",
}


def main(arguments: Sequence[str]) -> int:
    asked = _parser().parse_args(arguments)
    try:
        told = _verified(asked)
    except CannotCheckError as sorry:
        told = Told(UNCHECKED, f"This history could not be checked. {sorry}")
    return tell(told)


def _parser() -> argparse.ArgumentParser:
    verify = argparse.ArgumentParser(
        prog="python -m casework verify-history", description="Check a history, offline."
    )
    verify.add_argument("history", type=Path, help="the file that the committee exported")
    verify.add_argument(
        "--manifests", type=Path, required=True, help="the file that the public site offers"
    )
    verify.add_argument(
        "--genesis", required=True, help="the committee's fingerprint, or its first manifest's hash"
    )
    verify.add_argument(
        "--checkpoint",
        type=Path,
        action="append",
        default=[],
        help="a checkpoint that you kept: a mail, a board report, a signed note",
    )
    return verify


def _verified(asked: argparse.Namespace) -> Told:
    chain = read_chain(asked.manifests, asked.genesis)
    earlier = [checkpoint_in(path) for path in asked.checkpoint]
    try:
        export = parse_export(read_file(asked.history, _LARGEST))
    except MalformedError:
        raise CannotCheckError(f"{asked.history} is not a history, or it was cut off.") from None
    if export.origin != origin_of(chain):
        raise CannotCheckError("It is the history of another committee.")
    return _told(verify_export(export, trust_of(chain), earlier), chain)


def _told(verdict: Verdict, chain: Chain) -> Told:
    if verdict.findings:
        return Told(FAILS, "\n".join(["This history does not hold.", *_words(verdict.findings)]))
    manifest = chain.newest.manifest
    names = {person.id: person.name for link in chain.links for person in link.manifest.persons}
    by = sorted(names.get(each, each) for each in map(PersonId, verdict.countersigned_by))
    lines = (
        "This history holds.\n"
        f"It is the history of the {manifest.committee} of {manifest.company}:"
        f" {verdict.size} entries, fillers among them.\n"
        f"The newest checkpoint was countersigned by {', '.join(by) or 'nobody yet'}.\n"
        f"The committee’s fingerprint is {fingerprint(chain.links[0].hash)}."
    )
    return Told(HOLDS, lines)


def _words(findings: Sequence[Finding]) -> list[str]:
    return [_SAYS[each.trouble].format(first=each.first, last=each.last) for each in findings]


def checkpoint_in(path: Path) -> Checkpoint:
    """Find a checkpoint in whatever somebody kept: a signed note, or three lines in a mail."""
    raw = read_file(path)
    try:
        return parse_checkpoint(raw)[0]
    except CryptoError:
        pass
    lines = [line.strip(" >\r") for line in as_text(raw, path).split("\n")]
    for at, line in enumerate(lines):
        if line.startswith(ORIGIN):
            return _three_lines(lines[at : at + 3], path)
    raise CannotCheckError(f"{path} holds no checkpoint.")


def _three_lines(lines: Sequence[str], path: Path) -> Checkpoint:
    try:
        return read_checkpoint(Note("".join(f"{line}\n" for line in lines), ()))
    except MalformedError:
        raise CannotCheckError(f"The checkpoint in {path} cannot be read.") from None
