"""Answers of the closing list, wishes to let a line go, and holds, read from a form once."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final

from flask_babel import gettext as _

from casework.complaints.domain.finishing import Item, Outsider, Telling
from casework.complaints.domain.retention.periods import Jurisdiction
from casework.complaints.domain.severity import Level
from casework.complaints.forms.deciding import read_day
from casework.complaints.forms.writing import NO_DAY, count, typed_day, words
from casework.complaints.services.ending.closing import Passing
from casework.complaints.services.ending.keeping import Period
from casework.complaints.services.moving import MENDED

TICKED: Final = ("unreachable", "saw", "special")
VOTES: Final = ("for", "against", "abstained")
ANSWERS: Final = (
    *(*TICKED, "by", "outside", "basis", "level", "mended", "vote", *VOTES),
    *(each.value for each in Outsider),
)
UNANIMOUS, COUNTED = "unanimous", "counted"
_MOST_YEARS: Final = 30
_MOST_VOTES: Final = 1_000


def read_answers(form: Mapping[str, str], by: Sequence[str], today: date) -> dict[str, str]:
    """Read what the list before closing asks. Only what is one of our choices is kept."""
    kept = {name: "yes" for name in TICKED if form.get(name)}
    kept |= {"by": " ".join(by), "basis": words(form, "basis")}
    kept |= {"outside": words(form, "outside")}
    kept |= _chosen(form)
    kept |= {name: cast for name in VOTES if (cast := form.get(name, "").strip())}
    day = read_day(form, "decided")
    if day is not None and day <= today:
        kept["day"] = day.isoformat()
    return kept


def wrong_in(form: Mapping[str, str], by: Sequence[str], today: date) -> dict[str, str]:
    """Return what cannot be so in the answers, by the box that it stands in."""
    found = {}
    if typed_day(form, "decided") != NO_DAY:
        day = read_day(form, "decided")
        if day is None or day > today:
            found["decided"] = str(_("Write a day that has been, such as 3 14 2026."))
    return found | _wrong_votes(form, len(by))


def _wrong_votes(form: Mapping[str, str], here: int) -> dict[str, str]:
    typed = {name: form.get(name, "").strip() for name in VOTES}
    if form.get("vote") != COUNTED:
        says = _("Choose “Not all” if these were their votes, or clear the numbers.")
        return {"vote": str(says)} if any(typed.values()) else {}
    odd = {name: cast for name, cast in typed.items() if not _is_a_count(cast or "0")}
    if odd:
        return dict.fromkeys(odd, str(_("Write a number, such as 3.")))
    total = sum(map(count, typed.values()))
    # A body outside this system has votes of its own, and nobody here can count its members.
    if words(form, "outside"):
        says = _("Count the votes of those outside as well: more than the people ticked here.")
        return {} if total > here else {"vote": str(says)}
    says = _("Each who decided has one vote. Count them again.")
    return {} if total == here else {"vote": str(says)}


def _is_a_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < len(str(_MOST_VOTES))


def read_passing(form: Mapping[str, str], chosen: Sequence[str]) -> Passing:
    """Read which lines are to be let go, by their names in the code, and why."""
    items = frozenset(item for item in Item if item.name in chosen)
    return Passing(items, words(form, "reason"))


def read_period(form: Mapping[str, str], places: Collection[Jurisdiction]) -> Period | None:
    """Read by which law it is kept. Nothing is changed without a reason, nor by centuries."""
    place, reason = Jurisdiction(form.get("place", "")), words(form, "reason")
    more = form.get("more", "").strip() or "0"
    if place not in places or not reason or count(more) > _MOST_YEARS or not more.isdecimal():
        return None
    return Period(place, count(more), reason, form.get("was", ""))


def _chosen(form: Mapping[str, str]) -> dict[str, str]:
    choices = {each.value: set(Telling) for each in Outsider}
    ways: dict[str, set[str]] = {name: {*some} for name, some in choices.items()}
    ways |= {"vote": {UNANIMOUS, COUNTED}}
    ways |= {"level": {str(each.value) for each in Level}, "mended": {*MENDED}}
    return {name: form[name] for name, some in ways.items() if form.get(name, "") in some}
