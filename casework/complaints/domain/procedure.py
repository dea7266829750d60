"""The committee's own procedure as data, which counsel edits: subjects, promises, periods.

It is read whole at start. A file that lacks a subject, or that keeps a record for a time nobody
could have meant, stops the site and says every fault, before a case depends on it.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from casework.complaints.domain.clocks.levels import Limit, ServiceLevels, Unit
from casework.complaints.domain.clocks.running import Rules
from casework.complaints.domain.clocks.workdays import Workdays
from casework.complaints.domain.conflicts.offices import Office
from casework.complaints.domain.european import (
    European,
    EuropeanClocks,
    faults_of_european,
    read_european,
)
from casework.complaints.domain.retention.periods import Jurisdiction, RetentionRules
from casework.complaints.domain.severity import Level
from casework.complaints.domain.taxonomy import (
    INQUIRY,
    RETALIATION,
    UNDECIDED,
    Category,
    CategoryCode,
    Destination,
    Group,
    ScopeRule,
    Taxonomy,
)

PACKAGED: Final = Path(__file__).parents[3] / "config" / "data" / "procedure.toml"
# Cases of years ago are filed under these. One may be added, none may go.
CODES: Final = tuple(
    CategoryCode(code)
    for code in (
        "ACC-REV", "ACC-EXP", "ACC-INV", "ACC-DIS", "ACC-EST", "ICF-OVR", "ICF-CTL", "ICF-DOC",
        "AUD-MIS", "AUD-IND", "AUD-SCP", "FRD-AST", "FRD-COR", "SEC-TRD", "RPT-COI", "RET",
        "EXP-TRD", "CYB-PRV", "HR-DIS", "HR-HAR", "HR-PAY", "HR-CIV", "EHS", "PRD", "INQ",
        "OTH",
    )
)  # fmt: skip
_CODE: Final = re.compile("[A-Z]{3}|(?:[A-Z]{2,3}-[A-Z]{3})")
_FIXED_RULES: Final = {
    RETALIATION: ScopeRule.FOLLOWS_FIRST,
    INQUIRY: ScopeRule.OUT,
    UNDECIDED: ScopeRule.DECIDE,
}
_YEARS: Final = range(1, 31)
_COUNTS: Final = range(1, 366)
_PEOPLE: Final = range(10_000_000)
_PROMISES: Final = {
    "acknowledge_working_days", "plan_working_days", "update_every_days", "special_meeting_days",
    "closure_target_days",
}  # fmt: skip
_TRIAGE: Final = {"critical_days", "high_working_days", "medium_working_days", "low_working_days"}
_NEEDED: Final = {"name", "group", "rule", "years"}
_KNOWN: Final = _NEEDED | {"here", "elsewhere", "hold", "duty", "never"}


class ProcedureError(ValueError):
    """Names every fault. Whoever reads it has the file before them."""


@dataclass(frozen=True, slots=True)
class Procedure:
    taxonomy: Taxonomy
    rules: Rules
    retention: RetentionRules
    europe: European
    employees: int  # on average over a year; 0 if nobody said


def read_procedure(path: Path | None = None) -> Procedure:
    return parse((path or PACKAGED).read_text("utf-8"))


def parse(text: str) -> Procedure:
    """Take the file apart and return it as values, or raise with all that is wrong."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as exc:
        raise ProcedureError(f"this is not TOML: {exc}") from exc
    faults = tuple(_faults(found))
    if faults:
        raise ProcedureError("\n".join(faults))
    taxonomy = _taxonomy(found)
    by_law = {Jurisdiction(place): years for place, years in found["retention"].items()}
    kept = RetentionRules(taxonomy, MappingProxyType(by_law))
    europe, employees = read_european(found["europe"]), _employees(found)
    return Procedure(taxonomy, _rules(found), kept, europe, employees)


def _taxonomy(found: Mapping[str, Any]) -> Taxonomy:
    categories = {
        CategoryCode(code): _category(CategoryCode(code), said)
        for code, said in found["category"].items()
    }
    words = frozenset(word.casefold() for word in found["second_look"]["words"])
    return Taxonomy(MappingProxyType(categories), words)


def _category(code: CategoryCode, said: Mapping[str, Any]) -> Category:
    return Category(
        code,
        said["name"],
        Group(said["group"]),
        ScopeRule(said["rule"]),
        tuple(map(Destination, said.get("here", ()))),
        tuple(map(Destination, said.get("elsewhere", ()))),
        said.get("hold", False),
        said.get("duty", ""),
        frozenset(map(Office, said.get("never", ()))),
        said["years"],
    )


def _rules(found: Mapping[str, Any]) -> Rules:
    promises = found["promises"]
    triage = found["triage"]
    levels = ServiceLevels(
        acknowledge=Limit(promises["acknowledge_working_days"], Unit.WORKING_DAYS),
        triage=MappingProxyType(
            {
                Level.CRITICAL: Limit(triage["critical_days"]),
                Level.HIGH: Limit(triage["high_working_days"], Unit.WORKING_DAYS),
                Level.MEDIUM: Limit(triage["medium_working_days"], Unit.WORKING_DAYS),
                Level.LOW: Limit(triage["low_working_days"], Unit.WORKING_DAYS),
            }
        ),
        plan=Limit(promises["plan_working_days"], Unit.WORKING_DAYS),
        update=Limit(promises["update_every_days"]),
        special_meeting=Limit(promises["special_meeting_days"]),
        target_days=promises["closure_target_days"],
        ageing=tuple(promises["ageing_days"]),
    )
    europe = EuropeanClocks() if found["europe"]["on"] else None
    return Rules(levels, Workdays(frozenset(found["shut"]["days"])), europe)


