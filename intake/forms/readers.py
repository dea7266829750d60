"""Who can be chosen to read a report, under the names that stand on every page.

The committee's rule decides, not this form: what cannot be sealed is not offered, and
what is chosen is judged by the same rule that seals.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from flask_babel import gettext as _

from config.questions.asked import Option, Question, asked
from config.questions.report import ALL, FIRST_READER, LEFT_OUT, ONE, READERS, SOME
from crypto.admission import Admission, Choice, Mode, admit_report
from crypto.manifest.people import Person
from crypto.manifest.standing import Current
from crypto.names import PersonId
from intake.trust import Word

Named: TypeAlias = tuple[PersonId, str]

# “All of them” would promise members who cannot read it now.
_NO_ONE = Option(ALL, asked("No. Leave no one out"))


@dataclass(frozen=True, slots=True)
class Offered:
    """What the first question offers today. With no ways at all, there is no form."""

    ways: tuple[str, ...]
    members: tuple[Named, ...]
    externals: tuple[Named, ...]
    externals_alone: bool  # no member gets a report, even if nobody is left out

    @property
    def everyone(self) -> tuple[Named, ...]:
        return (*self.members, *self.externals)


def offered(word: Word) -> Offered:
    decision = admit_report(word.manifest, Choice(), word.standing)
    alone = isinstance(decision, Admission) and decision.mode is Mode.EXTERNALS_ALONE
    return Offered(tuple(_ways(word)), named(word.members), named(word.externals), alone)


def questions_about_readers(today: Offered) -> tuple[Question, Question, Question]:
    ways = [option for option in READERS.options if option.code in today.ways]
    if today.externals_alone:
        ways = [_NO_ONE if option.code == ALL else option for option in ways]
    return (
        replace(READERS, options=tuple(ways)),
        replace(LEFT_OUT, options=_options(today.everyone)),
        replace(FIRST_READER, options=_options(today.members)),
    )


def named(people: Sequence[Person]) -> tuple[Named, ...]:
    return tuple((person.id, name_of(person)) for person in people)


def name_of(person: Person) -> str:
    """Say a person's name with the one thing that a stranger must know."""
    if person.organisation is not None:
        return f"{person.name} ({person.organisation})"
    return _("%(name)s (chair)", name=person.name) if person.chair else person.name


def in_order(word: Word, who: Sequence[PersonId]) -> tuple[str, ...]:
    """Return the names of these people as every page lists them: the chair first."""
    return tuple(name_of(each) for each in (*word.members, *word.externals) if each.id in who)


def _ways(word: Word) -> Iterator[str]:
    everyone = (*word.members, *word.externals)
    if _works(word, Choice()):
        yield ALL
        if any(_works(word, Choice(left_out=frozenset({person.id}))) for person in everyone):
            yield SOME
    # While the keys wait to be confirmed no member reads anything, first or not.
    if isinstance(word.standing, Current) and _works(word, Choice(first_reader=word.members[0].id)):
        yield ONE


def _works(word: Word, choice: Choice) -> bool:
    return isinstance(admit_report(word.manifest, choice, word.standing), Admission)


def _options(people: Sequence[Named]) -> tuple[Option, ...]:
    return tuple(Option(person, name) for person, name in people)
