"""What becomes of each report: some wait, some are worked on, some have come to their end."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from crypto.names import PersonId
from deploy.door.wallet import Wallet, Wallets
from deploy.standin.sorry import StandinError
from deploy.tale.advising import advised
from deploy.tale.browser import Typed
from deploy.tale.member import Member, signed_in
from deploy.tale.reporter import Reporter, told
from deploy.tale.stories import STORIES, About
from store.clock import utc_today

MARIA, THOMAS = PersonId("maria-alvarez"), PersonId("thomas-okafor")
JUNE, DAVID = PersonId("june-park"), PersonId("david-reyes")
NORA: Final = PersonId("nora-stein")
_AT_WORK: Final = (MARIA, THOMAS, JUNE, DAVID)
_ANSWERS: Final[Typed] = {
    "basis": "The books, two conversations and the counts of three months.",
    "level": "3",
    "saw": "1",
    "auditor": "no",
    "board": "yes",
    "agency": "no",
    "by": (MARIA, THOMAS),
    "decided-month": "1",
    "decided-day": "2",
    "decided-year": "2026",
    "vote": "unanimous",
}
_FIRST_REPLY: Final = "Thank you for telling us. We look into it, and ask here if we need more."
_MENDED: Final[Typed] = {"actions": ("control change",), "causes": ("opportunity",)}
_NO_PLAN: Final[Typed] = {
    "form": "unneeded",
    "text": "The reporter has left the company, and wants no questions.",
}
_PLANNED: Final[Typed] = {
    "form": "action",
    "person": "reporter",
    "kind": "transfer",
    "name": "The head of purchasing",
    "text": "The night shift lacks somebody who knows the offers.",
    "watcher": DAVID,
}
_PLAN: Final[Typed] = {"form": "plan", "role": "reporter", "way": "mailbox", "watcher": DAVID}


@dataclass(frozen=True, slots=True)
class Sites:
    """Where people report, where the committee works, and how what was sent gets there."""

    intake: str
    casework: str
    collect: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Committee:
    at_work: Mapping[PersonId, Member]

    def __getitem__(self, person: PersonId) -> Member:
        return self.at_work[person]


def play(sites: Sites, wallets: Wallets) -> None:
    reporters = {each.about: told(sites.intake, each.says, each.files) for each in STORIES}
    sites.collect()
    with ExitStack() as doors:
        people = {
            person: doors.enter_context(signed_in(sites.casework, _wallet_of(wallets, person)))
            for person in _AT_WORK
        }
        _work(sites, Committee(people), reporters)
    sites.collect()


def _wallet_of(wallets: Wallets, person: PersonId) -> Wallet:
    wallet = wallets.of(person)
    if wallet is None:
        raise StandinError(f"{person} has not joined.")
    return wallet


def _work(sites: Sites, people: Committee, reporters: Mapping[About, Reporter]) -> None:
    cushion = _looked_into(people, About.CUSHION)
    people[MARIA].does(f"{cushion}/notes", {"note": "Ask internal audit for the rebate ledger."})
    _guest_let_in(people[MARIA], cushion)
    _tasks_set(people[MARIA], cushion)
    advised(people[MARIA], cushion)
    people[MARIA].writes(cushion, "Thank you. Which quarters were short?", asks=True)
    scrap = _looked_into(people, About.SCRAP)
    people[THOMAS].writes(scrap, "Thank you. Who signs for the cash?", asks=True)
    people[THOMAS].moves(scrap, "awaiting reporter")
    _left_out(people)
    _begun(people)
    _no_report(people)
    _passed_on(people)
    _waiting(people)
    _goes_on_in(people, cushion)
    _decided(people)
    _to_the_end(people)
    sites.collect()
    reporters[About.CUSHION].write("The second and the third. The file has a sheet for each.")


def _looked_into(people: Committee, about: About) -> str:
    """Triage it, name two, and begin to investigate."""
    case = people[MARIA].case_about(about)
    people[MARIA].triages(case, "ACC-EXP", ("low", "The whole department can open it."))
    people[MARIA].names(case, MARIA, THOMAS)
    people[THOMAS].is_free(case)
    people[MARIA].moves(case, "planned", "investigating")
    return case


def _guest_let_in(member: Member, case: str) -> None:
    """The accountant from outside sees the files for a month, and nothing that they do not need."""
    until, place = utc_today() + timedelta(days=30), f"{case}/people"
    typed: Typed = {
        "who": NORA,
        "parts": ("evidence",),
        "why": "She reads the rebate files for us.",
        "free": "Her firm has no client in this group. Asked on the telephone.",
        "until-month": str(until.month),
        "until-day": str(until.day),
        "until-year": str(until.year),
    }
    member.does(place, typed, f"{place}/grant")


def _tasks_set(member: Member, case: str) -> None:
    """One that is due tomorrow, and one that nobody has taken."""
    for what, owner, days in (
        ("Ask internal audit for the rebate ledger", MARIA, 1),
        ("Compare the sheet with the bank’s list", "nobody", 20),
    ):
        member.does(f"{case}/tasks", _task(what, owner, days))


def _task(what: str, owner: str, days: int) -> Typed:
    due = utc_today() + timedelta(days=days)
    return {
        "form": "set",
        "what": what,
        "owner": owner,
        "due-month": str(due.month),
        "due-day": str(due.day),
        "due-year": str(due.year),
    }


def _left_out(people: Committee) -> None:
    """Thomas was left out of one of them: the others work on it, and somebody is protected."""
    case = people[MARIA].case_about(About.BROTHER)
    people[MARIA].triages(case, "RPT-COI", ("high", "One person files the offers."))
    people[MARIA].names(case, MARIA, DAVID)
    people[DAVID].is_free(case)
    people[MARIA].moves(case, "planned")
    people[DAVID].does(f"{case}/protection", _PLAN)
    quietly = {"shows": "yes", "how": "With the usual papers of three other offers."}
    offers = _task("Look at the offers of March", DAVID, 6)
    people[DAVID].does(f"{case}/tasks", {**offers, **quietly})
    today = utc_today()
    day = {"on-month": f"{today.month}", "on-day": f"{today.day}", "on-year": f"{today.year}"}
    people[MARIA].does(f"{case}/protection", {**_PLANNED, **day})
    people[DAVID].does(f"{case}/notes", {"note": "The offers lie with purchasing, not with him."})


def _begun(people: Committee) -> None:
    case = people[JUNE].case_about(About.ROUNDING)
    people[JUNE].decides(case, "can_act", {"can_act": "read_on"})
    people[JUNE].decides(case, "ours", {"ours": "ACC-EXP"})
    permit = people[JUNE].case_about(About.PERMIT)
    people[JUNE].writes(permit, "Thank you for telling us. We read it now.")


def _no_report(people: Committee) -> None:
    case = people[MARIA].case_about(About.OFFER)
    for each in (MARIA, JUNE):
        people[each].does(f"{case}/triage", {}, f"{case}/aside")


def _passed_on(people: Committee) -> None:
    case, maria = people[MARIA].case_about(About.MANNERS), people[MARIA]
    maria.triages(case, "HR-CIV", ("low", "Everybody in the team has heard it."))
    maria.names(case, MARIA, THOMAS)
    people[THOMAS].is_free(case)
    maria.writes(case, "Thank you for telling us. Somebody else looks into this, and we ask them.")
    place = f"{case}/hand-over"
    words = {"to": "hr", "to_whom": "Pat Doe", "text": "Please look at how one team is led."}
    checked = maria.does(place, words)
    maria.site.fill_in(checked, place, {**words, "checked": "1"})


def _waiting(people: Committee) -> None:
    """One is on hold until somebody is back, and one waits for the bank."""
    june, lease = people[JUNE], people[JUNE].case_about(About.LEASE)
    june.decides(lease, "can_act", {"can_act": "read_on"})
    june.decides(lease, "ours", {"ours": "ACC-EXP"})
    until, place = utc_today() + timedelta(days=12), f"{lease}/outcome"
    typed: Typed = {
        "to": "on hold",
        "reason": "The head of property is back by then.",
        "until-month": str(until.month),
        "until-day": str(until.day),
        "until-year": str(until.year),
    }
    june.does(place, typed, f"{place}/move")
    freight = _looked_into(people, About.FREIGHT)
    people[MARIA].writes(freight, _FIRST_REPLY)
    people[MARIA].moves(freight, "awaiting third party")


def _goes_on_in(people: Committee, case: str) -> None:
    """Another reporter tells of the same file: both go on as one."""
    maria, second = people[MARIA], people[MARIA].case_about(About.SHEETS)
    maria.triages(second, "ACC-EXP", ("low", "The whole department can open it."))
    maria.names(second, MARIA, THOMAS)
    people[THOMAS].is_free(second)
    maria.does(
        f"{second}/linked",
        {"which": case.rpartition("/")[2], "how": "part", "why": "It is the same rebate file."},
    )


def _decided(people: Committee) -> None:
    """Two whose findings are written, and two that are decided: one is still being put right."""
    maria = people[MARIA]
    for about, *states in (
        (About.LOAN, "findings drafted"),
        (About.BONUS, "findings drafted", "review"),
    ):
        case = _looked_into(people, about)
        maria.writes(case, _FIRST_REPLY)
        maria.finds(case, "UNS", "The papers show that it was approved, by whom and why.")
        maria.moves(case, *states)
    for about, *states in ((About.RESERVE, "decided"), (About.BADGE, "decided", "remediation")):
        case = _looked_into(people, about)
        maria.writes(case, _FIRST_REPLY)
        maria.moves(case, "findings drafted", "review")
        maria.finds(case, "SUB", "Two people say so, and the papers show it.", _MENDED)
        maria.moves(case, *states)


def _to_the_end(people: Committee) -> None:
    """One closed, one closed and opened again, one that waits for the list before closing."""
    for about in (About.HOTEL, About.WAREHOUSE, About.AUDITOR):
        case, maria = _looked_into(people, about), people[MARIA]
        maria.moves(case, "findings drafted", "review")
        maria.finds(case, "UNS", "The papers were looked at and show something else.")
        maria.moves(case, "decided")
        maria.writes(case, "We have finished our work. We could not confirm what you feared.")
        maria.moves(case, "feedback given")
        if about is About.AUDITOR:
            continue
        place = f"{case}/finish"
        maria.does(place, _ANSWERS, f"{place}/answers")
        maria.does(f"{case}/protection", _NO_PLAN)
        maria.does_surely(place, {"reason": "All of it is done."}, f"{place}/close")
        if about is About.WAREHOUSE:
            maria.moves(case, "reopened")
