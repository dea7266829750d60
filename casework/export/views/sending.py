"""From a wish to the bytes that a browser keeps: the order, the paper, and what lies beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final

from flask_babel import gettext as _

from casework.desk import Desk
from casework.export.domain.places import csv_of, folder_name
from casework.export.domain.wish import Form, Wish
from casework.export.services.packing import KEYS, Parcel, bundle
from casework.export.services.printing import printed
from casework.export.services.taking import Order, Taken
from casework.export.views import wording
from casework.export.views.composing import contents_of
from casework.export.views.papers import Paper, plain
from casework.export.views.withholding import columns
from casework.rights import SignedIn
from config.rendering import render
from config.words import with_year
from crypto.export.packing import Copy
from crypto.names import CaseId

_PAPER: Final = "case.pdf"
_PLAIN: Final = "case.txt"
_LOG: Final = "privilege-log.csv"
_CHECKING: Final = "how-to-check.txt"
_ORIGINALS: Final = "files"


Papers = tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True)
class Stream:
    name: str
    mimetype: str
    pieces: Iterator[bytes] = field(repr=False)
    about: int  # bytes, without papers and lists


def order_of(case: CaseId, wish: Wish) -> Order:
    """Say it as the timeline keeps it: what, for whom, why."""
    pieces = " ".join(each.value for each in wording.PIECES if each in wish.pieces)
    deed = {"parts": pieces, "for": wish.receiver, "why": wish.purpose}
    if wish.ground:
        deed |= {"ground": wish.ground.value, "basis": wish.basis}
    if wish.cleared:
        deed["cleared"] = wish.cleared
    if wish.seal:
        deed["seal"] = wish.seal.value
    return Order(case, None, partial(contents_of, wish), deed)


def sent_together(desk: Desk, me: SignedIn, wish: Wish, taken: Sequence[Taken]) -> Stream:
    """Put several into one bundle, each in a folder of its own."""
    small: list[tuple[str, bytes]] = [(_CHECKING, how_to_check(wish).encode())]
    for number, each in enumerate(taken, 1):
        folder = f"{number:02d} {folder_name(each.contents.case)}"
        paper = _paper(desk, wish, each)
        small += [(f"{folder}/{_PAPER}", printed(render(paper)))]
        small += [(f"{folder}/{_PLAIN}", plain(paper)), (f"{folder}/{_LOG}", _log_of(each))]
    copies = tuple(Copy(each.contents.case, each.number) for each in taken)
    parcel = replace(_parcel(desk, wish, taken[0], ()), copies=copies, small=tuple(small))
    return Stream("reports.zip", "application/zip", bundle(desk, me, taken[0].committee, parcel), 0)


def sent(desk: Desk, me: SignedIn, wish: Wish, taken: Taken) -> Stream:
    paper = _paper(desk, wish, taken)
    pdf = printed(render(paper))
    name = f"{folder_name(taken.contents.case).replace(' ', '-')}-{taken.number}"
    papers: Papers = ((_PAPER, pdf),)
    if wish.form is not Form.PAPER:
        papers = (*papers, (_PLAIN, plain(paper)), (_LOG, _log_of(taken)))
    return Stream(
        f"{name}.zip",
        "application/zip",
        bundle(desk, me, taken.committee, _parcel(desk, wish, taken, papers)),
        sum(place.seen.size for place in taken.originals),
    )


def _parcel(desk: Desk, wish: Wish, taken: Taken, papers: Papers) -> Parcel:
    contents = taken.contents
    places = {place.seen.number: place for place in taken.originals}
    return Parcel(
        made=desk.today(),
        receiver=wish.receiver,
        purpose=contents.purpose,
        is_naming=wish.is_naming,
        copies=(Copy(contents.case, taken.number),),
        small=(*papers, (_CHECKING, how_to_check(wish).encode())),
        originals=tuple(
            (f"{_ORIGINALS}/{each.place}", places[each.number]) for each in contents.enclosed
        ),
    )


def _log_of(taken: Taken) -> bytes:
    return csv_of((columns(), *(each.row for each in taken.contents.withheld)))


def how_to_check(wish: Wish) -> str:
    """Where nobody is named, the keys are asked for: each stands beside its holder's name."""
    asks = _("To see whether anything was changed, ask the committee for its fingerprint, and run:")
    if not wish.is_naming:
        asks = _("To see whether anything was changed, ask the committee for its fingerprint")
    more = () if wish.is_naming else (_("and for its keys, which name its people, and run:"),)
    keys = "" if wish.is_naming else f" --manifests {KEYS}"
    lines = (
        _("manifest.txt lists every file in this bundle, and a member of the committee signed it."),
        asks,
        *more,
        "",
        f"    python -m casework verify-export FILE --genesis “FINGERPRINT”{keys}",
        "",
        _("Originals are as they came. They can hold hidden details, and can tell their sender"),
        _("that they were opened. Open them on a device without network."),
    )
    return "".join(f"{line}\n" for line in lines)


def _paper(desk: Desk, wish: Wish, taken: Taken) -> Paper:
    contents, day = taken.contents, with_year(desk.today())
    mark = _(
        "Confidential. Copy %(copy)d, for %(receiver)s, %(day)s",
        copy=taken.number,
        receiver=wish.receiver,
        day=day,
    )
    return Paper(
        contents.case,
        str(mark),
        tuple((str(name), said) for name, said in _facts(wish, taken, day) if said),
        contents.sections,
        columns(),
        contents.withheld,
        contents.left_out,
        contents.signatories,
    )


def _facts(wish: Wish, taken: Taken, day: str) -> Iterator[tuple[str, str]]:
    kind = str(_(wording.KINDS[wish.kind])) if wish.kind else ""
    yield _("For"), f"{wish.receiver} ({kind})"
    yield _("Purpose"), taken.contents.purpose
    yield _("Legal basis"), taken.contents.basis
    yield _("Cleared by"), taken.contents.cleared
    yield _("Made"), day
    yield _("Copy"), str(taken.number)
