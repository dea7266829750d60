"""What is planned against protected people, in words; and what they may do themselves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _

from casework.complaints.domain.case.proposed import Proposed, Verdict
from casework.complaints.domain.case.watched import Watched
from casework.complaints.domain.clocks.legal import Event, osha_deadline
from casework.complaints.domain.taxonomy import RETALIATION
from casework.complaints.forms.protecting import Typed
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.services.watching.judging import reviewers_of
from casework.complaints.views.parts.wording import Lit, name_of
from casework.complaints.views.watching.plans import named_in, typed_in
from casework.complaints.views.watching.protected import SIGNALS
from config.questions.asked import asked
from config.words import with_year

VERDICTS: Final[Mapping[Verdict, str]] = {
    Verdict.MAY_GO_AHEAD: asked("It may go ahead"),
    Verdict.MUST_NOT: asked("It must not go ahead"),
}


@dataclass(frozen=True, slots=True)
class Planned:
    """Something planned: what is known of it, and who says whether it may be done."""

    number: int
    form: str
    ask_form: str
    what: str
    facts: str
    why: str
    state: Lit
    said: str
    is_mine: bool
    others: tuple[tuple[str, str], ...]  # who may be asked in the place of whoever was
    typed: Typed


def planned_in(file: CaseFile, typed: Typed) -> tuple[Planned, ...]:
    proposed = _watched(file).proposed
    return tuple(_planned(file, at, each, typed) for at, each in enumerate(proposed))


def rights_in(file: CaseFile) -> tuple[str, ...]:
    """Return what a person may do, in words that advise neither for it nor against it."""
    return (str(_("They may go to the SEC at any time.")), *_deadlines(file))


def own_rights_in(file: CaseFile) -> tuple[str, ...]:
    """Say the same to the reporter. The day of an act stands in no mailbox, the last day does."""
    act = _watched(file).events.get(Event.RETALIATED)
    osha = _("If you are treated badly for this, OSHA takes complaints for 180 days.")
    if act is not None:
        last = with_year(osha_deadline(act.on))
        osha = _("About what was done to you, OSHA takes a complaint until %(last)s.", last=last)
    return str(_("You may write to the SEC at any time.")), str(osha)


def is_judged_here(file: CaseFile) -> bool:
    """Say whether retaliation is alleged already, and has no finding yet."""
    allegations = file.inside.allegations if file.inside else ()
    return any(each.category == RETALIATION and each.finding is None for each in allegations)


def _deadlines(file: CaseFile) -> Iterator[str]:
    act = _watched(file).events.get(Event.RETALIATED)
    if act is None:
        yield str(
            _(
                "OSHA takes complaints for 180 days from what was done. "
                "Put the day down under What is due, and the last day stands here."
            )
        )
        return
    yield str(
        _(
            "OSHA takes a complaint about what was done on %(act)s until %(last)s.",
            act=with_year(act.on),
            last=with_year(osha_deadline(act.on)),
        )
    )


def _watched(file: CaseFile) -> Watched:
    return file.inside.watched if file.inside else Watched()


def _planned(file: CaseFile, at: int, proposed: Proposed, typed: Typed) -> Planned:
    form, ask_form = f"judge-{at}", f"reviewer-{at}"
    able = reviewers_of(file, proposed) if proposed.waits else frozenset()
    others = sorted(able - {proposed.reviewer})
    return Planned(
        number=at,
        form=form,
        ask_form=ask_form,
        what=f"{_(SIGNALS[proposed.kind])}: {named_in(file, proposed.person)}",
        facts=str(
            _(
                "%(who)s proposed it on %(day)s.",
                who=proposed.proposer,
                day=with_year(proposed.on),
            )
        ),
        why=proposed.why,
        state=_state(file, proposed, is_able=proposed.reviewer in able),
        said=_said(file, proposed),
        is_mine=proposed.reviewer == file.me.person and file.me.person in able,
        others=tuple((str(who), name_of(file.committee, who)) for who in others),
        typed=typed_in(form, typed),
    )


def _state(file: CaseFile, proposed: Proposed, *, is_able: bool) -> Lit:
    if proposed.verdict is not None:
        kind = "" if proposed.may_go_ahead else "late"
        return Lit(str(_(VERDICTS[proposed.verdict])), kind)
    if not is_able:
        return Lit(str(_("Ask somebody else: whoever was asked is not free any more")), "late")
    name = name_of(file.committee, proposed.reviewer)
    return Lit(str(_("It waits for %(name)s", name=name)), "due")


def _said(file: CaseFile, proposed: Proposed) -> str:
    if proposed.judged is None:
        return ""
    name, day = name_of(file.committee, proposed.reviewer), with_year(proposed.judged)
    return str(_("%(name)s, %(day)s: %(why)s", name=name, day=day, why=proposed.reason))
