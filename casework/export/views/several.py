"""Several reports at once, in three places of one page: asked of you, asked by you, ask anew."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Final

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.views.parts.addresses import go
from casework.complaints.views.parts.wording import name_of
from casework.desk import desk
from casework.export.domain.several import Hitch, Several, hitches
from casework.export.domain.wish import Flaw, Wish
from casework.export.forms import TICKED, carried, read_cases, read_note, read_seal, read_several
from casework.export.services.packing import KEYS
from casework.export.services.several import (
    Found,
    Gone,
    Open,
    TooMany,
    agree,
    agreed_to,
    ask,
    drop,
    forget_the_old,
    found_for,
    open_bids,
)
from casework.export.services.taking import Taken, take_out
from casework.export.views import wording
from casework.export.views.sealing import Offer, offer, wrapping
from casework.export.views.sending import order_of, sent_together
from casework.export.views.withholding import left_out
from casework.frame import EXPORTS, REPORTS, casework_frame
from casework.proofs import join_manifests
from casework.trust import Standing
from config.frames import CaseworkFrame
from config.rendering import Page, render
from config.words import due_in_words
from crypto.names import PersonId

several = Blueprint("exports", __name__)

_UNPROCESSABLE: Final = 422
_NOT_NOW: Final = 503
_DATES: Final = tuple(
    f"{name}-{part}" for name in ("since", "until") for part in ("month", "day", "year")
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as one of the two sees it, and what they may do about it."""

    note: str
    title: str
    reports: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    left_out: tuple[str, ...]
    may_agree: bool
    may_take: bool


@dataclass(frozen=True)
class SeveralPage(Page):
    template: ClassVar[str] = "export/several.html"
    frame: CaseworkFrame
    csrf: str
    here: str
    asked: tuple[Asked, ...]
    typed: Mapping[str, str]
    wish: Wish
    pieces: wording.Options
    kinds: wording.Options
    grounds: wording.Options
    wordings: wording.Options
    people: wording.Options
    may_ask: bool
    wrong: Mapping[str, str]
    done: str
    offer: Offer


@dataclass(frozen=True)
class AskPage(Page):
    template: ClassVar[str] = "export/ask.html"
    frame: CaseworkFrame
    csrf: str
    here: str
    carried: tuple[tuple[str, str], ...]
    second: str
    reports: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    left_out: tuple[str, ...]


@several.get(EXPORTS)
@opens_to(Right.HOLDER)
def show(me: SignedIn) -> ResponseReturnValue:
    forget_the_old(desk(), me)
    done = _("Asked. It counts once the other member agrees, within a week.")
    return render(_page(me, Several(Wish()), done=str(done) if "asked" in request.args else ""))


@several.post(EXPORTS)
@opens_to(Right.HOLDER)
def look_it_over(me: SignedIn) -> ResponseReturnValue:
    """Show which reports it would be about, before anybody is asked."""
    asked = _typed()
    wrong = {name: wording.hitch_in_words(each) for name, each in hitches(asked).items()}
    if not wrong:
        found = found_for(desk(), me, asked)
        if isinstance(found, TooMany):
            wrong = {"since": wording.hitch_in_words(Hitch.TOO_MANY)}
        elif not found.cases:
            wrong = {"since": wording.hitch_in_words(Hitch.NOTHING_THERE)}
        else:
            return render(_check(me, asked, found))
    return render(_page(me, asked, wrong)), _UNPROCESSABLE


@several.post(f"{EXPORTS}/ask")
@opens_to(Right.HOLDER)
def ask_for(me: SignedIn) -> ResponseReturnValue:
    asked, cases = _typed(), read_cases(request.form.getlist("cases"))
    if hitches(asked) or not ask(desk(), me, asked, cases):
        wrong = {"since": wording.hitch_in_words(Hitch.NOTHING_THERE)}
        return render(_page(me, asked, wrong)), _UNPROCESSABLE
    return go(f"{EXPORTS}?asked")


@several.post(f"{EXPORTS}/answer")
@opens_to(Right.HOLDER)
def answer(me: SignedIn) -> ResponseReturnValue:
    """Agree, or say no; whoever asked takes it back in the same way."""
    note = read_note(request.form)
    if request.form.get("agrees") != "1":
        drop(desk(), me, note)
        return go(EXPORTS)
    return go(EXPORTS) if agree(desk(), me, note) else _gone(me)


@several.post(f"{EXPORTS}/take")
@opens_to(Right.HOLDER)
def take_all(me: SignedIn) -> ResponseReturnValue:
    seal = read_seal(request.form)
    around = wrapping(seal, request.form.get("words", ""), me)
    if around is None:
        wrong = {"": wording.hitch_in_words(Flaw.NO_SEAL)}
        return render(_page(me, Several(Wish()), wrong)), _UNPROCESSABLE
    agreed = agreed_to(desk(), me, read_note(request.form))
    if isinstance(agreed, Gone):
        return _gone(me)
    wish, cases = replace(agreed[0], seal=seal), agreed[1]
    outcomes = [take_out(desk(), me, order_of(case, wish)) for case in cases]
    taken = [each for each in outcomes if isinstance(each, Taken)]
    if not taken:
        return _gone(me)
    stream = around.around(sent_together(desk(), me, wish, taken))
    said = {"Content-Disposition": f'attachment; filename="{stream.name}"'}
    return Response(stream.pieces, mimetype=stream.mimetype, headers=said)


