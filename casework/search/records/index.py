"""The index of one session: SQLite without a file, and without the texts that it is made of.

It knows which words stand in which entry of which case, and gives back ids alone. What is shown
is opened anew, by whoever may open it then. It has a size that it never exceeds.
"""

import sqlite3
from collections.abc import Iterable, Iterator, KeysView, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import Final

from casework.complaints.domain.case.casefile import Standing
from casework.search.domain.asking import Asked, Term
from casework.search.domain.tokens import spaced
from crypto.names import CaseId

_PAGE: Final = 4_096
_FULL: Final = "SQLITE_FULL"
_SCHEMA: Final = """
CREATE TABLE cases (n INTEGER PRIMARY KEY, id BLOB UNIQUE, standing TEXT, received TEXT);
CREATE TABLE docs (
    n INTEGER PRIMARY KEY, case_n INTEGER NOT NULL, entry BLOB NOT NULL, UNIQUE (case_n, entry)
);
CREATE VIRTUAL TABLE words USING fts5 (
    said, content = '', tokenize = 'unicode61 remove_diacritics 2'
);
"""
_PRAGMAS: Final = (
    f"PRAGMA page_size = {_PAGE}",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA journal_mode = MEMORY",
)
_CASE: Final = """
INSERT INTO cases (n, id, standing, received) VALUES (?, ?, ?, ?)
ON CONFLICT (n) DO UPDATE SET standing = excluded.standing, received = excluded.received
"""
# What few say is put in order by how much they say it; what many say, the newest first, which
# needs no look at all of them. The values are numbered alike.
_COUNTED: Final = "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)"
_BEST: Final = """
SELECT cases.id FROM (
    SELECT docs.case_n AS n, min(hits.rank) AS best
    FROM (SELECT rowid, rank FROM words WHERE words MATCH ?1) AS hits
    JOIN docs ON docs.n = hits.rowid
    GROUP BY docs.case_n
) AS found
JOIN cases ON cases.n = found.n
WHERE (?2 = '' OR cases.standing = ?2) AND cases.received >= ?3
ORDER BY found.best, found.n LIMIT ?4 OFFSET ?5
"""
_NEWEST: Final = """
SELECT DISTINCT cases.id FROM words
CROSS JOIN docs ON docs.n = words.rowid
CROSS JOIN cases ON cases.n = docs.case_n
WHERE words MATCH ?1 AND (?2 = '' OR cases.standing = ?2) AND cases.received >= ?3
LIMIT ?4 OFFSET ?5
"""
_MANY: Final = 2_000


@dataclass(frozen=True, slots=True)
class Facts:
    """What can be chosen beside words."""

    standing: Standing
    received: date


@dataclass(frozen=True, slots=True, repr=False)
class Doc:
    entry: bytes
    said: str


@dataclass(frozen=True, slots=True, repr=False)
class Learnt:
    """A case of this session as it stands now, and what is new in it."""

    case: CaseId
    facts: Facts
    docs: Sequence[Doc] = field(default=())


class Index:
    """One for a session; what it holds goes with the session's keys."""

    def __init__(self, most_bytes: int) -> None:
        self.turn = Lock()  # of whoever adds to it
        self.asked: Asked | None = None
        self.stamps: dict[CaseId, bytes] = {}  # of every case that was tried, whoever may read it
        self.change = -1  # of the key store, when all of them opened last
        self.seen = (-1, -1)  # what was written in this process, and the minute, of the last look
        self._cases: dict[CaseId, int] = {}
        self._numbers = self._docs = 0
        self.was_whole = False
        self.is_full = False
        self._lock = Lock()
        self._connection = sqlite3.connect(
            ":memory:", isolation_level=None, check_same_thread=False
        )
        self._is_open = True
        for pragma in (*_PRAGMAS, f"PRAGMA max_page_count = {most_bytes // _PAGE}"):
            self._connection.execute(pragma).close()
        self._connection.executescript(_SCHEMA)

    def forget(self) -> None:
        with self._lock:
            self._is_open = False
            self.asked = None
            self.stamps.clear()
            self._cases.clear()
            self._connection.close()

    @property
    def mine(self) -> KeysView[CaseId]:
        """Return the cases that are in it."""
        return self._cases.keys()

    @property
    def size(self) -> int:
        """Return how large it is."""
        with self._opened() as connection:
            [pages] = connection.execute("PRAGMA page_count").fetchone()
        return int(pages) * _PAGE

    def entries_of(self, case: CaseId) -> frozenset[bytes]:
        """Return what is in the index already. Entries of a case are never changed."""
        number = self._cases.get(case)
        if number is None:
            return frozenset()
        asked = "SELECT entry FROM docs WHERE case_n = ?"
        with self._opened() as connection:
            return frozenset(row[0] for row in connection.execute(asked, (number,)))

    def learn(self, learnt: Iterable[Learnt]) -> None:
        """Add all of it or nothing of it. What has no room is not found, and the page says so.

        Only whoever has the turn adds, and nothing that is there already.
        """
        listed = list(learnt)
        with self._opened() as connection:
            try:
                connection.execute("BEGIN")
                numbers = self._add(connection, listed)
                connection.execute("COMMIT")
            except sqlite3.OperationalError as fault:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                if fault.sqlite_errorname != _FULL:
                    raise
                self.is_full = True
                return
            self._cases |= numbers

    def _add(self, connection: sqlite3.Connection, learnt: Sequence[Learnt]) -> dict[CaseId, int]:
        numbers: dict[CaseId, int] = {}
        facts, docs, words = [], [], []
        for each in learnt:
            number = numbers[each.case] = self._number_of(each.case)
            standing, received = each.facts.standing, each.facts.received
            facts.append((number, each.case, standing.value, received.isoformat()))
            for doc in each.docs:
                self._docs += 1
                docs.append((self._docs, number, doc.entry))
                if doc.said:
                    words.append((self._docs, spaced(doc.said)))
        connection.executemany(_CASE, facts)
        connection.executemany("INSERT INTO docs (n, case_n, entry) VALUES (?, ?, ?)", docs)
        connection.executemany("INSERT INTO words (rowid, said) VALUES (?, ?)", words)
        return numbers

    def _number_of(self, case: CaseId) -> int:
        """Number a new case as none was before: what is added together is new and old, mixed."""
        if case not in self._cases:
            self._numbers += 1
        return self._cases.get(case, self._numbers)

    def find(self, asked: Asked, today: date, most: int, after: int) -> Sequence[CaseId]:
        """Return cases that say all of it in one place, the best first, or the newest of many."""
        if not asked.terms:
            return []
        standing, since = asked.which.standing, asked.when.since(today)
        match = _match(asked.terms)
        chosen = (
            "" if standing is None else standing.value,
            "" if since is None else since.isoformat(),
        )
        with self._opened() as connection:
            [count] = connection.execute(_COUNTED, (match, _MANY)).fetchone()
            wanted = _BEST if count < _MANY else _NEWEST
            found = connection.execute(wanted, (match, *chosen, most, after)).fetchall()
        return [CaseId(row[0]) for row in found]

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """Wait for the turn. What was forgotten meanwhile is an index of nothing."""
        with self._lock:
            if self._is_open:
                yield self._connection
                return
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as nothing:
            nothing.executescript(_SCHEMA)
            yield nothing


def _match(terms: Iterable[Term]) -> str:
    """Write terms as the index reads them. Words are letters and digits, and no sign of its own."""
    return " ".join(f'"{" ".join(term.words)}"{"*" if term.is_begun else ""}' for term in terms)
