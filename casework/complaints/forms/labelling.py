"""A label of privilege as it was chosen, with everything that a court would ask for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from casework.complaints.domain.privilege.labels import (
    Client,
    Grounds,
    Label,
    LawyerRole,
    Material,
)
from casework.complaints.forms.deciding import read_day
from casework.complaints.forms.writing import NO_DAY, TypedDay, day_typed, typed_day, words
from casework.complaints.records.grounds import Labelled

GROUND_BOXES: Final = {"lawyer": 200, "litigation": 200}
"""How many letters the boxes about a label hold."""


@dataclass(frozen=True, slots=True, repr=False)
class TypedLabel:
    """What was typed about a label, kept until nothing lacks."""

    label: str = ""
    material: str = ""
    lawyer: str = ""
    role: str = ""
    client: str = ""
    day: TypedDay = NO_DAY
    litigation: str = ""
    upjohn: bool = False
    wrong: Mapping[str, str] = field(default_factory=dict)


NO_LABEL: Final = TypedLabel()


def typed_label(form: Mapping[str, str]) -> TypedLabel:
    return TypedLabel(
        label=form.get("label", ""),
        material=form.get("material", ""),
        lawyer=words(form, "lawyer"),
        role=form.get("role", ""),
        client=form.get("client", ""),
        day=typed_day(form, "on"),
        litigation=words(form, "litigation"),
        upjohn=form.get("upjohn") == "1",
    )


def typed_again(labelled: Labelled | None) -> TypedLabel:
    """Return what would be typed to give this label, for whoever gives another."""
    if labelled is None:
        return NO_LABEL
    grounds = labelled.grounds
    return TypedLabel(
        label=labelled.label.value,
        material=labelled.material.value,
        lawyer=grounds.lawyer,
        role=grounds.role.value if grounds.role else "",
        client=grounds.client.value if grounds.client else "",
        day=day_typed(grounds.on),
        litigation=grounds.litigation,
        upjohn=grounds.upjohn_warned,
    )


def read_labelled(form: Mapping[str, str], purpose: str) -> Labelled | None:
    """Return the label that was chosen, whole or not; nothing where none was."""
    typed = typed_label(form)
    if typed.label not in set(Label):
        return None
    grounds = Grounds(
        lawyer=typed.lawyer,
        role=LawyerRole(typed.role) if typed.role in set(LawyerRole) else None,
        purpose=purpose,
        client=Client(typed.client) if typed.client in set(Client) else None,
        on=read_day(form, "on"),
        litigation=typed.litigation,
        upjohn_warned=typed.upjohn,
    )
    known = typed.material in set(Material)
    material = Material(typed.material) if known else Material.OTHER
    return Labelled(Label(typed.label), material, grounds)
