"""A label alone protects nothing. So none is given before the facts that a court would ask for.

Facts are not privileged: what a reporter wrote, and how a control was mended, stay outside.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final


class Label(StrEnum):
    ATTORNEY_CLIENT = "privileged attorney-client"
    WORK_PRODUCT = "attorney work product"
    CONFIDENTIAL = "confidential, not privileged"
    MIXED = "mixed, segregate"


class LawyerRole(StrEnum):
    COMMITTEE = "committee's counsel"
    COMPANY = "company's counsel"


class Client(StrEnum):
    COMMITTEE = "committee"
    COMPANY = "company"


class Material(StrEnum):
    """What a note or a file is."""

    INTAKE = "what the reporter wrote"
    REMEDIATION = "operational remediation"
    INTERVIEW = "interview notes"
    ADVICE = "advice"
    OTHER = "other"


class Container(StrEnum):
    """Where it is kept. A matter of the committee's alone is not visible to the company's."""

    OPEN = "outside privilege"
    COMMITTEE = "committee's counsel"
    COMPANY = "company's counsel"


class Lack(StrEnum):
    LAWYER = "lawyer"
    ROLE = "role"
    PURPOSE = "purpose of legal advice"
    CLIENT = "client"
    DATE = "date"
    LITIGATION = "litigation anticipated"
    UPJOHN = "upjohn warning recorded"
    FACTS_STAY_OUTSIDE = "facts stay outside"


@dataclass(frozen=True, slots=True)
class Grounds:
    """What stands beside a label, for whoever will have to defend it."""

    lawyer: str = field(default="", repr=False)
    role: LawyerRole | None = None
    purpose: str = field(default="", repr=False)
    client: Client | None = None
    on: date | None = None
    litigation: str = field(default="", repr=False)
    upjohn_warned: bool = False


_CLAIMS: Final = frozenset({Label.ATTORNEY_CLIENT, Label.WORK_PRODUCT, Label.MIXED})
_FACTS: Final = frozenset({Material.INTAKE, Material.REMEDIATION})


def lacks(label: Label, material: Material, grounds: Grounds) -> frozenset[Lack]:
    """Return what is missing before the label may be given."""
    if label not in _CLAIMS:
        return frozenset()
    return frozenset((*_of_grounds(grounds), *_of_kind(label, material, grounds)))


def container(label: Label, grounds: Grounds) -> Container:
    if label not in _CLAIMS:
        return Container.OPEN
    return Container.COMPANY if grounds.client is Client.COMPANY else Container.COMMITTEE


def may_open(kept_in: Container, lawyer: LawyerRole, *, is_kept_away: bool) -> bool:
    """Say whether a lawyer may look in. The company's never see what is the committee's alone."""
    if is_kept_away:
        return False
    return kept_in is not Container.COMMITTEE or lawyer is LawyerRole.COMMITTEE


def _of_grounds(grounds: Grounds) -> Iterator[Lack]:
    said = {
        Lack.LAWYER: grounds.lawyer.strip(),
        Lack.ROLE: grounds.role,
        Lack.PURPOSE: grounds.purpose.strip(),
        Lack.CLIENT: grounds.client,
        Lack.DATE: grounds.on,
    }
    return (lack for lack, value in said.items() if not value)


def _of_kind(label: Label, material: Material, grounds: Grounds) -> Iterator[Lack]:
    if label is Label.WORK_PRODUCT and not grounds.litigation.strip():
        yield Lack.LITIGATION
    if material in _FACTS:
        yield Lack.FACTS_STAY_OUTSIDE
    if material is Material.INTERVIEW and not grounds.upjohn_warned:
        yield Lack.UPJOHN
