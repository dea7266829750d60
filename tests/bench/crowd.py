"""Thousands of cases at once: really sealed, put straight into the rows, without their blobs."""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Final

from sqlalchemy import insert

from casework.complaints.domain.case.casefile import NO_CLOCK, Card, Entry, Inside, Kind, Standing
from casework.complaints.domain.casenames import FIRST, SECOND
from casework.complaints.domain.status import Because, Status, received
from casework.complaints.records.cases import cases
from casework.complaints.records.contents import case_entries, case_readers
from casework.complaints.records.insides import INSIDE_STEP, seal_inside
from casework.complaints.records.sealing import ENTRY_STEP, seal_card, seal_entry
from casework.complaints.services.reading.casefiles import PARTS
from casework.trust import Standing as Committee
from crypto.keyring.casekeys import CaseKey, case_id, new_case_key
from crypto.keyring.fields import FIELD_OVERHEAD
from crypto.keyring.grants import CASE_WRAP_SIZE, Generation, Grant, Whole, wrap_case_key
from crypto.keyring.readerlist import ReaderList, seal_reader_list
from crypto.keyring.wraps import WRAP_OVERHEAD
from crypto.log.commitment import committed
from crypto.mailbox.proof import SALT_SIZE
from crypto.message.inner import answers_file
from crypto.message.said import Answer
from crypto.names import ID_SIZE, CaseId, EnvelopeId, PersonId
from crypto.readers import Readers
from crypto.suite import hpke_seal
from store.clock import utc_today
from store.database import Which
from store.keystore.wrapsets import WrapSet
from store.migrating import migrate
from tests.channel import EXTERNALS, MARIA, MEMBERS, Channel, channel_at
from tests.committee import founded, seeds_of

_AT_ONCE: Final = 1_000
_DAYS: Final = 3_000
WORDS: Final = (*FIRST, *SECOND)
_LENGTH: Final = 200  # words of a message: with their frame two kilobytes
_REASON: Final = 20
_ENTRIES: Final = (Kind.MESSAGE, Kind.NOTE, Kind.ANSWER, Kind.DEED, Kind.DEED)


def _random(size: int) -> bytes:
    """Return bytes as good as sealed ones, for rows that nobody opens."""
    return secrets.token_bytes(size)


def _words(count: int) -> str:
    return " ".join(secrets.choice(WORDS) for _ in range(count))


@dataclass
class Crowd:
    """A committee with so many cases. All readers read all of them."""

    channel: Channel
    whole: list[CaseId] = field(default_factory=list)

    @property
    def committee(self) -> Committee:
        found = self.channel.desk.trust.now()
        assert isinstance(found, Committee)
        return found

    def add(self, count: int, *, whole: int, for_all: bool) -> None:
        """Add cases, of which so many can be opened; of the others the lists show the card.

        Unless they are for all, only the chair's own wrap is there: at a hundred thousand cases
        the sets of a whole committee would be two files of a gigabyte.
        """
        made = (_Made(self.committee, number < whole, for_all) for number in range(count))
        while some := list(islice(made, _AT_ONCE)):
            self._put(some)
            self.whole += [each.id for each in some if each.is_whole]

    def _put(self, some: Sequence["_Made"]) -> None:
        desk = self.channel.desk
        with desk.keystore.change() as keys:
            keys.wraps.put([each.wraps() for each in some])
        with desk.database.transaction() as tx:
            tx.execute(insert(cases), [each.row() for each in some])
            tx.execute(insert(case_entries), [row for each in some for row in each.entries()])
            listed = [each.listed() for each in some if each.is_whole]
            if listed:
                tx.execute(insert(case_readers), listed)


