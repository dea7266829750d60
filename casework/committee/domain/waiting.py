"""What somebody is asked to do about keys: one sentence, one place to go, most pressing first."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from casework.committee.domain.health import (
    Recovering,
    Tone,
    Ways,
    expires_soon,
    is_overdue,
    is_ready,
    must_replace,
)
from casework.committee.domain.proposals import OPEN_FOR, Proposal, State, keys_in
from casework.committee.domain.wording import changes_in_words
from config.questions.saying import Sentence, saying
from crypto.manifest.body import Manifest
from crypto.manifest.chain import Waiting
from crypto.manifest.people import Role
from crypto.names import PersonId


class Kind(StrEnum):
    """Each has one page on which it is done."""

    SIGN = "sign"
    RECOVERY_SIGNED = "recovery signed"
    KEYLESS = "keyless"
    EXPIRING = "expiring"
    REPLACE_RECOVERY = "replace recovery"
    NEW_SHEET = "new sheet"
    DRILL = "drill"
    SHEETS_DRILL = "sheets drill"


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that waits. `subject` names the proposal in hexadecimal, or the person."""

    kind: Kind
    text: Sentence
    tone: Tone = Tone.DUE
    until: date | None = None
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Situation:
    """All that decides what is due, as it stands today."""

    before: Manifest
    proposals: tuple[Proposal, ...]
    waiting: tuple[Waiting, ...]
    ways: dict[PersonId, Ways]
    recovering: Recovering
    today: date
    names: dict[PersonId, str] = field(default_factory=dict)


def due_for(me: PersonId, now: Situation) -> tuple[Due, ...]:
    """Return what one holder of keys is asked, most pressing first."""
    here = next((each for each in now.before.persons if each.id == me), None)
    if here is None:
        return ()
    if here.role is not Role.MEMBER:
        return tuple(_of_own_paper(me, now))
    return (
        *_of_recovery_signed(now),
        *_of_signing(me, now),
        *_of_keyless(now),
        *_of_expiry(now),
        *_of_recovery(now),
        *_of_own_paper(me, now),
        *_of_sheets(now),
    )


def _of_signing(me: PersonId, now: Situation) -> Iterator[Due]:
    for proposal in now.proposals:
        mine = any(each.id == me for each in proposal.who_may_still_sign(now.before))
        if proposal.state is State.OPEN and mine:
            what, *_ = changes_in_words(now.before, proposal.manifest)
            until = proposal.day + OPEN_FOR
            text = saying("Your word is asked: %(what)s", what=what)
            yield Due(Kind.SIGN, text, Tone.DUE, until, proposal.id.hex())


def _of_recovery_signed(now: Situation) -> Iterator[Due]:
    for each in now.waiting:
        text = saying("A change was signed with the recovery key. Make sure that all agree to it.")
        yield Due(Kind.RECOVERY_SIGNED, text, Tone.LATE, each.counts_from)


def _of_keyless(now: Situation) -> Iterator[Due]:
    there = keys_in(now.before)
    coming = {person for each in now.proposals for person, _ in each.named_keys - there}
    for person, ways in now.ways.items():
        if not is_ready(ways) and person not in coming:
            name = now.names.get(person, person)
            text = saying("%(name)s has no keys here. Propose new ones.", name=name)
            yield Due(Kind.KEYLESS, text, Tone.LATE, None, person)


def _of_expiry(now: Situation) -> Iterator[Due]:
    if expires_soon(now.before, now.today):
        late = now.today > now.before.expires
        text = saying("The list of people and keys runs out. Propose the same people again.")
        yield Due(Kind.EXPIRING, text, Tone.LATE if late else Tone.DUE, now.before.expires)


def _of_recovery(now: Situation) -> Iterator[Due]:
    if must_replace(now.before, now.recovering):
        used = now.recovering.used is not None
        text = (
            saying("Replace the recovery key on a key day. It was used.")
            if used
            else saying(
                "Replace the recovery key on a key day."
                " It was made for other people than sit today."
            )
        )
        yield Due(Kind.REPLACE_RECOVERY, text, Tone.LATE if used else Tone.DUE)


def _of_own_paper(me: PersonId, now: Situation) -> Iterator[Due]:
    ways = now.ways.get(me)
    if ways is None or not is_ready(ways):
        return
    if not ways.sheet_is_new:
        text = saying("Make a new sheet. Somebody else has seen the first one.")
        yield Due(Kind.NEW_SHEET, text)
    if is_overdue(ways.sheet_tried, now.today):
        text = saying("Try your sheet with the practice report. It takes a minute.")
        yield Due(Kind.DRILL, text)


def _of_sheets(now: Situation) -> Iterator[Due]:
    overdue = sum(is_overdue(last, now.today) for last in now.recovering.sheets)
    if overdue:
        # On the day after the key day nothing is half a year old.
        text = saying(
            "One recovery sheet was never tried, or not for half a year. Ask the keepers.",
            "%(num)d recovery sheets were never tried, or not for half a year. Ask the keepers.",
            num=overdue,
        )
        yield Due(Kind.SHEETS_DRILL, text)
