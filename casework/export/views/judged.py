"""What was found and who decided it, in the words that the case's own pages have for it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from flask_babel import gettext as _

from casework.complaints.domain.case.casefile import Inside
from casework.complaints.domain.outcomes import Allegation
from casework.complaints.domain.procedure import read_procedure
from casework.complaints.forms.ending import COUNTED, UNANIMOUS, VOTES
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.parts.judging import ACTIONS, OUTCOMES
from casework.complaints.views.parts.wording import name_of
from casework.export.domain.contents import Item, Section
from config.words import with_year
from crypto.names import PersonId

Together: TypeAlias = Callable[[Iterable[str]], Sequence[str]]


def judged(file: CaseFile, together: Together) -> Iterator[Section]:
    allegations = file.inside.allegations if file.inside else ()
    items = tuple(_item(each) for each in allegations)
    yield Section(str(_("What was found")), (), items, str(_("Nothing is alleged yet.")))
    if file.inside is not None:
        facts = tuple(
            (str(name), said) for name, said in _decision(file, file.inside, together) if said
        )
        nobody = str(_("Nobody has written down a decision yet."))
        yield Section(str(_("Who decided")), facts, (), nobody)


def _decision(file: CaseFile, inside: Inside, together: Together) -> Iterator[tuple[str, str]]:
    said = inside.ending
    by = [name_of(file.committee, PersonId(each)) for each in said.get("by", "").split()]
    yield _("Decided by"), ", ".join(together(by))
    yield _("Decided outside this system by"), said.get("outside", "")
    yield _("On"), with_year(date.fromisoformat(said["day"])) if said.get("day") else ""
    yield _("Votes"), _votes(said)
    yield _("Basis"), said.get("basis", "")


def _votes(said: Mapping[str, str]) -> str:
    if said.get("vote") == UNANIMOUS:
        return str(_("All for it"))
    if said.get("vote") != COUNTED:
        return ""
    counted = {name: said.get(name, "0") for name in VOTES}
    words = _("%(for)s for, %(against)s against, %(abstained)s abstained", **counted)
    return str(words)


def _item(allegation: Allegation) -> Item:
    category = read_procedure().taxonomy.categories.get(allegation.category)
    title = allegation.category if category is None else category.name
    finding = allegation.finding
    if finding is None:
        return Item(title, str(_("No finding yet.")))
    outcome, actions = str(_(OUTCOMES[finding.outcome])), sorted(finding.actions)
    done = ", ".join(str(_(ACTIONS[each])) for each in actions)
    lines = [f"{outcome}, {with_year(finding.on)}.", finding.basis]
    if done:
        lines.append(str(_("What was done: %(actions)s.", actions=done)))
    return Item(title, "\n".join(filter(None, lines)))
