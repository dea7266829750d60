"""What a receiver gets to read, as values: the same for the page before Send and for the paper."""

from dataclasses import astuple, dataclass, field, replace
from typing import Self

from casework.export.domain.masking import Mask
from casework.export.domain.places import file_name


@dataclass(frozen=True, slots=True, repr=False)
class Item:
    """Something that was said or done: by whom and when, and its words."""

    head: str
    text: str


@dataclass(frozen=True, slots=True, repr=False)
class Section:
    title: str
    facts: tuple[tuple[str, str], ...] = ()
    items: tuple[Item, ...] = ()
    empty: str = ""  # what is said where there is nothing

    def masked(self, mask: Mask) -> Self:
        over = mask.over
        return replace(
            self,
            facts=tuple((name, over(said)) for name, said in self.facts),
            items=tuple(Item(over(each.head), over(each.text)) for each in self.items),
        )


@dataclass(frozen=True, slots=True, repr=False)
class Withheld:
    """A line of the privilege log: enough to judge it by, and nothing of what it says."""

    number: str
    on: str
    by: str
    kind: str
    purpose: str
    lawyer: str
    client: str
    why: str

    @property
    def row(self) -> tuple[str, ...]:
        advice = (self.purpose, self.lawyer, self.client)
        return (self.number, self.on, self.by, self.kind, *advice, self.why)

    def masked(self, mask: Mask) -> Self:
        """Replace names, but the lawyer's: without it nobody can defend the line."""
        return replace(self, by=mask.over(self.by), purpose=mask.over(self.purpose))


@dataclass(frozen=True, slots=True, repr=False)
class Enclosed:
    """An original that goes along: its number in the case, and what it is called."""

    number: int
    name: str
    sha256: bytes

    @property
    def place(self) -> str:
        """Return its name in the bundle."""
        return file_name(self.number, self.name)


@dataclass(frozen=True, slots=True, repr=False)
class Contents:
    case: str
    sections: tuple[Section, ...]
    withheld: tuple[Withheld, ...]
    enclosed: tuple[Enclosed, ...]
    left_out: tuple[str, ...]
    signatories: tuple[tuple[str, str], ...] = ()  # who signs with a pen, and as what
    purpose: str = field(default="", repr=False)
    basis: str = field(default="", repr=False)
    cleared: str = field(default="", repr=False)  # by whom, where something is told all the same

    def masked(self, mask: Mask) -> Self:
        return replace(
            self,
            sections=tuple(each.masked(mask) for each in self.sections),
            withheld=tuple(each.masked(mask) for each in self.withheld),
            enclosed=tuple(replace(each, name=mask.over(each.name)) for each in self.enclosed),
            signatories=tuple((mask.over(name), role) for name, role in self.signatories),
            purpose=mask.over(self.purpose),
            basis=mask.over(self.basis),
            cleared=mask.over(self.cleared),
        )

    @property
    def spelt(self) -> bytes:
        """Return all of it as bytes, so that two can be compared by a hash."""
        return repr(astuple(self)).encode(errors="backslashreplace")
