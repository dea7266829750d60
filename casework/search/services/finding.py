"""Look words up, and open anew what is shown of them.

The index says where to look. What it says is believed by nobody: each report that was found is
opened as its own page opens it, and whoever may not read it any more has found nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeAlias

from casework.complaints.domain.case.casefile import Card, Kind
from casework.complaints.services.reading.casefiles import CaseFile, entries_of, open_each
from casework.complaints.services.reading.threshold import is_at_threshold
from casework.desk import Desk
from casework.rights import SignedIn
from casework.search.domain.asking import Asked
from casework.search.domain.places import Place
from casework.search.domain.snippets import Snippet, snippet_of
from casework.search.records.index import Index
from casework.search.services.indexing import Ready, make_ready
from casework.search.services.words import PLACES, Decided, decided_in, words_of
from crypto.names import CaseId, PersonId
from store.database import Transaction

_Said: TypeAlias = tuple[Place, date | None, PersonId | None, str]
ON_A_PAGE: Final = 10
_OF_A_CASE: Final = 3


@dataclass(frozen=True, slots=True, repr=False)
class Hit:
    """One place in a report that says it."""

    place: Place
    day: date | None  # of most decisions only the timeline knows it
    by: PersonId | None
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class Result:
    case: CaseId
    card: Card = field(repr=False)
    hits: tuple[Hit, ...] = field(repr=False)
    has_more: bool


@dataclass(frozen=True, slots=True)
class Found:
    results: tuple[Result, ...]
    after: int | None
    """Where the next page begins, if there is one."""
    ready: Ready


def find(desk: Desk, me: SignedIn, asked: Asked, after: int, seconds: float) -> Found:
    """Return reports that this session may read now, from a place in the order of the best."""
    index, ready = make_ready(desk, me, seconds)
    found: list[Result] = []
    with desk.database.reading() as tx:
        for cases in _batches(desk, index, asked, after):
            for file in open_each(tx, desk, me, cases):
                if len(found) == ON_A_PAGE and file is not None:
                    return Found(tuple(found), after, ready)
                found += () if file is None else _result(tx, desk, file, asked)
                after += 1
    return Found(tuple(found), None, ready)


def _batches(desk: Desk, index: Index, asked: Asked, at: int) -> Iterator[Sequence[CaseId]]:
    """Yield what the index says, in its order; mostly the first batch is the page."""
    while cases := index.find(asked, desk.today(), ON_A_PAGE + 1, at):
        yield cases
        at += len(cases)


def _result(tx: Transaction, desk: Desk, file: CaseFile, asked: Asked) -> tuple[Result, ...]:
    """Return what it says now. What it said before it was decided otherwise finds nothing.

    Whoever has yet to choose whether they read it must not learn by a search whom it is about.
    """
    if is_at_threshold(tx, desk, file):
        return ()
    hits = list(_hits(tx, file, asked))
    if not hits and snippet_of(file.card.name, asked.terms) is None:
        return ()
    return (Result(file.id, file.card, tuple(hits[:_OF_A_CASE]), len(hits) > _OF_A_CASE),)


def _hits(tx: Transaction, file: CaseFile, asked: Asked) -> Iterator[Hit]:
    for place, day, by, words in _said(tx, file):
        snippet = snippet_of(words, asked.terms)
        if snippet is not None:
            yield Hit(place, day, by, snippet)


def _said(tx: Transaction, file: CaseFile) -> Iterator[_Said]:
    """Yield own words first, then what was decided, and last the lines of the timeline."""
    entries = entries_of(tx, file)
    first = next((each for each in entries if each.kind is Kind.MESSAGE), None)
    for entry in entries:
        if entry.kind is not Kind.DEED:
            place = Place.REPORT if entry is first else PLACES[entry.kind]
            yield place, entry.day, entry.by, words_of(entry)
    decided = list(decided_in(file.inside.judged)) if file.inside else []
    for each in decided:
        yield each.place, each.on, each.by, each.words
    for entry in entries if file.inside else ():  # guests read no timeline
        if entry.kind is Kind.DEED and not _repeats(words_of(entry), decided):
            yield Place.TIMELINE, entry.day, entry.by, words_of(entry)


def _repeats(words: str, decided: Sequence[Decided]) -> bool:
    """The line of a decision says its reason again, cut to its length."""
    return any(words and each.words.startswith(words) for each in decided)
