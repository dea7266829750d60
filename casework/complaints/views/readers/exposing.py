"""Look over words to a reporter with all that this reader knows of the people in the case."""

from collections.abc import Iterator, Mapping
from typing import Final

from flask_babel import gettext as _

from casework.complaints.domain.case.casefile import Kind
from casework.complaints.domain.case.disclosures import new_facts, quoted
from casework.complaints.domain.case.safety import Worry, worries
from casework.complaints.services.assessing.matching import words_told
from casework.complaints.services.files import files_in
from casework.complaints.services.reading.casefiles import CaseFile, entries_of
from config.questions.asked import asked
from store.database import Transaction

_MOST: Final = 8
_WORRIES: Final[Mapping[Worry, str]] = {
    Worry.NAMES_SOMEBODY: asked("It names somebody. Whoever reads it over a shoulder sees that."),
    Worry.EXACT_TIME: asked("It gives an exact time. A day or a week is safer."),
    Worry.ASKS_WHO_THEY_ARE: asked("It asks who they are. They may stay unknown."),
    Worry.HARD_TO_READ: asked("It is hard to read. Use shorter words and sentences."),
}


def exposing_in_words(tx: Transaction, file: CaseFile, words: str) -> Iterator[str]:
    reported = words_told(tx, file)
    notes = [each.text for each in entries_of(tx, file, Kind.NOTE, Kind.PRIVILEGED)]
    for each in quoted(words, notes)[:_MOST]:
        yield str(_("“%(what)s” stands in a note, which the reporter must not read.", what=each))
    for each in worries(words, (reported, *notes), _known(file)):
        yield str(_(_WORRIES[each]))
    theirs = "\n".join((reported, *(each.name for each in files_in(tx, file))))
    found = new_facts(words, theirs)[:_MOST]
    if found:
        yield str(
            _(
                "The reporter did not write this: %(what)s. It may show what somebody else told "
                "you, or what you found.",
                what=", ".join(found),
            )
        )


def _known(file: CaseFile) -> Iterator[str]:
    """Yield everybody who was written down in the case: named in it, or looked after."""
    if file.inside is None:
        return
    yield from (each.name for each in file.inside.assessed.named if not each.is_struck)
    yield from (each.person for each in file.inside.watched.protection.plans)
