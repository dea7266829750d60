"""What a manifest changes, in the words in which a member is asked to sign it.

The sentences come from the two texts themselves and not from whoever proposed them, so a
proposal cannot say one thing and do another.
"""

from collections.abc import Iterator

from crypto.manifest.body import Manifest
from crypto.manifest.people import Person, Role

_AS: dict[Role, str] = {
    Role.MEMBER: "a member of the committee",
    Role.EXTERNAL: "a reader from outside",
    Role.GUEST: "a guest, for single cases",
    Role.RECOVERY: "the recovery key",
}


def changes_in_words(before: Manifest, after: Manifest) -> tuple[str, ...]:
    """Say everything that differs, or that only the last day does."""
    said = (
        *_comings(before, after),
        *_changes(before, after),
        *_of_the_committee(before, after),
    )
    valid = f"Valid until {after.expires:%B} {after.expires.day}, {after.expires.year}."
    return (*said, valid) if said else ("The same people and keys, confirmed.", valid)


def _comings(before: Manifest, after: Manifest) -> Iterator[str]:
    old, new = _by_id(before), _by_id(after)
    for person_id, person in new.items():
        if person_id not in old:
            yield f"{called(person)} joins as {_AS[person.role]}."
    for person_id, person in old.items():
        if person_id not in new:
            yield f"{called(person)} leaves, and can open nothing from then on."


def _changes(before: Manifest, after: Manifest) -> Iterator[str]:
    new = _by_id(after)
    for old in before.persons:
        person = new.get(old.id)
        if person is None:
            continue
        if person.chair and not old.chair:
            yield f"{person.name} becomes the chair."
        if called(person) != called(old):
            yield f"{called(old)} is called {called(person)} from now on."
        if (person.signing, person.vault) != (old.signing, old.vault):
            yield _new_keys(person)


def _new_keys(person: Person) -> str:
    if person.role is Role.RECOVERY:
        return "The recovery key is replaced. Old recovery sheets are good for old reports only."
    return f"{person.name} gets new keys. The old ones sign nothing from then on."


def _of_the_committee(before: Manifest, after: Manifest) -> Iterator[str]:
    if (after.company, after.committee) != (before.company, before.committee):
        yield f"The committee is called {after.committee} of {after.company} from now on."
    if after.herald != before.herald:
        yield "The key that signs the daily notice is replaced."
    if after.suites != before.suites or after.derivations != before.derivations:
        yield "How reports are sealed, or how passcodes are made into keys, changes."


def called(person: Person) -> str:
    return f"{person.name} ({person.organisation})" if person.organisation else person.name


def _by_id(manifest: Manifest) -> dict[str, Person]:
    return {person.id: person for person in manifest.persons}
