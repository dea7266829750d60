"""Counsel's words are taken as they are, or the site says what is wrong with them."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.parsing import SettingsError
from intake.law import Law, SectionId, Span, read_banned, read_law, why_banned
from tests.running import APPROVED_LAW, HOUSE

PACKAGED = HOUSE / "config" / "data" / "law.toml"


def read(folder: Path, text: str) -> Law:
    path = folder / "law.toml"
    path.write_text(text, "utf-8")
    return read_law(path, "Northfield", must_be_approved=True)


def refused(folder: Path, text: str) -> str:
    with pytest.raises(SettingsError) as refusal:
        read(folder, text)
    return str(refusal.value)


def changed(was: str, becomes: str) -> str:
    text = APPROVED_LAW.read_text("utf-8")
    assert was in text
    return text.replace(was, becomes, 1)


def without(name: str) -> str:
    text = APPROVED_LAW.read_text("utf-8")
    return re.sub(rf"(?s)\[{name}\].*?(?=\n\[|\Z)", "", text)


def test_the_draft_is_shown_in_development_and_opens_no_real_channel() -> None:
    law = read_law(None, "Northfield", must_be_approved=False)
    assert {each.approval for each in law.sections.values()} == {None}
    with pytest.raises(SettingsError, match="counsel has not approved") as refusal:
        read_law(None, "Northfield", must_be_approved=True)
    assert "dodd-frank" in str(refusal.value)


def test_the_approved_words_of_the_tests_are_the_packaged_ones() -> None:
    packaged, approved = (
        tomllib.loads(path.read_text("utf-8")) for path in (PACKAGED, APPROVED_LAW)
    )
    for section in SectionId:
        del approved[section]["approved_by"], approved[section]["approved_on"]
    assert approved == packaged


def test_one_section_without_approval_stops_the_start_and_is_named(tmp_path: Path) -> None:
    text = re.sub(
        r"(?s)(\[sharing\].*?)\napproved_by[^\n]*\napproved_on[^\n]*",
        r"\1",
        APPROVED_LAW.read_text("utf-8"),
    )
    assert refused(tmp_path, text).endswith("not approved these sections yet: sharing")


def test_an_approval_has_a_name_and_a_day(tmp_path: Path) -> None:
    law = read_law(APPROVED_LAW, "Northfield", must_be_approved=True)
    approval = law.section(SectionId.OUTSIDE).approval
    assert approval is not None
    assert (approval.by, approval.on) == ("Helen Grant, Lee & Grant LLP", date(2026, 11, 2))
    for was, becomes in (
        ("approved_on = 2026-11-02\n", ""),
        ("approved_on = 2026-11-02", 'approved_on = "soon"'),
        ("approved_on = 2026-11-02", "approved_on = 2026-11-02T09:00:00"),
        ('approved_by = "Helen Grant, Lee & Grant LLP"', 'approved_by = ""'),
    ):
        assert "[protected]" in refused(tmp_path, changed(was, becomes)), becomes


@pytest.mark.parametrize("name", list(SectionId))
def test_a_section_that_is_missing_is_named(name: SectionId, tmp_path: Path) -> None:
    assert f"the section “{name}” is missing" in refused(tmp_path, without(name))


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ("[sharing]", "[shared]", "no section is called “shared”"),
        ('language = "en"', 'language = "xx"', "language must be"),
        ('language = "en"', "language = []", "language must be"),
        ('heading = "Dodd-Frank"', 'heading = ""', "[dodd-frank] needs a heading"),
        ('heading = "Dodd-Frank"', "heading = 7", "[dodd-frank] needs a heading"),
        ('heading = "Dodd-Frank"', 'headline = "Dodd-Frank"', "and nothing else"),
        ("A lawyer can tell", "**A lawyer can tell", "only **bold**"),
        ("A lawyer can tell", "A {lawyer} can tell", "only **bold**"),
        ("A lawyer can tell", "A <b>lawyer</b> can tell", "only **bold**"),
        ("A lawyer can tell", "A lawyer\\ncan tell", "one line"),
        ("A lawyer can tell", "Report to us first. A lawyer can tell", "no page may use"),
        ("A lawyer can tell", "A lawyer " + "who knows " * 13 + "can tell", "over 25 words"),
        ('paragraphs = [\n  "This page', 'paragraphs = "x"\nother = ["This page', "nothing else"),
        ("This page is a summary", "x" * 601, "1 to 600 characters"),
    ],
)
def test_what_is_wrong_is_said_with_its_section(
    was: str, becomes: str, says: str, tmp_path: Path
) -> None:
    assert says in refused(tmp_path, changed(was, becomes))


def test_everything_wrong_is_said_at_once(tmp_path: Path) -> None:
    text = without("sharing").replace('heading = "Trade secrets"', 'heading = ""')
    said = refused(tmp_path, text)
    assert "“sharing” is missing" in said
    assert "[trade-secrets] needs a heading" in said


@pytest.mark.parametrize("text", ["not [ toml", "protected = 7", ""])
def test_a_file_that_is_something_else_is_refused_in_words(text: str, tmp_path: Path) -> None:
    assert refused(tmp_path, text).startswith("CHARTERLINE_LAW: ")


def test_a_file_that_cannot_be_read_is_named_without_its_path(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refusal:
        read_law(tmp_path / "secret-place.toml", "Northfield", must_be_approved=True)
    assert str(refusal.value) == "CHARTERLINE_LAW: the file cannot be read"


def test_bold_is_what_counsel_marked(tmp_path: Path) -> None:
    law = read_law(APPROVED_LAW, "Northfield", must_be_approved=True)
    [*_, last] = law.section(SectionId.RETALIATION).paragraphs
    assert [span for span in last if span.bold] == [Span("180 days", bold=True)]


@given(company=st.text(min_size=1, max_size=40))
def test_a_companys_name_is_never_markup(company: str) -> None:
    law = read_law(APPROVED_LAW, company, must_be_approved=True)
    section = law.section(SectionId.RETALIATION)
    assert section.heading == f"{company} may not punish you"
    bold = [span.text for part in section.paragraphs for span in part if span.bold]
    assert bold == ["180 days"]


@pytest.mark.parametrize(
    "words",
    [
        "You are 100% anonymous here",
        "This form leaves\n no trace.",
        "Please report to us first.",
        "Don’t worry, it can't be traced",
        "it can’t be traced",
        "Oops",
        "Have you contacted the SEC?",
        "whistleblower line",
    ],
)
def test_what_no_page_may_say_is_noticed(words: str) -> None:
    assert why_banned(words, read_banned())


@pytest.mark.parametrize(
    "words",
    [
        "SEC tips: www.sec.gov/whistleblower. OSHA: www.whistleblowers.gov.",
        "You will never see “rejected”.",
        "The button does not erase your browser history.",
        "You do not need to tell us first, and you do not need our OK.",
    ],
)
def test_what_a_page_must_say_is_no_banned_phrase(words: str) -> None:
    assert why_banned(words, read_banned()) is None