@dataclass(frozen=True)
class _Made:
    """One case: all that a page of it opens, or its card and bytes of the right sizes."""

    committee: Committee
    is_whole: bool
    is_for_all: bool
    key: CaseKey = field(
        default_factory=lambda: new_case_key(case_id(EnvelopeId(_random(ID_SIZE))))
    )
    day: date = field(
        default_factory=lambda: utc_today() - timedelta(days=secrets.randbelow(_DAYS))
    )

    @property
    def id(self) -> CaseId:
        return self.key.case

    @property
    def _readers(self) -> dict[PersonId, Grant]:
        recovery = self.committee.manifest.recovery.id
        return dict.fromkeys((*MEMBERS, *EXTERNALS, recovery), Whole())

    def wraps(self) -> WrapSet:
        link, generation = self.committee.link, self.key.generation
        made: tuple[bytes, ...]
        if self.is_for_all:
            made = wrap_case_key(self.key, self._readers, link)
        else:
            # The grant of a whole key, as the format has it: sealing it to one costs an eighth.
            grant = (b"\1".ljust(8, b"\0") + self.key.raw).ljust(
                CASE_WRAP_SIZE - WRAP_OVERHEAD, b"\0"
            )
            bond = Generation(self.id, generation, link.hash).bond
            made = (hpke_seal(grant, link.manifest.person(MARIA).vault, bond.info(MARIA)),)
        return WrapSet(self.id, generation, link.hash, made)

    def row(self) -> dict[str, object]:
        standing = secrets.choice(tuple(Standing))
        days = timedelta(days=secrets.randbelow(_DAYS))
        return {
            "id": self.id,
            "generation": self.key.generation,
            "received": self.day,
            "standing": standing.value,
            "due": NO_CLOCK if standing is Standing.FINISHED else utc_today() + days,
            "card": seal_card(self._card(), self.key.part(PARTS[Kind.MESSAGE])),
            "inside": self._inside(),
        }

    def entries(self) -> Iterator[dict[str, object]]:
        for number, kind in enumerate(_ENTRIES if self.is_whole else _ENTRIES[:1], start=1):
            row = _random(ID_SIZE)
            yield {"id": row, "case_id": self.id, "sealed": self._entry(kind, number, row)}

    def listed(self) -> dict[str, object]:
        link = self.committee.link
        named, signing = ReaderList(MARIA, self._readers), seeds_of(MARIA).signing
        sealed = seal_reader_list(named, self.key, link, self._sealed_to, signing)
        return {
            "id": _random(ID_SIZE),
            "case_id": self.id,
            "generation": self.key.generation,
            "manifest": link.hash,
            "sealed": sealed,
        }

    @property
    def _sealed_to(self) -> Readers:
        return Readers((*MEMBERS, *EXTERNALS))

    def _card(self) -> Card:
        return Card(name=_words(2), received=self.day, status=Status.INVESTIGATING, lead=MARIA)

    def _inside(self) -> bytes:
        if not self.is_whole:
            return _random(INSIDE_STEP + FIELD_OVERHEAD)
        inside = Inside(
            first=EnvelopeId(_random(ID_SIZE)),
            sent=self.day,
            collected=self.day,
            salt=_random(SALT_SIZE),
            sealed_to=self._sealed_to,
            readers=self._sealed_to,
            snapshot=b"said",  # somebody has looked already
            triage={"exposure": ("some", _words(_REASON))},
            course=received(Because(MARIA, self.day, "came in")),
        )
        return seal_inside(inside, self.key.part(PARTS[Kind.NOTE]))

    def _entry(self, kind: Kind, number: int, row: bytes) -> bytes:
        if not self.is_whole:
            return _random(ENTRY_STEP + FIELD_OVERHEAD)
        said, raw = "", b""
        match kind:
            case Kind.MESSAGE:
                raw = answers_file((Answer("what", _words(_LENGTH)),))
            case Kind.DEED:
                subject = {"did": "looked", "case": "x"}
                day = self.day.isoformat()
                raw = committed(
                    {"verb": "in a case", "day": day, "actor": MARIA, "subject": subject}
                ).raw
            case _words_of_ours:
                said = _words(_LENGTH)
        entry = Entry(kind, number, self.day, MARIA, said, raw=raw)
        return seal_entry(entry, self.key.part(PARTS[kind]), row)


@contextmanager
def crowd_at(folder: Path) -> Iterator[Crowd]:
    """Lay both sites anew, with a committee and no case."""
    empty = {which: folder / f"empty-{which}.sqlite" for which in Which}
    for which, path in empty.items():
        migrate(f"sqlite:///{path}", which)
    site = folder / "site"
    site.mkdir()
    with channel_at(site, empty, founded(utc_today())) as channel:
        yield Crowd(channel)
