"""Who is called what where names are taken out: by a role and a number, the same all through."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from flask_babel import gettext as _

from casework.complaints.services.reading.casefiles import CaseFile
from casework.export.domain.masking import Mask, Named, mask_of
from casework.export.domain.wish import Wish
from config.questions.asked import asked
from crypto.manifest.people import Person, Role

_ROLES: Final[Mapping[Role, str]] = {
    Role.MEMBER: asked("Member %(number)d"),
    Role.EXTERNAL: asked("Outside reader %(number)d"),
    Role.GUEST: asked("Guest %(number)d"),
}


def named_in(file: CaseFile) -> tuple[str, ...]:
    """Return the names that readers have written down as being in the report."""
    named = file.inside.assessed.named if file.inside else ()
    return tuple(dict.fromkeys(each.name for each in named if each.name))


def mask_for(wish: Wish, file: CaseFile, texts: Iterable[str]) -> Mask:
    """Number people as these words name them: any other order would tell who they are."""
    somebody = str(_("[somebody]"))
    others = [
        Named(name, str(_("[Person %(number)d]", number=number)))
        for number, name in enumerate(_others(wish, file), 1)
    ]
    people = {} if wish.is_naming else _of_committee(file)
    found = mask_of([*_unnumbered(people), *others], somebody).needed_for(texts)
    order = dict.fromkeys([*(each for each in found if each in people), *people])
    return mask_of([*_numbered([people[each] for each in order]), *others], somebody)


def _others(wish: Wish, file: CaseFile) -> tuple[str, ...]:
    """Of several reports nobody has looked over each: whoever is known to be in one is replaced."""
    known = named_in(file) if wish.is_of_several else ()
    return tuple(dict.fromkeys((*wish.names, *known)))


def _of_committee(file: CaseFile) -> Mapping[str, Person]:
    """Return whoever was ever in a manifest, also after they left."""
    found: dict[str, Person] = {}
    for link in file.committee.chain.links:
        found |= {str(person.id): person for person in link.manifest.persons}
    return {who: person for who, person in found.items() if person.role in _ROLES}


def _unnumbered(people: Mapping[str, Person]) -> Iterator[Named]:
    yield from (Named(person.name, who) for who, person in people.items())


def _numbered(people: Iterable[Person]) -> Iterator[Named]:
    numbers = dict.fromkeys(Role, 0)
    for person in people:
        numbers[person.role] += 1
        yield Named(person.name, str(_(_ROLES[person.role], number=numbers[person.role])))
