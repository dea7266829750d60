"""What of the history somebody may read: words for members, marks for the auditor of record."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from casework.history.domain import Deed, Said, Verb
from casework.history.records.deeds import History
from crypto.encoding import Value, day
from crypto.errors import CryptoError
from crypto.log.commitment import Opening
from crypto.names import PersonId
from store.database import Transaction


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are asked for. Nothing at all means all of them."""

    since: date = date.min
    person: PersonId | None = None
    verb: Verb | None = None

    def fits(self, said: Said) -> bool:
        """Take what somebody did, and what was done about them."""
        if self.verb is None and said.verb is Verb.NIGHT_LISTED:
            return False  # one of every day, which says nothing but that there was a day
        people = {said.actor, said.subject.get("person")}
        return self.verb in {None, said.verb} and (self.person is None or self.person in people)

    def fits_case(self, day: date, people: Collection[PersonId]) -> bool:
        """Deeds of a case have verbs of their own, so only time and people choose among them."""
        return day >= self.since and (self.person is None or self.person in people)


def readable(tx: Transaction, wanted: Wanted) -> Sequence[Said]:
    """Return what every member may read, newest day first. Of the rest there is no trace here."""
    history = History(tx)
    opened = history.opened(wanted.since)
    deeds = [each for each in history.all(wanted.since) if each.id in opened]
    found = (_said(opened[each.id], each.day) for each in deeds)
    return [each for each in found if each is not None and wanted.fits(each)]


def was_done(tx: Transaction, said: Said) -> bool:
    """Say whether the very same was done on that day or later, by the same person."""
    found = (_said(each, said.day) for each in History(tx).opened_of(said.verb, said.day))
    return said in found


def of_kind(tx: Transaction, verb: Verb) -> Sequence[Said]:
    """Return what every member may read of one kind of deed, newest first, without all others."""
    found = (_said(each, _day_of(each)) for each in History(tx).opened_of(verb, date.min))
    return sorted((e for e in found if e is not None), key=lambda each: each.day, reverse=True)


def marks(tx: Transaction, wanted: Wanted) -> Sequence[Deed]:
    """Return verb, day and commitment of every deed, for somebody who may read none."""
    found = History(tx).all(wanted.since)
    return [each for each in found if wanted.verb in {None, each.verb}]


def _day_of(opening: Opening) -> date:
    try:
        return day(opening.deed["day"])
    except (CryptoError, KeyError):
        return date.min


def _said(opening: Opening, day: date) -> Said | None:
    """Read the words that were committed to. What cannot be read, the check of the chain names."""
    try:
        deed = opening.deed
        verb, actor, subject = Verb(str(deed["verb"])), deed["actor"], deed["subject"]
    except (CryptoError, KeyError, ValueError):
        return None
    return Said(verb, day, None if actor is None else PersonId(str(actor)), _texts(subject))


def _texts(subject: Value) -> dict[str, str]:
    found = subject if isinstance(subject, dict) else {}
    return {str(name): str(value) for name, value in found.items()}
