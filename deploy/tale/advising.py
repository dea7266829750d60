"""What lawyers said about a report of the demo: to the committee, to the company, and in a file."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from deploy.tale.browser import Typed
from deploy.tale.member import Member
from store.clock import utc_today

_GROUNDS: Final[Typed] = {
    "label": "privileged attorney-client",
    "lawyer": "Helen Grant",
    "role": "committee's counsel",
    "client": "committee",
}
_OF_COMPANY: Final[Typed] = {
    "lawyer": "Priya Natarajan",
    "role": "company's counsel",
    "client": "company",
}
_INTERVIEW: Final[Typed] = {
    "what": "Notes of an interview, taken by counsel",
    "source": "The head of rebates",
    "shape": "original",
}


def advised(member: Member, case: str) -> None:
    """Advice to each of the two clients, and counsel's own notes of an interview with a label."""
    today = _day("on", utc_today())
    advice = {**_GROUNDS, **today, "material": "advice"}
    about = {"about": "keeping the ledger", "advice": "Tell purchasing to destroy nothing."}
    member.does(f"{case}/privileged", {**about, **advice})
    about = {"about": "the mail system", "advice": "The company keeps its mail for two years."}
    member.does(f"{case}/privileged", {**about, **advice, **_OF_COMPANY})
    notes = {"interview.txt": b"She was warned first. She saw the second sheet in March."}
    place = f"{case}/files"
    typed = {**_INTERVIEW, **_day("obtained", utc_today())}
    member.adds(place, typed, notes)
    label = {"material": "interview notes", "upjohn": "1", "about": "the rebates"}
    why = {"why": "Counsel took the notes to advise us."}
    member.does(f"{place}/2/label", {**_GROUNDS, **today, **label, **why})


def _day(name: str, day: date) -> Mapping[str, str]:
    return {
        f"{name}-month": f"{day.month}",
        f"{name}-day": f"{day.day}",
        f"{name}-year": f"{day.year}",
    }
