"""An export is checked offline by whoever received it, on any machine.

    python -m casework verify-export case.zip --genesis HASH [--manifests committee-keys.bin]

It asks no network and no database, and believes nothing but the fingerprint that it is given.
0: it is as it was signed. 1: it is not. 2: no telling, for instance because none was given.
"""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final
from zipfile import ZipFile

from casework.export.services.checking import ZIP_FAULTS, Trouble, findings, list_in, small_file
from casework.export.services.packing import KEYS
from casework.proofs import split_manifests
from casework.verify_proof import (
    FAILS,
    HOLDS,
    UNCHECKED,
    CannotCheckError,
    Told,
    chain_in,
    read_file,
    tell,
)
from crypto.admission import roles_of
from crypto.errors import CannotOpenError, MalformedError
from crypto.export.packing import PackingList, verify_packing_list
from crypto.manifest.chain import Chain
from crypto.manifest.fingerprint import fingerprint

_SAYS: Final[Mapping[Trouble, str]] = {
    Trouble.MISSING: "{name} is not there any more.",
    Trouble.CHANGED: "{name} was changed.",
    Trouble.UNLISTED: "{name} was not in it.",
    Trouble.TWICE: "{name} is in it twice.",
}


def main(arguments: Sequence[str]) -> int:
    asked = _parser().parse_args(arguments)
    try:
        told = _verified(asked)
    except CannotCheckError as sorry:
        told = Told(UNCHECKED, f"This export could not be checked. {sorry}")
    return tell(told)


def _parser() -> argparse.ArgumentParser:
    verify = argparse.ArgumentParser(
        prog="python -m casework verify-export", description="Check an export, offline."
    )
    verify.add_argument("export", type=Path, help="the ZIP file, as it was received")
    verify.add_argument(
        "--genesis", default="", help="the committee's fingerprint, or its first manifest's hash"
    )
    verify.add_argument(
        "--manifests",
        type=Path,
        help="the committee’s keys, as it or its public site hands them out; needed where the"
        " export names nobody of the committee, and so does not hold them",
    )
    return verify


def _verified(asked: argparse.Namespace) -> Told:
    try:
        with ZipFile(asked.export) as whole:
            return _judged(whole, asked)
    except OSError as exc:
        raise CannotCheckError(f"{asked.export} cannot be read: {exc.strerror}.") from None
    except ZIP_FAULTS:
        raise CannotCheckError(f"{asked.export} is not a ZIP file, or it was cut off.") from None


def _judged(whole: ZipFile, asked: argparse.Namespace) -> Told:
    try:
        listed = list_in(whole)
        keys = _keys_for(whole, asked.manifests)
        pinned = asked.genesis or split_manifests(keys)[0].hash.hex()
    except (MalformedError, IndexError):
        raise CannotCheckError(
            "Its list of files, or the committee’s keys, cannot be read."
        ) from None
    chain = chain_in(keys, pinned)
    try:
        verify_packing_list(listed, roles_of(chain, chain.newest))
    except CannotOpenError:
        return Told(
            FAILS, "This export does not hold: no holder of the committee’s keys signed it."
        )
    wrong = [_SAYS[each.trouble].format(name=each.name) for each in findings(whole, listed)]
    if wrong:
        return Told(FAILS, "\n".join(["This export does not hold.", *wrong]))
    return _as_signed(listed, chain, is_pinned=bool(asked.genesis))


def _keys_for(whole: ZipFile, given: Path | None) -> bytes:
    if given is not None:
        return read_file(given)
    if KEYS not in whole.namelist():
        raise CannotCheckError(
            "It does not hold the committee’s keys, since those name its people."
            " Ask the committee for them, and give the file with --manifests."
        )
    return small_file(whole, KEYS)


def _as_signed(listed: PackingList, chain: Chain, *, is_pinned: bool) -> Told:
    copies = ", ".join(f"copy {each.number} of {each.case}" for each in listed.copies)
    says = (
        f"It is {copies}, made on {listed.made} for {listed.receiver}: {listed.purpose}.\n"
        f"{_who_signed(listed, chain)} signed for its {len(listed.files)} files."
    )
    mark = fingerprint(chain.links[0].hash)
    if is_pinned:
        return Told(HOLDS, f"This export holds.\n{says}\nThe committee’s fingerprint is {mark}.")
    return Told(
        UNCHECKED,
        f"No byte of it was changed since it was signed.\n{says}\n"
        f"Whose keys signed it was not checked. They say that they are of the committee\n"
        f"{mark}\n"
        "If that is the fingerprint that you know from elsewhere, give it with --genesis.",
    )


def _who_signed(listed: PackingList, chain: Chain) -> str:
    """Name nobody whom the export does not name."""
    if isinstance(listed.signer, bytes):
        return "A holder of the committee’s keys"
    link = chain.find(listed.manifest) or chain.newest
    return link.manifest.person(listed.signer).name
