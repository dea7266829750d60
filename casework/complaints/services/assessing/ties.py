"""Declared ties, sealed to everybody who holds cases: whoever triages must see a friend's name.

Guests declare like everybody, before a case is opened to them, and read their own list alone.

A list belongs to no case, so no case's key opens it. With each change it is sealed anew, under a
key of its own; and once more by its owner after the list of keys has changed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from secrets import token_bytes
from typing import TypeAlias

from casework.complaints.domain.conflicts.offices import Office
from casework.complaints.domain.conflicts.ties import Tie, TieKind
from casework.complaints.records.sealing import filled_in
from casework.complaints.records.ties import TIES_BODY_SIZE, Ties, TiesRow
from casework.complaints.services.reading.keys import vaults_of
from casework.desk import Desk
from casework.history.domain import Said, Verb
from casework.history.services import commit
from casework.rights import SignedIn
from casework.trust import Standing
from crypto.admission import holders_of
from crypto.encoding import Value, day, decode, encode, framed, items, keyed, text, unframed, word
from crypto.errors import CryptoError
from crypto.keyring.documents import (
    Document,
    new_document_key,
    open_document,
    seal_document,
    try_document_wraps,
    wrap_document_key,
)
from crypto.names import ID_SIZE, PersonId
from crypto.suite import VaultSeed
from store.database import Transaction

MOST_TIES = 40


@dataclass(frozen=True, slots=True)
class Declared:
    """What somebody declared, and when. Version 0 is of somebody who has declared nothing yet."""

    person: PersonId
    ties: tuple[Tie, ...] = field(default=(), repr=False)
    on: date | None = None
    version: int = 0
    phone: str = field(default="", repr=False)  # on which they are called when it cannot wait


@dataclass(frozen=True, slots=True)
class Kept:
    """It is sealed, for everybody who holds a case."""


@dataclass(frozen=True, slots=True)
class ChangedMeanwhile:
    """The same person changed it on another screen. Nothing was overwritten."""


@dataclass(frozen=True, slots=True)
class TooMany:
    """More than one list holds."""


Declaring: TypeAlias = Kept | ChangedMeanwhile | TooMany


def declare(desk: Desk, me: SignedIn, ties: Sequence[Tie], was: int) -> Declaring:
    """Seal one's whole list anew; an empty one says that there is nothing to declare."""
    committee = desk.trust.now()
    body = _body(ties, desk.today(), declared_by_me(desk, me).phone)
    if len(ties) > MOST_TIES or body is None or not isinstance(committee, Standing):
        return TooMany()
    with desk.database.transaction() as tx:
        before = _row_of(tx, me.person)
        version = 0 if before is None else before.version
        if version != was:
            return ChangedMeanwhile()
        Ties(tx).put(_sealed(body, version + 1, committee, me))
        # Nobody may infer a report from who declared something on which day: no opening is kept.
        commit(tx, Said(Verb.TIES_DECLARED, desk.today(), me.person))
    return Kept()


def be_called_on(desk: Desk, me: SignedIn, phone: str, was: int) -> Declaring:
    """Seal a number beside one's list, which stays as it was said, on the day on which it was.

    Whoever has declared nothing yet does that first: a list is never said to be whole by this.
    """
    committee, mine = desk.trust.now(), declared_by_me(desk, me)
    if mine.on is None or mine.version != was:
        return ChangedMeanwhile()
    body = _body(mine.ties, mine.on, phone)
    if body is None or not isinstance(committee, Standing):
        return TooMany()
    with desk.database.transaction() as tx:
        before = _row_of(tx, me.person)
        if before is None or before.version != was:
            return ChangedMeanwhile()
        Ties(tx).put(_sealed(body, was + 1, committee, me))
    return Kept()


def numbers_of(desk: Desk, me: SignedIn) -> Mapping[PersonId, str]:
    """Return on which number each of those can be called who gave one."""
    return {each.person: each.phone for each in declared_by_all(desk, me) if each.phone}


def declared_by_all(desk: Desk, me: SignedIn) -> Sequence[Declared]:
    """Return what this person's keys open, of everybody who holds cases today, and of guests."""
    committee = desk.trust.now()
    if not isinstance(committee, Standing):
        return []
    with desk.database.reading() as tx:
        rows = Ties(tx).all()
    vaults, seated = vaults_of(desk, me), _declaring(committee)
    return [
        found
        for row in rows
        if row.person in seated
        for found in _opened(row, committee, me, vaults)
    ]


