"""Look words up, and open anew what is shown of them.

The index says where to look. What it says is believed by nobody: each report that was found is
opened as its own page opens it, and whoever may not read it any more has found nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from casework.complaints.domain.case.casefile import Card, Entry, Kind
from casework.complaints.services.reading.casefiles import CaseFile, entries_of, open_file
from casework.desk import Desk
from casework.rights import SignedIn
from casework.search.domain.asking import Asked
from casework.search.domain.snippets import Snippet, snippet_of
from casework.search.records.index import Index
from casework.search.services.indexing import Ready, make_ready
from casework.search.services.words import SEARCHED, words_of
from crypto.names import CaseId, PersonId
from store.database import Transaction

ON_A_PAGE: Final = 10
_OF_A_CASE: Final = 3


@dataclass(frozen=True, slots=True, repr=False)
class Hit:
    """One place in a report that says it."""

    kind: Kind
    is_first: bool  # the report itself, and not what was sent later
    day: date
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
        for at, file in _files(tx, desk, me, _places(desk, index, asked, after)):
            if len(found) == ON_A_PAGE:
                return Found(tuple(found), at, ready)
            found.append(_result(tx, file, asked))
    return Found(tuple(found), None, ready)


def _places(desk: Desk, index: Index, asked: Asked, after: int) -> Iterator[tuple[int, CaseId]]:
    """Yield what the index says, with the place of each in the order of the best."""
    at = after
    while cases := index.find(asked, desk.today(), ON_A_PAGE + 1, at):
        yield from enumerate(cases, start=at)
        at += len(cases)


def _files(
    tx: Transaction, desk: Desk, me: SignedIn, places: Iterator[tuple[int, CaseId]]
) -> Iterator[tuple[int, CaseFile]]:
    for at, case in places:
        file = open_file(tx, desk, me, case)
        if file is not None:
            yield at, file


def _result(tx: Transaction, file: CaseFile, asked: Asked) -> Result:
    entries = entries_of(tx, file, *SEARCHED)
    first = next((each for each in entries if each.kind is Kind.MESSAGE), None)
    hits = list(_hits(entries, first, asked))
    return Result(file.id, file.card, tuple(hits[:_OF_A_CASE]), len(hits) > _OF_A_CASE)


def _hits(entries: Sequence[Entry], first: Entry | None, asked: Asked) -> Iterator[Hit]:
    for entry in entries:
        snippet = snippet_of(words_of(entry), asked.terms)
        if snippet is not None:
            yield Hit(entry.kind, entry is first, entry.day, entry.by, snippet)
