"""How well the committee's keys are, in sentences, with what to do about it.

A director reads this twice a year. So there are no figures without words, and each line that
is not well says who does what.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from config.questions.asked import asked
from config.questions.saying import Sentence, saying
from crypto.manifest.body import Manifest
from crypto.manifest.chain import Chain
from crypto.manifest.people import Person
from crypto.names import PersonId

DRILL_EVERY: Final = timedelta(days=183)
_EXPIRY_IN_SIGHT: Final = timedelta(days=60)


class Tone(StrEnum):
    WELL = ""
    DUE = "due"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Line:
    text: Sentence
    tone: Tone = Tone.WELL


@dataclass(frozen=True, slots=True)
class Ways:
    """What the key store and the drills say of one person."""

    has_sheet: bool
    passkeys: int
    sheet_tried: date | None
    sheet_is_new: bool = True
    """Nobody but its owner has seen it."""


@dataclass(frozen=True, slots=True)
class Recovering:
    """What is known of the recovery key that counts now, and of those before it."""

    members_then: frozenset[PersonId]
    used: date | None
    sheets: tuple[date | None, ...]
    """When each of its sheets was last tried."""
    has_older: bool
    """Whether there are sheets of a key that was replaced."""


def of_person(ways: Ways, today: date) -> tuple[Line, ...]:
    return (*_of_ways(ways), *_of_drill(ways.sheet_tried, today), *_of_sheet(ways))


def is_ready(ways: Ways) -> bool:
    return ways.has_sheet


def of_committee(
    manifest: Manifest, ways: Mapping[PersonId, Ways], recovering: Recovering, today: date
) -> tuple[Line, ...]:
    return (
        *_of_readers(manifest, ways),
        *_of_recovery(manifest, recovering),
        *_of_sheets(recovering, today),
        *_of_expiry(manifest, today),
    )


def members_when_made(chain: Chain, recovery: Person) -> frozenset[PersonId]:
    """Return who sat when the recovery key that counts was first named."""
    first = next(link for link in chain.links if link.manifest.recovery.vault == recovery.vault)
    return frozenset(person.id for person in first.manifest.members)


def _of_ways(ways: Ways) -> Iterator[Line]:
    if not ways.has_sheet:
        text = saying("Has no key file here, and can open nothing. Propose new keys.")
        yield Line(text, Tone.LATE)
    elif not ways.passkeys:
        yield Line(saying("Keys are ready, by sheet; no passkey that unlocks."))
    else:
        text = saying(
            "Keys are ready, by sheet; one passkey that unlocks.",
            "Keys are ready, by sheet and by %(num)d passkeys.",
            num=ways.passkeys,
        )
        yield Line(text)


def _of_drill(last: date | None, today: date) -> Iterator[Line]:
    if last is None:
        yield Line(saying("Has not tried the sheet yet."), Tone.DUE)
    elif is_overdue(last, today):
        text = saying("Last tried the sheet on %(day)s. It is time again.", day=last)
        yield Line(text, Tone.DUE)
    else:
        yield Line(saying("Tried the sheet on %(day)s.", day=last))


def _of_sheet(ways: Ways) -> Iterator[Line]:
    if not ways.sheet_is_new:
        text = saying("The sheet was made on another person’s screen. A new one is due.")
        yield Line(text, Tone.DUE)


def is_overdue(last: date | None, today: date) -> bool:
    return last is None or today - last > DRILL_EVERY


def must_replace(manifest: Manifest, recovering: Recovering) -> bool:
    """Say whether the recovery key has done its work, or was made for other people."""
    now = frozenset(person.id for person in manifest.members)
    return recovering.used is not None or recovering.members_then != now


def expires_soon(manifest: Manifest, today: date) -> bool:
    return manifest.expires - today < _EXPIRY_IN_SIGHT


def _of_readers(manifest: Manifest, ways: Mapping[PersonId, Ways]) -> Iterator[Line]:
    holders = (*manifest.members, *manifest.externals)
    ready = sum(is_ready(ways[each.id]) for each in holders)
    text = saying(
        "Any one person whom a report admits can open it."
        " Today %(ready)d of %(all)d have their keys.",
        ready=ready,
        all=len(holders),
    )
    yield Line(text, Tone.WELL if ready == len(holders) else Tone.LATE)
    able = sum(is_ready(ways[each.id]) for each in manifest.members)
    needed = manifest.threshold
    text = saying(
        "Any %(needed)d of %(all)d members can change keys together. Today %(able)d could sign.",
        needed=needed,
        all=len(manifest.members),
        able=able,
    )
    yield Line(text, Tone.LATE if able < needed else Tone.DUE if able == needed else Tone.WELL)


def _of_recovery(manifest: Manifest, recovering: Recovering) -> Iterator[Line]:
    now = frozenset(person.id for person in manifest.members)
    if recovering.used is not None:
        used = recovering.used
        text = saying("The recovery key was used on %(day)s. Replace it on a key day.", day=used)
        yield Line(text, Tone.LATE)
    elif recovering.members_then != now:
        text = saying(
            "The committee has changed since the recovery key was made. Replace it on a key day."
        )
        yield Line(text, Tone.DUE)
    else:
        text = saying("The recovery key was made for the people who sit today, and was never used.")
        yield Line(text)


def _of_sheets(recovering: Recovering, today: date) -> Iterator[Line]:
    overdue = sum(is_overdue(last, today) for last in recovering.sheets)
    total = len(recovering.sheets)
    if overdue:
        text = saying(
            "%(some)d of %(all)d recovery sheets were not tried for half a year, or never.",
            some=overdue,
            all=total,
        )
        yield Line(text, Tone.DUE)
    elif total:
        yield Line(saying("All %(all)d recovery sheets were tried within half a year.", all=total))
    if recovering.has_older:
        # The same whatever is sealed to them: to somebody who reads no report, “still needed”
        # would say that there is one. Whoever keeps the machine can ask, and says it to all.
        text = saying(
            "Older recovery sheets may still be needed. Keep them sealed until you are told."
        )
        yield Line(text)


def _of_expiry(manifest: Manifest, today: date) -> Iterator[Line]:
    left = manifest.expires - today
    until = saying("The list of people and keys is valid until %(day)s.", day=manifest.expires)
    if left < timedelta(0):
        expired = asked("%(valid)s It has expired: nobody can report to members. Confirm it.")
        yield Line(saying(expired, valid=until), Tone.LATE)
    elif expires_soon(manifest, today):
        soon = asked("%(valid)s Confirm it before then: propose the same people again.")
        yield Line(saying(soon, valid=until), Tone.DUE)
    else:
        yield Line(until)