def declared_by_me(desk: Desk, me: SignedIn) -> Declared:
    """Return one's own list. What one's keys cannot open any more begins anew."""
    found = (each for each in declared_by_all(desk, me) if each.person == me.person)
    with desk.database.reading() as tx:
        row = _row_of(tx, me.person)
    return next(found, Declared(me.person, version=0 if row is None else row.version))


def has_declared(desk: Desk, person: PersonId) -> bool:
    """Say whether somebody has ever declared, be it that there is nothing to declare."""
    with desk.database.reading() as tx:
        return _row_of(tx, person) is not None


def seal_ties_again(desk: Desk, me: SignedIn) -> None:
    """Whoever has joined since must see them too, and whoever left must not be asked about."""
    committee = desk.trust.now()
    if not isinstance(committee, Standing):
        return
    with desk.database.reading() as tx:
        rows = Ties(tx).all()
    gone = [each.person for each in rows if each.person not in _declaring(committee)]
    mine = next((each for each in rows if each.person == me.person), None)
    stale = mine is not None and mine.manifest != committee.link.hash
    if not gone and not stale:
        return
    found = declared_by_me(desk, me)
    body = _body(found.ties, found.on or desk.today(), found.phone)
    with desk.database.transaction() as tx:
        Ties(tx).forget(gone)
        now = _row_of(tx, me.person)
        still = found.on is not None and now is not None and now.version == found.version
        if stale and still and body is not None:
            Ties(tx).put(_sealed(body, found.version + 1, committee, me))


def _row_of(tx: Transaction, person: PersonId) -> TiesRow | None:
    return next((each for each in Ties(tx).all() if each.person == person), None)


def _declaring(committee: Standing) -> frozenset[PersonId]:
    guests = (each.id for each in committee.manifest.guests)
    return frozenset((*holders_of(committee.manifest), *guests))


def _sealed(body: bytes, version: int, committee: Standing, me: SignedIn) -> TiesRow:
    link, key = committee.link, new_document_key(token_bytes(ID_SIZE))
    written = Document(me.person, body)
    sealed = seal_document(written, key, version, link, me.seeds.signing)
    wraps = wrap_document_key(key, sorted({*holders_of(committee.manifest), me.person}), link)
    return TiesRow(me.person, key.document, version, link.hash, wraps, sealed)


def _opened(
    row: TiesRow, committee: Standing, me: SignedIn, vaults: Sequence[VaultSeed]
) -> Iterator[Declared]:
    link = committee.chain.find(row.manifest)
    for vault in vaults if link else ():
        key = try_document_wraps(row.wraps, vault, me.person, row.document, row.manifest)
        if key is None or link is None:
            continue
        try:
            written = open_document(row.sealed, key, row.version, link)
            # Nobody declares for somebody else, whatever row it was put into.
            if written.maker == row.person:
                yield _read(written, row.version)
        except CryptoError:
            continue


def _body(ties: Sequence[Tie], on: date, phone: str) -> bytes | None:
    listed: list[Value] = [
        [
            each.kind.value,
            each.name,
            list(each.aliases),
            sorted(office.value for office in each.offices),
        ]
        for each in ties
    ]
    body = encode({"day": on.isoformat(), "ties": listed, "phone": phone})
    return framed(body, TIES_BODY_SIZE) if len(body) < TIES_BODY_SIZE - ID_SIZE else None


def _read(written: Document, version: int) -> Declared:
    # A list of before anybody was asked for a number has none.
    found = keyed(filled_in(decode(unframed(written.body)), {"phone": ""}), "day", "ties", "phone")
    ties = tuple(_tie(each, written.maker) for each in items(found["ties"], MOST_TIES))
    return Declared(written.maker, ties, day(found["day"]), version, text(found["phone"]))


def _tie(value: Value, person: PersonId) -> Tie:
    kind, name, aliases, offices = items(value, 4, 4)
    return Tie(
        person,
        word(TieKind, kind),
        text(name),
        tuple(text(each) for each in items(aliases)),
        frozenset(word(Office, each) for each in items(offices)),
    )
