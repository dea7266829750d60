"""Each sentence on home, before and rights has something behind it, or claims nothing."""

import ast
import re
import tomllib
from html import escape
from pathlib import Path
from typing import Any

import pytest

from intake.law import SectionId, read_law
from tests.reading import blocks_of, sentences_of
from tests.running import APPROVED_LAW, HOUSE
from tests.sites.intake.founded import FIGURES, PROMISE, State, found

PAGES = ("/", "/before", "/rights")
REGISTER = tomllib.loads((HOUSE / "docs" / "claims.toml").read_text("utf-8"))
CLAIMS: list[dict[str, Any]] = REGISTER["claim"]
_DAY = re.compile(r"[A-Z][a-z]+ \d{1,2}, \d{4}")
_PROCEDURE = re.compile(r"^\| ([A-Z][^|]+) \|", re.MULTILINE)
_STATES = {
    "open": State(),
    "grace": State(notice_age=9),
    "changing": State(is_changing=True),
}
_PERSON = re.compile(r"^[A-Z][a-z]+ [A-Z][a-z]+( \(chair\)| \(Lee & Grant LLP\))?$")


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Every sentence of the three pages, in each state and with each setting that changes them."""
    said: set[str] = set()
    for name, state in _STATES.items():
        onion = {"CHARTERLINE_ONION": f"http://{'a2' * 28}.onion"} if name == "grace" else {}
        visitor = found(tmp_path_factory.mktemp(name), state, **onion).visitor
        for path in PAGES:
            said |= {generic(each) for each in sentences_of(blocks_of(visitor.get(path).text))}
    return said - words_of_law()


def generic(sentence: str) -> str:
    """Put names of places where settings, the list and the notice have filled in words."""
    if _PERSON.fullmatch(sentence):
        return "{person}"
    filled = {
        "Northfield": "{company}",
        PROMISE: "{promise}",
        f"closed {FIGURES['closed']}": "closed {closed}",
        f"on {FIGURES['action']}.": "on {action}.",
        f"was {FIGURES['first-reply-days']} working": "was {days} working",
        "Helen Grant, Lee & Grant LLP,": "{approver},",
    }
    for words, place in filled.items():
        sentence = sentence.replace(words, place)
    return _DAY.sub("{day}", sentence)


def words_of_law() -> set[str]:
    law = read_law(APPROVED_LAW, "{company}", must_be_approved=True)
    shown = [law.section(each) for claim in CLAIMS for each in map(SectionId, claim.get("law", ()))]
    blocks = [section.heading for section in shown]
    blocks += ["".join(span.text for span in part) for each in shown for part in each.paragraphs]
    return set(sentences_of(blocks))


def registered() -> list[str]:
    listed = [each for claim in CLAIMS for each in claim.get("says", ())]
    return [*listed, *REGISTER["no_claim"]["says"]]


def test_every_sentence_is_in_the_register(spoken: set[str]) -> None:
    assert sorted(spoken - set(registered())) == []


def test_no_line_of_the_register_is_about_a_sentence_that_nobody_says(spoken: set[str]) -> None:
    assert sorted(set(registered()) - spoken) == []
    assert len(registered()) == len(set(registered()))


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: str((claim.get("says") or ["law"])[0]))
def test_every_claim_names_a_test_that_exists_or_a_procedure(claim: dict[str, Any]) -> None:
    assert claim.get("tests") or claim.get("procedure")
    for named in claim.get("tests", ()):
        place, _, name = named.partition("::")
        assert name in functions_of(HOUSE / place), named
    if "procedure" in claim:
        listed = _PROCEDURE.findall((HOUSE / "docs" / "procedures.md").read_text("utf-8"))
        assert claim["procedure"] in listed


def test_every_section_of_law_on_these_pages_is_in_the_register() -> None:
    listed = {each for claim in CLAIMS for each in claim.get("law", ())}
    law = read_law(APPROVED_LAW, "Northfield", must_be_approved=True)
    assert {SectionId.PROTECTED, SectionId.SUMMARY, *(each.id for each in law.rights)} == listed


def test_a_sentence_that_nobody_registered_would_be_noticed(spoken: set[str]) -> None:
    page = (
        f"<main><p>{escape('No one at Northfield reads this. We keep nothing at all.')}</p></main>"
    )
    html = f"<!doctype html><html><head><title>t</title></head><body>{page}</body></html>"
    new = {generic(each) for each in sentences_of(blocks_of(html))}
    assert new == {"No one at {company} reads this.", "We keep nothing at all."}
    assert not new & set(registered())


def functions_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
