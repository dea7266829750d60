"""A proof of reporting is checked offline, by a lawyer or an agency.

    python -m casework verify-proof notes-2.txt --manifests manifests.bin --genesis HASH

It asks no network and no database, and believes nothing but the hash that it is given.
Every outcome is a plain sentence: 0 the proof holds, 1 it does not, 2 it could not be checked.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import Final

from casework.proofs import read_copy, split_manifests
from crypto.admission import roles_of
from crypto.errors import CannotOpenError, CryptoError, MalformedError, RefusedError
from crypto.mailbox.proof import Proof, read_proof_text, verify_proof
from crypto.manifest.chain import Chain, Trusted, verify_chain
from crypto.manifest.fingerprint import fingerprint
from crypto.manifest.people import Person, Role
from crypto.manifest.signed import SignedManifest
from crypto.names import MANIFEST_HASH_SIZE, ManifestHash

HOLDS: Final = 0
FAILS: Final = 1
UNCHECKED: Final = 2
_FINGERPRINT_LENGTH: Final = 30
# A proof, a copy of 1 MiB of answers, a chain that grew for decades: none is nearly as large.
_LARGEST: Final = 64 * 1024 * 1024
# Crockford's rule for what people read aloud.
_MISREAD: Final = str.maketrans("ILO", "110", " -")


@dataclass(frozen=True, slots=True)
class Told:
    """What was found, in words, and the code for programs."""

    code: int
    words: str


class CannotCheckError(Exception):
    """Says in one sentence why nothing can be said about the proof."""


def main(arguments: Sequence[str]) -> int:
    asked = _parser().parse_args(arguments)
    try:
        told = _verified(asked)
    except CannotCheckError as sorry:
        told = Told(UNCHECKED, f"This proof could not be checked. {sorry}")
    return tell(told)


def tell(told: Told) -> int:
    """Say it where programs look for it, and return its code."""
    stream = sys.stdout if told.code == HOLDS else sys.stderr
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")  # a terminal may not know every name
    stream.write(f"{told.words}\n")
    return told.code


def _parser() -> argparse.ArgumentParser:
    verify = argparse.ArgumentParser(
        prog="python -m casework verify-proof", description="Check a proof of reporting, offline."
    )
    verify.add_argument("proof", type=Path, help="the reporter's file, notes-2.txt")
    verify.add_argument(
        "--manifests", type=Path, required=True, help="the file that the public site offers"
    )
    verify.add_argument(
        "--genesis", required=True, help="the committee's fingerprint, or its first manifest's hash"
    )
    verify.add_argument("--answers", type=Path, help="the committee's own copy of the report")
    return verify


def _verified(asked: argparse.Namespace) -> Told:
    chain = read_chain(asked.manifests, asked.genesis)
    content = None if asked.answers is None else _content(asked.answers)
    kept = as_text(read_file(asked.proof), asked.proof)
    try:
        proof = read_proof_text(kept)
    except MalformedError as exc:
        return Told(FAILS, f"This proof does not hold: {exc}.")
    return _judged(proof, chain, content)


def _judged(proof: Proof, chain: Chain, content: bytes | None) -> Told:
    roles = roles_of(chain, chain.newest)
    try:
        verify_proof(proof, roles, content)
    except CannotOpenError:
        return Told(
            FAILS, "This proof does not hold: no holder of the committee’s keys signed these words."
        )
    except RefusedError:
        return Told(
            FAILS, "The proof is genuine, but it is about another report than this copy shows."
        )
    return Told(HOLDS, _good_news(proof, chain, is_compared=content is not None))


def _good_news(proof: Proof, chain: Chain, *, is_compared: bool) -> str:
    link = chain.find(proof.manifest)
    manifest = (link or chain.newest).manifest
    compared = (
        "The committee’s copy is what was sent, with all its files."
        if is_compared
        else "What was sent was not compared: for that, give the committee’s copy with --answers."
    )
    return (
        "This proof holds.\n"
        f"A report was sent to the {manifest.committee} of {manifest.company} on {proof.sent}.\n"
        f"The committee collected it on {proof.collected}.\n"
        f"Signed by {_called(manifest.person(proof.signer))}.\n"
        f"{compared}\n"
        f"The committee’s fingerprint is {fingerprint(chain.links[0].hash)}."
    )


def _called(person: Person) -> str:
    if person.role is Role.EXTERNAL:
        return f"{person.name} of {person.organisation}, who works for the committee from outside"
    return f"{person.name}, {'chair' if person.chair else 'member'} of the committee"


def read_chain(path: Path, pinned: str) -> Chain:
    return chain_in(read_file(path), pinned)


def chain_in(raw: bytes, pinned: str) -> Chain:
    """Follow the manifests from the one that is pinned. Whoever brought them is not believed."""
    try:
        manifests = split_manifests(raw)
        return verify_chain(Trusted(_genesis(pinned, manifests)), manifests)
    except CryptoError:
        raise CannotCheckError(
            "The manifests do not lead from this fingerprint to anybody’s keys:"
            " the file is damaged or another committee’s."
        ) from None


def _genesis(pinned: str, manifests: Sequence[SignedManifest]) -> ManifestHash:
    """Take the hash, or the fingerprint that reporters see, in any case and spacing."""
    plain = pinned.upper().translate(_MISREAD)
    if len(pinned.strip()) == 2 * MANIFEST_HASH_SIZE:
        try:
            return ManifestHash(bytes.fromhex(pinned))
        except ValueError:
            raise CannotCheckError("The hash has letters other than a to f.") from None
    if len(plain) != _FINGERPRINT_LENGTH:
        raise CannotCheckError(
            "A fingerprint has six groups of five letters and digits; a hash has 64 digits, a to f."
        )
    for each in manifests:
        if fingerprint(each.hash).replace(" ", "") == plain:
            return each.hash
    raise MalformedError("no manifest of that fingerprint")


def _content(path: Path) -> bytes:
    try:
        return read_copy(as_text(read_file(path), path)).content
    except MalformedError:
        raise CannotCheckError(f"{path} is not the committee’s copy of a report.") from None


def as_text(raw: bytes, path: Path) -> str:
    try:
        return raw.decode("utf-8-sig")  # an editor on Windows may have put a mark before it
    except UnicodeDecodeError:
        raise CannotCheckError(f"{path} is not a text file.") from None


def read_file(path: Path, most: int = _LARGEST) -> bytes:
    try:
        with path.open("rb") as file:
            raw = file.read(most + 1)
    except OSError as exc:
        raise CannotCheckError(f"{path} cannot be read: {exc.strerror}.") from None
    if len(raw) > most:
        raise CannotCheckError(f"{path} is larger than any such file.")
    return raw