@several.get(f"{EXPORTS}/keys")
@opens_to(Right.HOLDER)
def keys(me: SignedIn) -> ResponseReturnValue:  # noqa: ARG001  # each view is told who asks
    """Hand out by what copies are checked in which nobody is named. It names everybody."""
    committee = desk().trust.now()
    if not isinstance(committee, Standing):
        abort(_NOT_NOW)
    said = {"Content-Disposition": f'attachment; filename="{KEYS}"'}
    raw = join_manifests(committee.signed)
    return Response(raw, mimetype="application/octet-stream", headers=said)


def _gone(me: SignedIn) -> ResponseReturnValue:
    wrong = {"": str(_("This request is not there any more. Nothing went."))}
    return render(_page(me, Several(Wish()), wrong)), _UNPROCESSABLE


def _typed() -> Several:
    return read_several(request.form, {name: request.form.getlist(name) for name in TICKED})


def _page(
    me: SignedIn, asked: Several, wrong: Mapping[str, str] | None = None, done: str = ""
) -> SeveralPage:
    return SeveralPage(
        frame=casework_frame(me, REPORTS, wrong=bool(wrong)),
        csrf=generate_csrf(),
        here=EXPORTS,
        asked=tuple(_asked(me, each) for each in open_bids(desk(), me) if each.names),
        typed={name: request.form.get(name, "") for name in (*_DATES, "second")},
        wish=asked.wish,
        pieces=wording.pieces(),
        kinds=wording.kinds(),
        grounds=wording.grounds(),
        wordings=wording.wordings()[1:],
        people=_others(me),
        may_ask=may_ask(me),
        wrong=wrong or {},
        done=done,
        offer=offer(me),
    )


def _check(me: SignedIn, asked: Several, found: Found) -> AskPage:
    fields = [(name, request.form.get(name, "")) for name in (*_DATES, "second")]
    fields += [("cases", each.hex()) for each in found.cases]
    return AskPage(
        frame=casework_frame(me, REPORTS),
        csrf=generate_csrf(),
        here=EXPORTS,
        carried=(*carried(asked.wish, 0), *fields),
        second=_name(asked.second),
        reports=found.names,
        facts=_facts(asked.wish),
        left_out=tuple(left_out(asked.wish)),
    )


def _asked(me: SignedIn, each: Open) -> Asked:
    bid, is_mine = each.bid, each.bid.by == me.person
    until = due_in_words(bid.ends, desk().today())
    by, second = _name(bid.by), _name(bid.second)
    if not is_mine:
        title = _("%(name)s asks you. Answer by %(day)s", name=by, day=until)
    elif each.agreed is None:
        title = _("%(name)s has not answered yet. Until %(day)s", name=second, day=until)
    else:
        title = _("%(name)s agreed. Until %(day)s", name=second, day=until)
    return Asked(
        note=bid.id.hex(),
        title=str(title),
        reports=each.names,
        facts=_facts(bid.wish),
        left_out=tuple(left_out(bid.wish)),
        may_agree=not is_mine and each.agreed is None,
        may_take=is_mine and each.agreed is not None,
    )


def _facts(wish: Wish) -> tuple[tuple[str, str], ...]:
    kind = str(_(wording.KINDS[wish.kind])) if wish.kind else ""
    pieces = " ".join(each.value for each in wording.PIECES if each in wish.pieces)
    facts = (
        (_("For"), f"{wish.receiver} ({kind})"),
        (_("Purpose"), wish.purpose),
        (_("Legal basis"), wording.basis_in_words(wish) or _("None was given")),
        (_("What goes along"), wording.pieces_in_words(pieces)),
    )
    return tuple((str(name), str(said)) for name, said in facts)


def _others(me: SignedIn) -> wording.Options:
    found = desk().trust.now()
    if not isinstance(found, Standing):
        return ()
    members = [(str(each.id), each.name, "") for each in found.manifest.members]
    hint = str(_("From outside: only for reports that you alone of the members may act on"))
    outside = [(str(each.id), each.name, hint) for each in found.manifest.externals]
    return tuple(each for each in (*members, *outside) if each[0] != me.person)


def may_ask(me: SignedIn) -> bool:
    """Say whether this is a member. Whoever works for the committee from outside asks for none."""
    found = desk().trust.now()
    if not isinstance(found, Standing):
        return False
    return me.person in {each.id for each in found.manifest.members}


def _name(person: PersonId | None) -> str:
    found = desk().trust.now()
    return name_of(found, person) if isinstance(found, Standing) else ""
