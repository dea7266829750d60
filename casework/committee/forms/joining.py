"""Who is to join, as somebody typed it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self

from flask_babel import gettext as _

from casework.committee.domain.plan import Seat, id_for
from crypto.errors import CryptoError
from crypto.manifest.people import Role, check_id, check_name, names_organisation
from crypto.names import PersonId

_MAY_JOIN: Final = frozenset({Role.MEMBER.value, Role.EXTERNAL.value, Role.GUEST.value})


@dataclass(frozen=True, slots=True)
class Joining:
    """What stood in the boxes. It is given back as it was, with what is wrong beside it."""

    name: str = ""
    role: str = ""
    organisation: str = ""
    id: str = ""

    @classmethod
    def read(cls, form: Mapping[str, str]) -> Self:
        return cls(*(form.get(box, "").strip() for box in ("name", "role", "organisation", "id")))

    @property
    def seat(self) -> Seat:
        role = Role(self.role)
        organisation = self.organisation if names_organisation(role) else None
        name = PersonId(self.id or id_for(self.name))
        return Seat(name, role, self.name, organisation=organisation)

    @property
    def mistakes(self) -> dict[str, str]:
        """Return what is wrong, by the box that it stands in."""
        found = {}
        if not _holds(self.name):
            found["name"] = _("Write the name as reporters should read it")
        elif not _is_id(self.id or id_for(self.name)):
            found["id"] = _("Use small letters, digits and -, with a letter first")
        if self.role not in _MAY_JOIN:
            found["role"] = _("Choose what this person is")
        elif names_organisation(Role(self.role)) and not _holds(self.organisation):
            found["organisation"] = _("Write where this person works")
        return {box: str(text) for box, text in found.items()}


def _holds(name: str) -> bool:
    try:
        check_name(name)
    except CryptoError:
        return False
    return True


def _is_id(text: str) -> bool:
    try:
        check_id(text)
    except CryptoError:
        return False
    return True
