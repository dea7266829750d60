"""Who is called what where names are taken out: by a role and a number, the same all through."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from flask_babel import gettext as _

from casework.complaints.domain.case.casefile import Kind
from casework.complaints.services.reading.casefiles import CaseFile, entries_of
from casework.export.domain.masking import Mask, Named, mask_of
from casework.export.domain.wish import Wish
from config.questions.asked import asked
from crypto.export.packing import packed
from crypto.log.commitment import read_opening
from crypto.manifest.people import Person, Role
from store.database import Transaction

_ROLES: Final[Mapping[Role, str]] = {
    Role.MEMBER: asked("Member %(number)d"),
    Role.EXTERNAL: asked("Outside reader %(number)d"),
    Role.GUEST: asked("Guest %(number)d"),
}


def named_in(file: CaseFile) -> tuple[str, ...]:
    """Return the names that readers have written down as being in the report."""
    named = file.inside.assessed.named if file.inside else ()
    return tuple(dict.fromkeys(each.name for each in named if each.name))


def mask_for(wish: Wish, tx: Transaction, file: CaseFile) -> Mask:
    named = [] if wish.is_naming else list(_of_committee(wish, tx, file))
    named += [
        Named(name, str(_("[Person %(number)d]", number=number)))
        for number, name in enumerate(_others(wish, file), 1)
    ]
    return mask_of(named, str(_("[somebody]")))


def together(people: Iterable[str], wish: Wish, mask: Mask) -> Sequence[str]:
    """Name several people. With names replaced, their order would tell who is who: it goes too."""
    if wish.is_naming:
        return tuple(people)
    return sorted(map(mask.over, people), key=number_of)


def number_of(stand_in: str) -> tuple[int, str]:
    """Sort “Member 10” behind “Member 9”."""
    return len(stand_in), stand_in


def _others(wish: Wish, file: CaseFile) -> tuple[str, ...]:
    """Of several reports nobody has looked over each: whoever is known to be in one is replaced."""
    known = named_in(file) if wish.is_of_several else ()
    return tuple(dict.fromkeys((*wish.names, *known)))


def _of_committee(wish: Wish, tx: Transaction, file: CaseFile) -> Iterator[Named]:
    """Number whoever was ever in a manifest, in an order that nobody outside can find out.

    The order of the keys is public. This one is of the receiver, and of a secret that lies in the
    case alone: the salt of the first line of its timeline.
    """
    found: dict[str, Person] = {}
    for link in file.committee.chain.links:
        found |= {str(person.id): person for person in link.manifest.persons}
    secret = read_opening(entries_of(tx, file, Kind.DEED)[0].raw).salt
    shuffled = sorted(found, key=lambda who: _place(secret, wish.receiver, who))
    numbers = dict.fromkeys(Role, 0)
    for person in (found[who] for who in shuffled):
        if person.role in _ROLES:
            numbers[person.role] += 1
            yield Named(person.name, str(_(_ROLES[person.role], number=numbers[person.role])))


def _place(secret: bytes, receiver: str, who: str) -> bytes:
    return packed("", [secret, packed("", [receiver.encode()]).sha256, who.encode()]).sha256
