"""What a manifest may change of the one before it, whoever signed.

A person's id and a key mean one person for ever. Otherwise an old letter to a
director who has left could become a letter to a stranger with the same id.
"""

from collections.abc import Sequence
from itertools import chain

from crypto.errors import RefusedError
from crypto.manifest.body import Manifest, ids
from crypto.manifest.people import Person
from crypto.names import ManifestHash


def check_succession(past: Sequence[Manifest], newest: ManifestHash, manifest: Manifest) -> None:
    """Refuse a manifest that does not follow from all that came before, oldest first."""
    before = past[-1]
    if manifest.version != before.version + 1 or manifest.previous != newest:
        raise RefusedError("does not follow the manifest before it")
    if manifest.issued < before.issued:
        raise RefusedError("issued before the manifest that it follows")
    # Mailboxes were opened under these derivations, and must open for ever.
    if manifest.derivations[: len(before.derivations)] != before.derivations:
        raise RefusedError("what was frozen at genesis has changed")
    _check_ids(past, manifest)
    _check_keys(past, manifest)


def _check_ids(past: Sequence[Manifest], manifest: Manifest) -> None:
    sitting = {person.id: person for person in past[-1].persons}
    gone = frozenset(chain.from_iterable(ids(each.persons) for each in past)) - sitting.keys()
    for person in manifest.persons:
        if person.id in gone:
            raise RefusedError("an id is never used again")
        if person.id in sitting and sitting[person.id].role is not person.role:
            raise RefusedError("an id keeps its role")


def _check_keys(past: Sequence[Manifest], manifest: Manifest) -> None:
    """A key is either the one that its holder has now, or one that nobody ever had."""
    kept = _holdings(past[-1])
    used = frozenset(key for each in past for _, key in _holdings(each))
    for holding in _holdings(manifest) - kept:
        if holding[1] in used:
            raise RefusedError("a key is never used again, by anybody")


def _holdings(manifest: Manifest) -> frozenset[tuple[str, bytes]]:
    """Name every key with its holder; the herald is no person, and no id is empty."""
    persons = chain.from_iterable(_keys_of(person) for person in manifest.persons)
    return frozenset({*persons, ("", manifest.herald.raw)})


def _keys_of(person: Person) -> tuple[tuple[str, bytes], ...]:
    return ((person.id, person.signing.raw), (person.id, person.vault.raw))
