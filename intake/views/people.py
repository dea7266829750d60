"""Who can read, in words: the signed list says it in ids and roles."""

from collections.abc import Iterable

from crypto.manifest.people import Person
from intake.forms.readers import name_of


def names(persons: Iterable[Person]) -> tuple[str, ...]:
    return tuple(name_of(each) for each in persons)
