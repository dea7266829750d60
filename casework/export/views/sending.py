"""From a wish to the bytes that a browser keeps: the order, the paper, and what lies beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import ClassVar, Final

from flask_babel import gettext as _

from casework.desk import Desk
from casework.export.domain.contents import Section, Withheld
from casework.export.domain.places import csv_of, folder_name
from casework.export.domain.wish import Form, Wish
from casework.export.services.packing import Parcel, bundle
from casework.export.services.printing import printed
from casework.export.services.taking import Order, Taken
from casework.export.views import wording
from casework.export.views.composing import contents_of
from casework.export.views.withholding import columns
from casework.rights import SignedIn
from config.rendering import Page, render
from config.words import with_year
from crypto.export.packing import Copy
from crypto.names import CaseId

_PAPER: Final = "case.pdf"
_LOG: Final = "privilege-log.csv"
_CHECKING: Final = "how-to-check.txt"
_ORIGINALS: Final = "files"


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


@dataclass(frozen=True, slots=True)
class Stream:
    name: str
    mimetype: str
    pieces: Iterator[bytes] = field(repr=False)


def order_of(case: CaseId, wish: Wish) -> Order:
    """Say it as the timeline keeps it: what, for whom, why."""
    pieces = " ".join(each.value for each in wording.PIECES if each in wish.pieces)
    deed = {"parts": pieces, "for": wish.receiver, "why": wish.purpose}
    if wish.originals:
        deed["files"] = ", ".join(map(str, sorted(wish.originals)))
    if wish.basis:
        deed["basis"] = wish.basis
    return Order(case, None, partial(contents_of, wish), deed)


def sent_together(desk: Desk, me: SignedIn, wish: Wish, taken: Sequence[Taken]) -> Stream:
    """Put several into one bundle, each in a folder of its own."""
    small: list[tuple[str, bytes]] = [(_CHECKING, how_to_check().encode())]
    for number, each in enumerate(taken, 1):
        folder = f"{number:02d} {folder_name(each.contents.case)}"
        small += [(f"{folder}/{_PAPER}", printed(render(_paper(desk, wish, each))))]
        small += [(f"{folder}/{_LOG}", _log_of(each))]
    copies = tuple(Copy(each.contents.case, each.number) for each in taken)
    parcel = Parcel(desk.today(), wish.receiver, wish.purpose, copies, tuple(small), ())
    return Stream("reports.zip", "application/zip", bundle(desk, me, taken[0].committee, parcel))


def sent(desk: Desk, me: SignedIn, wish: Wish, taken: Taken) -> Stream:
    paper = printed(render(_paper(desk, wish, taken)))
    name = f"{folder_name(taken.contents.case).replace(' ', '-')}-{taken.number}"
    if wish.form is Form.PAPER:
        return Stream(f"{name}.pdf", "application/pdf", iter((paper,)))
    return Stream(
        f"{name}.zip",
        "application/zip",
        bundle(desk, me, taken.committee, _parcel(desk, wish, taken, paper)),
    )


def _parcel(desk: Desk, wish: Wish, taken: Taken, paper: bytes) -> Parcel:
    contents = taken.contents
    places = {place.seen.number: place for place in taken.originals}
    return Parcel(
        made=desk.today(),
        receiver=wish.receiver,
        purpose=wish.purpose,
        copies=(Copy(contents.case, taken.number),),
        small=((_PAPER, paper), (_LOG, _log_of(taken)), (_CHECKING, how_to_check().encode())),
        originals=tuple(
            (f"{_ORIGINALS}/{each.name}", places[each.number]) for each in contents.enclosed
        ),
    )


def _log_of(taken: Taken) -> bytes:
    return csv_of((columns(), *(each.row for each in taken.contents.withheld)))


def how_to_check() -> str:
    lines = (
        _("manifest.txt lists every file in this bundle, and a member of the committee signed it."),
        _("To see whether anything was changed, ask the committee for its fingerprint, and run:"),
        "",
        "    python -m casework verify-export FILE --genesis “FINGERPRINT”",
        "",
        _("Originals are as they came. They can hold hidden details, and can tell their sender"),
        _("that they were opened. Open them on a device without network."),
    )
    return "".join(f"{line}\n" for line in lines)


def _paper(desk: Desk, wish: Wish, taken: Taken) -> Paper:
    contents, day = taken.contents, with_year(desk.today())
    kind = str(_(wording.KINDS[wish.kind])) if wish.kind else ""
    facts = [
        (_("For"), f"{wish.receiver} ({kind})"),
        (_("Purpose"), wish.purpose),
        (_("Legal basis"), wish.basis),
        (_("Made"), day),
        (_("Copy"), str(taken.number)),
    ]
    mark = _(
        "Confidential. Copy %(copy)d, for %(receiver)s, %(day)s",
        copy=taken.number,
        receiver=wish.receiver,
        day=day,
    )
    return Paper(
        contents.case,
        str(mark),
        tuple((str(name), said) for name, said in facts if said),
        contents.sections,
        columns(),
        contents.withheld,
        contents.left_out,
    )
