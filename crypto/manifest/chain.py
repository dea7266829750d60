"""From a pinned hash to today's keys: the only way in which the public site comes to trust any.

Every step is signed by more than half of the members before it and more than
half after it, so that neither a stolen key nor an administrator can appoint a reader.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from itertools import islice

from crypto.errors import CannotOpenError, CryptoError, MalformedError, RefusedError
from crypto.manifest.body import GENESIS, Manifest
from crypto.manifest.people import Person
from crypto.manifest.signed import ManifestSignature, SignedManifest, key_id, verify_manifest
from crypto.manifest.succession import check_succession
from crypto.manifest.text import manifest_hash, parse
from crypto.names import ManifestHash, PersonId

RECOVERY_WAIT = timedelta(days=7)
MOST_TEXTS = 4_096
MOST_RIVALS = 8
# Reading a text means trying all its keys, so its place in the chain is looked up first.
_VERSION = re.compile(rb"charterline-manifest 1\nversion ([1-9][0-9]{0,9})\n")


class Authority(Enum):
    """On whose word a manifest stands."""

    COMMITTEE = "committee"
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class Trusted:
    """What a verifier keeps for itself: the pinned genesis, and the newest link that it acted on.

    The newest hash tells a fork apart from an honest history, also between two
    visits; a verifier that keeps the version alone still notices a rollback.
    """

    genesis: ManifestHash
    version: int = GENESIS
    newest: ManifestHash | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A manifest that was verified, with the hash that everything sealed under it is bound to."""

    manifest: Manifest
    hash: ManifestHash
    authority: Authority
    signers: tuple[PersonId, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A manifest signed by recovery and too few members: shown to all before it counts."""

    link: Link
    counts_from: date


@dataclass(frozen=True, slots=True)
class Chain:
    """Every version that was verified, genesis first. Empty never."""

    links: tuple[Link, ...]

    @property
    def newest(self) -> Link:
        return self.links[-1]

    def find(self, wanted: ManifestHash) -> Link | None:
        return next((link for link in self.links if link.hash == wanted), None)

    def in_force(self, today: date, first_seen: Mapping[ManifestHash, date]) -> Link:
        """Return the newest link that counts today.

        `first_seen` holds the day on which the verifier itself first saw a link:
        its signers could have written any day of issue.
        """
        blocked = self._waiting(today, first_seen)
        return self.links[blocked[0] - 1] if blocked else self.newest

    def waiting(self, today: date, first_seen: Mapping[ManifestHash, date]) -> tuple[Waiting, ...]:
        """Return the links that recovery signed and that do not count yet, for all to see."""
        return tuple(
            Waiting(self.links[at], _counts_from(self.links[at], today, first_seen))
            for at in self._waiting(today, first_seen)
        )

    def _waiting(self, today: date, first_seen: Mapping[ManifestHash, date]) -> list[int]:
        return [
            at
            for at, link in enumerate(self.links)
            if link.authority is Authority.RECOVERY
            and today < _counts_from(link, today, first_seen)
        ]


def verify_chain(trusted: Trusted, manifests: Iterable[SignedManifest]) -> Chain:
    """Verify every step from the pinned genesis to the newest, or refuse them all."""
    first, *later = _by_version(manifests)
    chain = Chain((_genesis(trusted.genesis, first),))
    displaced: set[ManifestHash] = set()
    for rivals in later:
        steps, displaced = _steps(chain, rivals, displaced)
        if steps:
            chosen = _undisputed(steps)
            displaced |= {step.hash for step in steps} - {chosen.hash}
            chain = Chain((*chain.links, chosen))
    _check_not_behind(trusted, chain)
    return chain


@dataclass(frozen=True, slots=True)
class _Text:
    """One text, with every signature that came with any copy of it, the good and the bad.

    They are kept side by side: else whoever may add a copy could put a forged one in the
    place of a good one.
    """

    text: bytes
    hash: ManifestHash
    signatures: frozenset[ManifestSignature]


_Rivals = list[_Text]


def _by_version(manifests: Iterable[SignedManifest]) -> list[_Rivals]:
    """Group different texts by version; of one text that came twice, all signatures count."""
    by_version: dict[int, _Rivals] = {}
    for each in _merged(manifests):
        # Nobody vouches for a text without signatures, so it is no rival to any other.
        if each.signatures:
            by_version.setdefault(_version(each.text), []).append(each)
    if not by_version:
        raise RefusedError("there is no manifest that anybody signed")
    if max(map(len, by_version.values())) > MOST_RIVALS:
        raise RefusedError("more texts of one version than a dispute can have")
    return [by_version[version] for version in sorted(by_version)]


def _merged(manifests: Iterable[SignedManifest]) -> list[_Text]:
    given = list(islice(manifests, MOST_TEXTS + 1))
    if len(given) > MOST_TEXTS:
        raise RefusedError("more texts than any chain has")
    signatures: dict[bytes, set[ManifestSignature]] = {}
    for each in given:
        signatures.setdefault(each.text, set()).update(each.signatures)
    return [_Text(text, manifest_hash(text), frozenset(by)) for text, by in signatures.items()]


def _version(text: bytes) -> int:
    if (found := _VERSION.match(text)) is None:
        raise MalformedError("not a manifest")
    return int(found[1])


def _genesis(pinned: ManifestHash, rivals: _Rivals) -> Link:
    signed = rivals[0]
    if len(rivals) != 1 or signed.hash != pinned:
        raise RefusedError("not the genesis that was pinned, or not that alone")
    manifest = parse(signed.text)
    if manifest.version != GENESIS:
        raise RefusedError("a first manifest is of version 1")
    signers = _signers(signed, manifest.members)
    if len(signers) < manifest.threshold:
        raise RefusedError("too few have signed")
    return Link(manifest, signed.hash, Authority.COMMITTEE, signers)


def _steps(
    chain: Chain, rivals: _Rivals, displaced: set[ManifestHash]
) -> tuple[list[Link], set[ManifestHash]]:
    """Return the rivals that hold by themselves, and the hashes of those that do not.

    Anybody can write a text that does not hold, so none may stand in the way of
    one that does. Where none holds at all, the chain is refused.
    """
    steps: list[Link] = []
    fallen: set[ManifestHash] = set()
    failures: list[CryptoError] = []
    for signed in rivals:
        try:
            manifest = parse(signed.text)
            # What was built on a manifest that met an objection fell with it.
            if manifest.previous not in displaced:
                steps.append(_next(chain, manifest, signed))
                continue
        except CryptoError as exc:
            failures.append(exc)
        fallen.add(signed.hash)
    if failures and not steps:
        raise failures[0]
    return steps, fallen


def _next(chain: Chain, manifest: Manifest, signed: _Text) -> Link:
    before = chain.newest.manifest
    check_succession([link.manifest for link in chain.links], chain.newest.hash, manifest)
    old = _signers(signed, before.members)
    new = _signers(signed, manifest.members)
    if len(new) < manifest.threshold:
        raise RefusedError("too few of the new committee have signed")
    recovery = _signers(signed, (before.recovery,))
    authority = _authority(before, len(old), is_recovered=bool(recovery))
    return Link(manifest, signed.hash, authority, tuple(sorted({*old, *new, *recovery})))


def _authority(before: Manifest, signers: int, *, is_recovered: bool) -> Authority:
    if signers >= before.threshold:
        return Authority.COMMITTEE
    if is_recovered and signers:
        return Authority.RECOVERY
    raise RefusedError("too few of the old committee have signed")


def _signers(signed: _Text, people: Iterable[Person]) -> tuple[PersonId, ...]:
    """Return who of these people signed.

    Signatures of anybody else, and forged ones, count for nothing and stop nothing:
    anybody can add one to a copy of a good manifest.
    """
    return tuple(sorted(person.id for person in people if _has_signed(person, signed)))


def _has_signed(person: Person, signed: _Text) -> bool:
    mine = key_id(person.signing)
    return any(_verifies(each, signed, person) for each in signed.signatures if each.key == mine)


def _verifies(signature: ManifestSignature, signed: _Text, person: Person) -> bool:
    try:
        verify_manifest(signed.text, signature, person.signing)
    except CannotOpenError:
        return False
    return True


def _undisputed(steps: Sequence[Link]) -> Link:
    """Two texts of one version are a fork, with one exception.

    A manifest that recovery signed waits for objections, and a manifest that the
    committee itself signed is the objection.
    """
    if len(steps) > 1:
        steps = [step for step in steps if step.authority is Authority.COMMITTEE]
    if len(steps) != 1:
        raise RefusedError("a fork: one version, two texts")
    return steps[0]


def _check_not_behind(trusted: Trusted, chain: Chain) -> None:
    if not GENESIS <= trusted.version <= chain.newest.manifest.version:
        raise RefusedError("a rollback: a later manifest was seen before")
    seen = chain.links[trusted.version - 1].hash
    if trusted.newest is not None and trusted.newest != seen:
        raise RefusedError("a fork: another manifest of that version was seen before")


def _counts_from(link: Link, today: date, first_seen: Mapping[ManifestHash, date]) -> date:
    return max(first_seen.get(link.hash, today), link.manifest.issued) + RECOVERY_WAIT
