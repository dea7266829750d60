"""Is anybody of us in it? Names, the ties they may touch, and the way that follows from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import ClassVar, Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.access import Right, SignedIn, opens_to
from casework.complaints.domain.conflicts.routes import When
from casework.complaints.forms.assessing import LONGEST_NAME, NONE_OF_US, read_named
from casework.complaints.forms.writing import count
from casework.complaints.services.assessing.conflicts import (
    ForTheChair,
    ItIsYou,
    MayBe,
    Naming,
    lift,
    name_somebody,
    say_tied,
    strike_out,
)
from casework.complaints.services.assessing.matching import Known, known_ties, offices_named
from casework.complaints.services.deciding import Decided, Done, state_freedom
from casework.complaints.services.readers.newcomers import may_join
from casework.complaints.services.readers.rekeying import (
    TooFew,
    Unanswered,
)
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.assessing.freedom import own_freedom
from casework.complaints.views.assessing.matching import (
    Somebody,
    Whom,
    may_be_meant,
    names_of,
    somebody,
    whom_it_means,
)
from casework.complaints.views.assessing.routing import Away, Way, away_from, way_of
from casework.complaints.views.assessing.wording import OFFICES, PARTS, SUBJECTS
from casework.complaints.views.parts.addresses import address, case_at, go, not_there
from casework.complaints.views.parts.heading import CONFLICTS, Heading, heading_of, readers_of
from casework.complaints.views.parts.refused import why_refused
from casework.complaints.views.parts.showing import shown_whole
from casework.complaints.views.parts.wording import name_of
from casework.complaints.views.pressing.fitting import holding
from casework.complaints.views.pressing.once import adds
from casework.desk import desk
from casework.frame import REPORTS, casework_frame
from config.frames import CaseworkFrame
from config.rendering import Page, render
from crypto.names import PersonId
from store.database import Transaction

conflicts = Blueprint("case-conflicts", __name__)

_PLACE = f"{REPORTS}/<case>/{CONFLICTS}"
_UNPROCESSABLE: Final = 422
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Typed:
    name: str = ""
    part: str = ""
    kind: str = ""
    person: str = ""
    in_line: bool = False
    close: bool = False
    near: tuple[str, ...] = ()
    told: bool = False
    told_why: str = ""
    meant: str = ""


@dataclass(frozen=True, slots=True)
class Ways:
    """All choices of this page's form."""

    parts: Choices
    kinds: Choices
    people: Choices
    may_tell: bool  # whether whoever looks is the chair


@dataclass(frozen=True)
class ConflictsPage(Page):
    template: ClassVar[str] = "complaints/conflicts.html"
    frame: CaseworkFrame
    head: Heading
    csrf: str
    here: str
    meant: tuple[str, ...]
    offices: str
    undeclared: str
    named: tuple[Somebody, ...]
    ways: Ways
    typed: Typed
    was: int
    way: Way
    away: tuple[Away, ...]
    i_say: str
    step_back_href: str
    whom: Whom | None
    problem: str
    wrong: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Beside:
    """What the page says besides what it shows, and what was typed into it."""

    typed: Typed = Typed()
    problem: str = ""
    wrong: Mapping[str, str] = field(default_factory=dict)
    people: tuple[PersonId, ...] = ()  # who may be meant by the name


@conflicts.get(_PLACE)
@opens_to(Right.CASES)
def show_conflicts(case: str, me: SignedIn) -> ResponseReturnValue:
    return _shown(me, case, Beside())


@conflicts.post(_PLACE)
@opens_to(Right.CASES)
@holding(name=LONGEST_NAME, told_why=LONGEST_NAME)
@adds(CONFLICTS)
def add_name(case: str, me: SignedIn) -> ResponseReturnValue:
    """Write somebody down, if it is one of those whom the page offered."""
    typed, us = _typed(), shown_whole(me, case, lambda _tx, file: dict(_people(file)))
    named = read_named(request.form, typed.near, us)
    if named is None:
        wrong = {"name": str(_("Write a name, and say what they are in it."))}
        return _shown(me, case, Beside(typed, wrong=wrong)), _UNPROCESSABLE
    if typed.told and not named.told_why:
        wrong = {"told_why": str(_("Say why the chief financial officer is told."))}
        return _shown(me, case, Beside(typed, wrong=wrong)), _UNPROCESSABLE
    was = count(request.form.get("was", ""))
    outcome = name_somebody(desk(), me, case_at(case), named, was)
    return _after_naming(me, case, outcome, typed)


def _typed() -> Typed:
    form = request.form
    return Typed(
        form.get("name", ""),
        form.get("part", ""),
        form.get("kind", ""),
        form.get("person", ""),
        bool(form.get(When.IN_THE_LINE.name)),
        bool(form.get(When.CLOSE.name)),
        tuple(form.getlist("near")),
        bool(form.get("told")),
        form.get("told_why", ""),
        form.get("meant", ""),
    )


