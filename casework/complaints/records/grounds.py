"""What stands beside a label of privilege, as it lies in a note."""

from dataclasses import dataclass

from casework.complaints.domain.privilege.labels import (
    Client,
    Grounds,
    Label,
    Lack,
    LawyerRole,
    Material,
    lacks,
)
from casework.complaints.records.sealing import a_day, some_day
from crypto.encoding import encode, fields, flag, text, word


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label, what it is on, and what defends it."""

    label: Label
    material: Material
    grounds: Grounds

    @property
    def lacks(self) -> frozenset[Lack]:
        return lacks(self.label, self.material, self.grounds)


def written_label(labelled: Labelled) -> bytes:
    grounds = labelled.grounds
    return encode(
        {
            "label": labelled.label.value,
            "material": labelled.material.value,
            "lawyer": grounds.lawyer,
            "role": grounds.role.value if grounds.role else None,
            "purpose": grounds.purpose,
            "client": grounds.client.value if grounds.client else None,
            "on": a_day(grounds.on),
            "litigation": grounds.litigation,
            "upjohn": grounds.upjohn_warned,
        }
    )


def read_label(raw: bytes) -> Labelled:
    names = ("lawyer", "role", "purpose", "client", "on", "litigation", "upjohn")
    found = fields(raw, "label", "material", *names)
    role, client = found["role"], found["client"]
    grounds = Grounds(
        lawyer=text(found["lawyer"]),
        role=None if role is None else word(LawyerRole, role),
        purpose=text(found["purpose"]),
        client=None if client is None else word(Client, client),
        on=some_day(found["on"]),
        litigation=text(found["litigation"]),
        upjohn_warned=flag(found["upjohn"]),
    )
    return Labelled(word(Label, found["label"]), word(Material, found["material"]), grounds)