def _faults(found: Mapping[str, Any]) -> Iterator[str]:
    needed = _CHECKS.keys() - _OPTIONAL
    are_known = needed <= found.keys() <= _CHECKS.keys()
    if not are_known or not all(isinstance(each, dict) for each in found.values()):
        yield f"these sections must be there, and no others: {', '.join(sorted(needed))}"
        return
    for section, said in found.items():
        yield from (f"[{section}] {fault}" for fault in _CHECKS[section](said))


def _faults_of_promises(said: Mapping[str, Any]) -> Iterator[str]:
    ages = said.get("ageing_days")
    if not isinstance(ages, list) or len(ages) != _AGES or not _rise(ages):
        yield "ageing_days must be three numbers of days, each more than the last"
    counts = {key: value for key, value in said.items() if key != "ageing_days"}
    yield from _faults_of_counts(counts, _PROMISES)


def _faults_of_triage(said: Mapping[str, Any]) -> Iterator[str]:
    return _faults_of_counts(said, _TRIAGE)


def _faults_of_counts(said: Mapping[str, Any], wanted: set[str]) -> Iterator[str]:
    if said.keys() != wanted:
        yield f"these must be there, and no others: {', '.join(sorted(wanted))}"
    for key, value in said.items():
        if not _is_count(value, _COUNTS):
            yield f"{key} must be a whole number from 1 to 365"


def _faults_of_retention(said: Mapping[str, Any]) -> Iterator[str]:
    for place, years in said.items():
        if not _is_count(years, _YEARS):
            yield f"{place}: a record is kept for 1 to 30 years"


def _employees(found: Mapping[str, Any]) -> int:
    return int(found.get("company", {}).get("employees", 0))


def _faults_of_company(said: Mapping[str, Any]) -> Iterator[str]:
    if said.keys() != {"employees"} or not _is_count(said["employees"], _PEOPLE):
        yield "employees must be a whole number"


def _faults_of_words(said: Mapping[str, Any]) -> Iterator[str]:
    words = said.get("words")
    if said.keys() != {"words"} or not isinstance(words, list) or not all(map(_is_text, words)):
        yield "words must be a list of words"


def _faults_of_shut(said: Mapping[str, Any]) -> Iterator[str]:
    days = said.get("days")
    listed = isinstance(days, list) and all(type(day) is date for day in days)
    if said.keys() != {"days"} or not listed:
        yield "days must be a list of dates"


def _faults_of_categories(said: Mapping[str, Any]) -> Iterator[str]:
    missing = [code for code in CODES if code not in said]
    if missing:
        yield f"cases are filed under these, so they must stay: {', '.join(missing)}"
    for code, each in said.items():
        if not _CODE.fullmatch(code):
            yield f"{code}: a code is three capitals, or two or three and three"
        yield from (f"{code}: {fault}" for fault in _faults_of_category(code, each))


def _faults_of_category(code: str, said: Mapping[str, Any]) -> Iterator[str]:
    if not isinstance(said, dict) or not _NEEDED <= said.keys() <= _KNOWN:
        yield f"needs {', '.join(sorted(_NEEDED))}; knows {', '.join(sorted(_KNOWN))}"
        return
    if not _is_text(said["name"]) or not _is_count(said["years"], _YEARS):
        yield "needs a name, and 1 to 30 years"
    if not isinstance(said.get("hold", False), bool) or not isinstance(said.get("duty", ""), str):
        yield "hold is true or false, duty is text"
    yield from _faults_of_meaning(CategoryCode(code), said)


def _faults_of_meaning(code: CategoryCode, said: Mapping[str, Any]) -> Iterator[str]:
    for key, kind in _LISTS.items():
        if not _are_all(kind, said.get(key, [])):
            yield f"{key} holds something unknown"
    if not (_are_all(Group, [said["group"]]) and _are_all(ScopeRule, [said["rule"]])):
        yield "group or rule is unknown"
    if code in _FIXED_RULES and said["rule"] != _FIXED_RULES[code]:
        yield f"its rule is “{_FIXED_RULES[code]}”, always"


def _are_all(kind: type[StrEnum], said: object) -> bool:
    known = frozenset(each.value for each in kind)
    return isinstance(said, list) and all(_is_text(each) and each in known for each in said)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_count(value: object, counts: range) -> bool:
    return type(value) is int and value in counts


def _rise(ages: list[object]) -> bool:
    whole = [age for age in ages if type(age) is int and age > 0]
    return len(whole) == len(ages) and whole == sorted(set(whole))


_AGES: Final = 3
_LISTS: Final[Mapping[str, type[StrEnum]]] = {
    "here": Destination,
    "elsewhere": Destination,
    "never": Office,
}
_CHECKS: Final[Mapping[str, Callable[[Mapping[str, Any]], Iterator[str]]]] = {
    "promises": _faults_of_promises,
    "triage": _faults_of_triage,
    "retention": _faults_of_retention,
    "europe": faults_of_european,
    "second_look": _faults_of_words,
    "shut": _faults_of_shut,
    "category": _faults_of_categories,
    "company": _faults_of_company,
}
_OPTIONAL: Final = frozenset({"company"})