@conflicts.post(f"{_PLACE}/strike")
@opens_to(Right.CASES)
def strike(case: str, me: SignedIn) -> ResponseReturnValue:
    place = count(request.form.get("place", ""))
    return _after(me, case, strike_out(desk(), me, case_at(case), place))


@conflicts.post(f"{_PLACE}/lift")
@opens_to(Right.CASES)
def lift_restriction(case: str, me: SignedIn) -> ResponseReturnValue:
    who = PersonId(request.form.get("who", ""))
    return _after(me, case, lift(desk(), me, case_at(case), who))


@conflicts.post(f"{_PLACE}/free")
@opens_to(Right.CASES)
def say_free(case: str, me: SignedIn) -> ResponseReturnValue:
    return _after(me, case, state_freedom(desk(), me, case_at(case)))


@conflicts.post(f"{_PLACE}/tie")
@opens_to(Right.CASES)
def say_tie(case: str, me: SignedIn) -> ResponseReturnValue:
    """Keep that there is a tie, and lead on to the way out."""
    outcome = say_tied(desk(), me, case_at(case))
    if isinstance(outcome, Done):
        return go(address(case_at(case), "step-back"))
    return _after(me, case, outcome)


def _after_naming(me: SignedIn, case: str, outcome: Naming, typed: Typed) -> ResponseReturnValue:
    if isinstance(outcome, MayBe):
        # What was chosen among others before is no answer to this question.
        person = typed.person if typed.meant in {"", NONE_OF_US} else typed.meant
        asks = Beside(replace(typed, meant="", person=person), people=outcome.people)
        return _shown(me, case, asks), _UNPROCESSABLE
    if isinstance(outcome, ItIsYou):
        problem = _("This keeps you away. Step back, and let somebody else write it down.")
    elif isinstance(outcome, ForTheChair):
        problem = _("Only the chair chooses to tell the chief financial officer.")
    elif isinstance(outcome, TooFew):
        problem = _("This keeps away somebody without whom too few would read it.")
        problem = f"{problem} {shown_whole(me, case, _lacking)}"
    elif isinstance(outcome, Unanswered):
        problem = _(
            "This takes another reader out. You took somebody out before: first somebody else "
            "must agree to that. Or let another reader write this name down."
        )
    else:
        return _after(me, case, outcome, typed)
    return _shown(me, case, Beside(typed, str(problem))), _UNPROCESSABLE


def _lacking(tx: Transaction, file: CaseFile) -> str:
    could = ", ".join(name_of(file.committee, who) for who in may_join(tx, desk(), file))
    if not could:
        return str(_("Nobody else may read it. Ask outside counsel."))
    return str(_("First let one of these read it: %(names)s.", names=could))


def _after(
    me: SignedIn, case: str, outcome: Decided, typed: Typed | None = None
) -> ResponseReturnValue:
    if isinstance(outcome, Done):
        return go(address(case_at(case), CONFLICTS))
    return _shown(me, case, Beside(typed or Typed(), why_refused(outcome))), _UNPROCESSABLE


def _shown(me: SignedIn, case: str, says: Beside) -> str:
    known = known_ties(desk(), me)
    return render(shown_whole(me, case, partial(_page, me, known, says)))


def _page(
    me: SignedIn, known: Known, says: Beside, tx: Transaction, file: CaseFile
) -> ConflictsPage:
    if file.inside is None:
        not_there()
    assessed = file.inside.assessed
    return ConflictsPage(
        frame=casework_frame(me, REPORTS, wrong=bool(says.problem or says.wrong or says.people)),
        head=heading_of(file, CONFLICTS),
        csrf=generate_csrf(),
        here=address(file.id, CONFLICTS),
        meant=tuple(may_be_meant(tx, file, known)),
        offices=", ".join(str(_(OFFICES[each])) for each in sorted(offices_named(tx, file))),
        undeclared=_undeclared(file, known),
        named=tuple(somebody(file, at, each) for at, each in enumerate(assessed.named, 1)),
        ways=_ways(file),
        typed=says.typed,
        was=assessed.people_list,
        way=way_of(file, assessed.named),
        away=tuple(away_from(file)),
        i_say=own_freedom(file),
        step_back_href=address(file.id, "step-back"),
        whom=whom_it_means(file, says.people),
        problem=says.problem,
        wrong=says.wrong,
    )


def _ways(file: CaseFile) -> Ways:
    return Ways(
        parts=tuple((each.value, str(_(words))) for each, words in PARTS.items()),
        kinds=tuple((each.value, str(_(words))) for each, words in SUBJECTS.items()),
        people=tuple(_people(file)),
        may_tell=_is_chair(file),
    )


def _is_chair(file: CaseFile) -> bool:
    members = file.committee.manifest.members
    return any(each.chair and each.id == file.me.person for each in members)


def _people(file: CaseFile) -> list[tuple[str, str]]:
    manifest = file.committee.manifest
    return [
        (each.id, each.name) for each in (*manifest.members, *manifest.externals, *manifest.guests)
    ]


def _undeclared(file: CaseFile, known: Known) -> str:
    return names_of(file, (who for who in readers_of(file) if who in known.undeclared))
