"""Who can read, in words: the signed list says it in ids and roles."""

from collections.abc import Iterable

from flask_babel import gettext as _

from crypto.manifest.people import Person


def names(persons: Iterable[Person]) -> tuple[str, ...]:
    return tuple(named(each) for each in persons)


def named(person: Person) -> str:
    """Return “Maria Alvarez (chair)”, or “Helen Grant, Lee & Grant LLP”."""
    said: str = person.name
    if person.chair:
        said = _("%(name)s (chair)", name=person.name)
    if person.organisation is not None:
        said = _("%(name)s, %(firm)s", name=person.name, firm=person.organisation)
    return said
