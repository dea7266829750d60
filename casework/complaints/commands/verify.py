"""A certificate of destruction is checked offline, by an auditor or a court, on any machine.

    python -m casework verify-destruction certificate.txt --manifests manifests.bin --genesis HASH

It asks no network and no database, and believes nothing but the hash that it is given.
0: a member and counsel approved this very list. 1: they did not. 2: no telling.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from casework.verify_proof import (
    FAILS,
    HOLDS,
    UNCHECKED,
    CannotCheckError,
    Told,
    read_chain,
    read_file,
    tell,
)
from crypto.errors import CryptoError, MalformedError
from crypto.log.certificate import (
    Capacity,
    Certificate,
    Word,
    list_hash,
    parse_certificate,
    verify_certificate,
)
from crypto.manifest.chain import Chain
from crypto.manifest.fingerprint import fingerprint

_AS: Final = {Capacity.RECORDS_OWNER: "who owns the records", Capacity.COUNSEL: "counsel"}


def main(arguments: Sequence[str]) -> int:
    asked = _parser().parse_args(arguments)
    try:
        told = _verified(asked)
    except CannotCheckError as sorry:
        told = Told(UNCHECKED, f"This certificate could not be checked. {sorry}")
    return tell(told)


def _parser() -> argparse.ArgumentParser:
    verify = argparse.ArgumentParser(
        prog="python -m casework verify-destruction",
        description="Check a certificate of destruction, offline.",
    )
    verify.add_argument("certificate", type=Path, help="the file that the committee keeps")
    verify.add_argument(
        "--manifests", type=Path, required=True, help="the file that the public site offers"
    )
    verify.add_argument(
        "--genesis", required=True, help="the committee's fingerprint, or its first manifest's hash"
    )
    return verify


def _verified(asked: argparse.Namespace) -> Told:
    chain = read_chain(asked.manifests, asked.genesis)
    try:
        certificate = parse_certificate(read_file(asked.certificate))
    except MalformedError:
        return Told(FAILS, "This certificate does not hold: it is not written as one is.")
    try:
        verify_certificate(certificate, chain)
    except CryptoError:
        return Told(
            FAILS,
            "This certificate does not hold: a member and counsel did not both sign this list.",
        )
    return Told(HOLDS, _good_news(certificate, chain))


def _good_news(certificate: Certificate, chain: Chain) -> str:
    manifest, count = chain.newest.manifest, len(certificate.cases)
    signed = "\n".join(_line(each.word, chain) for each in certificate.words)
    cases = "\n".join(f"{each.case.hex()} {each.register.hex()}" for each in certificate.cases)
    return (
        "This certificate holds.\n"
        f"The {manifest.committee} of {manifest.company} destroyed"
        f" {'one case' if count == 1 else f'{count} cases'}:\n{cases}\n"
        f"{signed}\n"
        f"The list is {list_hash(certificate.cases).hex()}; the history says so on the last day.\n"
        "Keys are gone, and with them what backups hold. Freed blocks of a disk last until its"
        " own key is replaced.\n"
        f"The committee’s fingerprint is {fingerprint(chain.links[0].hash)}."
    )


def _line(word: Word, chain: Chain) -> str:
    link = chain.find(word.manifest) or chain.newest
    name = link.manifest.person(word.by).name
    return f"Approved on {word.on} by {name}, {_AS[word.capacity]}."
