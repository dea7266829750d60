"""A manifest as the text that is signed, hashed, printed and compared.

Its hash is plain SHA-256 of these bytes, so that anybody can check a printed
fingerprint with tools that every computer has.
"""

from collections.abc import Iterator
from hashlib import sha256

from crypto.errors import MalformedError
from crypto.manifest.body import MOST_DERIVATIONS, MOST_PERSONS, Derivation, Manifest
from crypto.manifest.lines import (
    Lines,
    base64,
    day,
    escape,
    from_base64,
    from_hex,
    number,
    unescape,
)
from crypto.manifest.people import Person, Role, names_organisation
from crypto.names import ManifestHash, PersonId
from crypto.signing import SigningPublic
from crypto.suite import VaultPublic

_HEADING = "charterline-manifest"
_FORMAT = "1"
_NOTHING = "none"
_CHAIR = "chair"


def serialise(manifest: Manifest) -> bytes:
    return "".join(f"{line}\n" for line in _lines(manifest)).encode("ascii")


def manifest_hash(text: bytes) -> ManifestHash:
    return ManifestHash(sha256(text).digest())


def parse(text: bytes) -> Manifest:
    """Read the only text that this manifest can have, and refuse every other."""
    lines = Lines(text)
    if lines.value(_HEADING) != _FORMAT:
        raise MalformedError("a manifest of a format that we do not know")
    manifest = Manifest(
        version=number(lines.value("version")),
        previous=_previous(lines.value("previous")),
        issued=day(lines.value("issued")),
        expires=day(lines.value("expires")),
        company=unescape(lines.value("company")),
        committee=unescape(lines.value("committee")),
        suites=_suites(lines.value("suites")),
        derivations=lines.several("derivations", _derivation, MOST_DERIVATIONS),
        herald=SigningPublic(from_base64(lines.value("herald"))),
        persons=lines.several("persons", _person, MOST_PERSONS),
    )
    lines.done()
    if serialise(manifest) != text:
        raise MalformedError("not the one form of this manifest")
    return manifest


def _lines(manifest: Manifest) -> Iterator[str]:
    yield f"{_HEADING} {_FORMAT}"
    yield f"version {manifest.version}"
    yield f"previous {manifest.previous.hex() if manifest.previous else _NOTHING}"
    yield f"issued {manifest.issued.isoformat()}"
    yield f"expires {manifest.expires.isoformat()}"
    yield f"company {escape(manifest.company)}"
    yield f"committee {escape(manifest.committee)}"
    yield "suites " + " ".join(f"{suite:04x}" for suite in manifest.suites)
    yield f"derivations {len(manifest.derivations)}"
    for each in manifest.derivations:
        costs = f"{each.memory_kib} {each.passes} {each.lanes}"
        yield f"argon2id {each.salt.hex()} {costs} {each.words.hex()}"
    yield f"herald {base64(manifest.herald.raw)}"
    yield f"persons {len(manifest.persons)}"
    for person in manifest.persons:
        yield from _person_lines(person)


def _person_lines(person: Person) -> Iterator[str]:
    yield f"person {person.id}"
    yield f"role {_CHAIR if person.chair else person.role.value}"
    yield f"name {escape(person.name)}"
    if person.organisation is not None:
        yield f"organisation {escape(person.organisation)}"
    yield f"signing {base64(person.signing.raw)}"
    yield f"vault {base64(person.vault.raw)}"


def _previous(text: str) -> ManifestHash | None:
    return None if text == _NOTHING else ManifestHash(from_hex(text))


def _suites(text: str) -> tuple[int, ...]:
    raw = [from_hex(suite) for suite in text.split()]
    return tuple(int.from_bytes(suite) for suite in raw)


def _derivation(lines: Lines) -> Derivation:
    salt, memory_kib, passes, lanes, words = lines.words("argon2id", 5)
    return Derivation(
        from_hex(salt), number(memory_kib), number(passes), number(lanes), from_hex(words)
    )


def _person(lines: Lines) -> Person:
    person_id = PersonId(lines.value("person"))
    role, chair = _role(lines.value("role"))
    return Person(
        id=person_id,
        role=role,
        chair=chair,
        name=unescape(lines.value("name")),
        organisation=unescape(lines.value("organisation")) if names_organisation(role) else None,
        signing=SigningPublic(from_base64(lines.value("signing"))),
        vault=VaultPublic(from_base64(lines.value("vault"))),
    )


def _role(text: str) -> tuple[Role, bool]:
    if text == _CHAIR:
        return Role.MEMBER, True
    try:
        return Role(text), False
    except ValueError as exc:
        raise MalformedError("a role that we do not know") from exc
