"""The paper of one case, to be set in type; and the same in plain text.

The text is for whoever searches it, and for scripts that no letter on this machine draws.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from flask_babel import gettext as _

from casework.export.domain.contents import Section, Withheld
from config.rendering import Page


@dataclass(frozen=True)
class Paper(Page):
    """What is printed. Its marks stand on each page of it."""

    template: ClassVar[str] = "export/paper.html"
    case: str
    mark: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    columns: tuple[str, ...]
    withheld: tuple[Withheld, ...]
    left_out: tuple[str, ...]
    signatories: tuple[tuple[str, str], ...]


def plain(paper: Paper) -> bytes:
    return "".join(f"{line}\n" for line in _lines(paper)).encode(errors="replace")


def _lines(paper: Paper) -> Iterator[str]:
    yield from (paper.case, paper.mark, "")
    yield from _facts(paper.facts)
    yield from _titled(str(_("What this copy does not hold")))
    yield from (f"- {each}" for each in paper.left_out)
    for section in paper.sections:
        yield from _section(section)
    yield from _titled(str(_("Withheld for legal advice")))
    for each in paper.withheld:
        yield "; ".join(each.row)
    if not paper.withheld:
        yield str(_("Nothing is withheld for legal advice."))
    yield from _signed(paper.signatories)


def _signed(signatories: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """Leave room for a pen, as the paper does."""
    if signatories:
        yield from _titled(str(_("Signed by those who worked on it")))
        yield from (f"{name}, {role}: ____________________" for name, role in signatories)


def _section(section: Section) -> Iterator[str]:
    yield from _titled(section.title)
    yield from _facts(section.facts)
    for item in section.items:
        yield from ("", f"[{item.head}]", item.text)
    if not section.facts and not section.items:
        yield section.empty


def _facts(facts: tuple[tuple[str, str], ...]) -> Iterator[str]:
    yield from (f"{name}: {said}" for name, said in facts)


def _titled(title: str) -> Iterator[str]:
    yield from ("", title, "=" * len(title))
