"""Remove a reader: first what happens then, who remains and why; and a second word afterwards."""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.forms.writing import SHORT, too_long, words
from casework.complaints.services.deciding import Done
from casework.complaints.services.moving import require_inside
from casework.complaints.services.readers.acting import require_free
from casework.complaints.services.readers.rekeying import NotThere, TooFew, Unanswered
from casework.complaints.services.readers.removing import agree_to_removal, remove
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.parts.addresses import address, case_at, go, not_there
from casework.complaints.views.parts.heading import PEOPLE, guests_of, readers_of
from casework.complaints.views.parts.showing import shown_whole
from casework.complaints.views.parts.wording import name_of
from casework.complaints.views.readers.leaving import lacking_in_words
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from config.frames import CaseworkFrame
from config.rendering import Page, render
from crypto.names import PersonId
from store.database import Transaction

removing = Blueprint("case-removing", __name__)

_PLACE: Final = f"{REPORTS}/<case>/{PEOPLE}"
_UNPROCESSABLE: Final = 422


@dataclass(frozen=True)
class RemovePage(Page):
    template: ClassVar[str] = "complaints/readers/remove.html"
    frame: CaseworkFrame
    csrf: str
    here: str
    name: str
    who: PersonId
    person: str
    remaining: str
    is_guest: bool
    why: str
    back: str
    wrong: dict[str, str]


@removing.post(f"{_PLACE}/remove")
@opens_to(Right.CASES)
def remove_reader(case: str, me: SignedIn) -> ResponseReturnValue:
    """Show what it does, and do it when that page was sent with a reason."""
    who, why = PersonId(request.form.get("who", "")), words(request.form, "why")
    if who not in shown_whole(me, case, _removable):
        not_there()
    if who == me.person:
        return go(address(case_at(case), "step-back"))
    if "sure" not in request.form:
        return render(shown_whole(me, case, partial(_page, who, {})))
    wrong = _wrong_in(why) or _removed(me, case, who, why)
    if not wrong:
        return go(address(case_at(case), PEOPLE))
    return render(shown_whole(me, case, partial(_page, who, wrong))), _UNPROCESSABLE


def _removable(_tx: Transaction, file: CaseFile) -> list[PersonId]:
    require_free(file)
    return [*readers_of(file), *guests_of(file)]


def _wrong_in(why: str) -> dict[str, str]:
    says = (
        too_long(request.form, "why", SHORT)
        if why
        else _("Say why, so that the others can judge it.")
    )
    return {"why": str(says)} if says else {}


def _removed(me: SignedIn, case: str, who: PersonId, why: str) -> dict[str, str]:
    """Do it, or say what stands in the way. What no box can mend stands above all."""
    outcome = remove(desk(), me, case_at(case), who, why)
    if isinstance(outcome, NotThere):
        not_there()
    if isinstance(outcome, TooFew):
        return {"": shown_whole(me, case, lacking_in_words)}
    return {"": shown_whole(me, case, _whom_before)} if isinstance(outcome, Unanswered) else {}


@removing.post(f"{_PLACE}/agree")
@opens_to(Right.CASES)
def agree(case: str, me: SignedIn) -> ResponseReturnValue:
    """Agree that somebody was taken out. If it was answered meanwhile, the page shows that."""
    who = PersonId(request.form.get("who", ""))
    outcome = agree_to_removal(desk(), me, case_at(case), who)
    if isinstance(outcome, NotThere):
        not_there()
    place = address(case_at(case), PEOPLE)
    return go(place if isinstance(outcome, Done) else f"{place}?answered")


def _whom_before(_tx: Transaction, file: CaseFile) -> str:
    mine = [
        each for each in require_inside(file).removals if each.waits and each.by == file.me.person
    ]
    names = ", ".join(name_of(file.committee, each.who) for each in mine)
    return str(
        _(
            "You removed %(names)s. Before you remove anybody else, another reader must agree "
            "to that: they are asked on their Today page.",
            names=names,
        )
    )


def _page(who: PersonId, wrong: dict[str, str], _tx: Transaction, file: CaseFile) -> RemovePage:
    committee = file.committee
    staying = [each for each in readers_of(file) if each != who]
    return RemovePage(
        frame=casework_frame(file.me, REPORTS, wrong=bool(wrong)),
        csrf=generate_csrf(),
        here=f"{address(file.id, PEOPLE)}/remove",
        name=file.card.name,
        who=who,
        person=name_of(committee, who),
        remaining=", ".join(name_of(committee, each) for each in staying),
        is_guest=who in guests_of(file),
        why=words(request.form, "why"),
        back=address(file.id, PEOPLE),
        wrong=wrong,
    )
