"""What a manifest changes, in the words in which a member is asked to sign it.

The sentences come from the two texts themselves and not from whoever proposed them, so a
proposal cannot say one thing and do another.
"""

from collections.abc import Iterator

from config.questions.asked import asked
from config.questions.saying import Sentence, saying
from crypto.manifest.body import Manifest
from crypto.manifest.people import Person, Role

_JOINS: dict[Role, str] = {
    Role.MEMBER: asked("%(name)s joins as a member of the committee."),
    Role.EXTERNAL: asked("%(name)s joins as a reader from outside."),
    Role.GUEST: asked("%(name)s joins as a guest, for single cases."),
    Role.RECOVERY: asked("%(name)s joins as the recovery key."),
}


def changes_in_words(before: Manifest, after: Manifest) -> tuple[Sentence, ...]:
    """Say everything that differs, or that only the last day does."""
    said = (
        *_comings(before, after),
        *_changes(before, after),
        *_of_the_committee(before, after),
    )
    valid = saying("Valid until %(day)s.", day=after.expires)
    return (*said, valid) if said else (saying("The same people and keys, confirmed."), valid)


def _comings(before: Manifest, after: Manifest) -> Iterator[Sentence]:
    old, new = _by_id(before), _by_id(after)
    for person_id, person in new.items():
        if person_id not in old:
            yield saying(_JOINS[person.role], name=called(person))
    for person_id, person in old.items():
        if person_id not in new:
            text = asked("%(name)s leaves, and can open nothing from then on.")
            yield saying(text, name=called(person))


def _changes(before: Manifest, after: Manifest) -> Iterator[Sentence]:
    new = _by_id(after)
    for old in before.persons:
        person = new.get(old.id)
        if person is None:
            continue
        if person.chair and not old.chair:
            yield saying("%(name)s becomes the chair.", name=person.name)
        if called(person) != called(old):
            text = asked("%(before)s is called %(name)s from now on.")
            yield saying(text, before=called(old), name=called(person))
        if (person.signing, person.vault) != (old.signing, old.vault):
            yield _new_keys(person)


def _new_keys(person: Person) -> Sentence:
    if person.role is Role.RECOVERY:
        return saying(
            "The recovery key is replaced. Old recovery sheets are good for old reports only."
        )
    text = asked("%(name)s gets new keys. The old ones sign nothing from then on.")
    return saying(text, name=person.name)


def _of_the_committee(before: Manifest, after: Manifest) -> Iterator[Sentence]:
    if (after.company, after.committee) != (before.company, before.committee):
        text = asked("The committee is called %(committee)s of %(company)s from now on.")
        yield saying(text, committee=after.committee, company=after.company)
    if after.herald != before.herald:
        yield saying("The key that signs the daily notice is replaced.")
    if after.suites != before.suites or after.derivations != before.derivations:
        yield saying("How reports are sealed, or how passcodes are made into keys, changes.")


def called(person: Person) -> str:
    return f"{person.name} ({person.organisation})" if person.organisation else person.name


def _by_id(manifest: Manifest) -> dict[str, Person]:
    return {person.id: person for person in manifest.persons}
