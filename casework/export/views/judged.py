"""What was found about each allegation, in the words that the case's own page has for it."""

from collections.abc import Iterator

from flask_babel import gettext as _

from casework.complaints.domain.outcomes import Allegation
from casework.complaints.domain.procedure import read_procedure
from casework.complaints.services.reading.casefiles import CaseFile
from casework.complaints.views.parts.judging import ACTIONS, OUTCOMES
from casework.export.domain.contents import Item, Section
from config.words import with_year


def judged(file: CaseFile) -> Iterator[Section]:
    allegations = file.inside.allegations if file.inside else ()
    items = tuple(_item(each) for each in allegations)
    yield Section(str(_("What was found")), (), items, str(_("Nothing is alleged yet.")))


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
