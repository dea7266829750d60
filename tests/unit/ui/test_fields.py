"""A field says what it wants, what is wrong with it, and gives back what was typed."""

from xml.etree.ElementTree import Element

import html5lib
import pytest
import wtforms
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader, PrefixLoader, StrictUndefined
from werkzeug.datastructures import MultiDict

from config.rendering import TEMPLATES

_HTML = "{http://www.w3.org/1999/xhtml}"


def drawing() -> Environment:
    jinja = Environment(
        loader=PrefixLoader({"ui": FileSystemLoader(TEMPLATES / "ui")}),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    jinja.globals.update(_=lambda text, **values: text % values)
    return jinja


JINJA = drawing()


class DateForm(wtforms.Form):  # type: ignore[misc]  # it ships no types
    month = wtforms.StringField(validators=[wtforms.validators.InputRequired("Enter the month")])
    day = wtforms.StringField()
    year = wtforms.StringField()


ALL = wtforms.SelectChoice("all", "All")
SOME = wtforms.SelectChoice("some", "Some", render_kw={"hint": "They will not see it"})
ALVAREZ, PARK = wtforms.SelectChoice("a", "Alvarez"), wtforms.SelectChoice("p", "Park")


class SampleForm(wtforms.Form):  # type: ignore[misc]  # it ships no types
    where = wtforms.StringField(
        "Where?", [wtforms.validators.InputRequired("Say where")], description="A site or a system"
    )
    story = wtforms.TextAreaField("What happened?")
    readers = wtforms.RadioField("Who reads it?", choices=[ALL, SOME])
    left_out = wtforms.SelectMultipleField("Who is left out?", choices=[ALVAREZ, PARK])
    when = wtforms.FormField(DateForm, "When?")


def drawn(macros: str, **values: object) -> Element:
    names = "form_area, form_checkboxes, form_date, form_errors, form_radios, form_text"
    source = f'{{% from "ui/form.html" import {names} %}}{macros}'
    page = f"<!doctype html><title>.</title>{JINJA.from_string(source).render(**values)}"
    parsed: Element = html5lib.HTMLParser(strict=True).parse(page)
    return parsed


def filled_in(**answers: str) -> SampleForm:
    form = SampleForm(MultiDict(answers))
    form.validate()
    return form


def with_id(page: Element, name: str) -> Element:
    [found] = [element for element in page.iter() if element.get("id") == name]
    return found


def words_of(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_a_wrong_box_is_described_by_its_hint_and_then_its_error() -> None:
    page = drawn("{{ form_text(form.where) }}", form=filled_in())
    box = with_id(page, "where")
    assert box.get("aria-invalid") == "true"
    described = [words_of(with_id(page, name)) for name in box.get("aria-describedby", "").split()]
    assert described == ["A site or a system", "Error: Say where"]


def test_a_right_box_says_nothing_of_errors() -> None:
    box = with_id(drawn("{{ form_text(form.where) }}", form=filled_in(where="x")), "where")
    assert box.get("aria-invalid") is None
    assert box.get("aria-describedby") == "where-hint"


def test_a_limit_is_said_after_the_hint_and_the_error() -> None:
    page = drawn('{{ form_area(form.story, hint="Any language", limit=20000) }}', form=filled_in())
    assert with_id(page, "story").get("aria-describedby") == "story-hint story-limit"
    assert "20,000" in words_of(with_id(page, "story-limit"))


def test_only_what_may_be_skipped_is_marked() -> None:
    page = drawn("{{ form_text(form.where) }}{{ form_area(form.story) }}", form=filled_in())
    labels = [words_of(label) for label in page.iter(f"{_HTML}label")]
    assert labels == ["Where?", "What happened? (optional)"]


@pytest.mark.parametrize("macro", ["form_text(form.where)", "form_area(form.story)"])
def test_no_box_remembers_or_sends_what_is_typed(macro: str) -> None:
    page = drawn(f"{{{{ {macro} }}}}", form=filled_in())
    [box] = [*page.iter(f"{_HTML}input"), *page.iter(f"{_HTML}textarea")]
    assert box.get("autocomplete") == "off"
    assert box.get("spellcheck") == "false"


def test_the_summary_leads_to_the_first_box_of_every_wrong_field() -> None:
    macros = "form_errors(form), form_text(form.where), form_radios(form.readers)"
    drawn_macros = "".join(
        f"{{{{ {macro} }}}}" for macro in [*macros.split(", "), "form_date(form.when)"]
    )
    page = drawn(drawn_macros, form=filled_in())
    links = [link.get("href", "") for link in page.iter(f"{_HTML}a")]
    assert links == ["#where", "#readers", "#when"]
    assert {with_id(page, link[1:]).tag for link in links} == {f"{_HTML}input"}


def test_the_cursor_starts_at_the_summary_without_a_script() -> None:
    page = drawn("{{ form_errors(form) }}", form=filled_in())
    [summary] = [element for element in page.iter() if element.get("role") == "alert"]
    assert summary.get("autofocus") is not None
    assert summary.get("tabindex") == "-1"


def test_a_form_without_errors_has_no_summary() -> None:
    good = filled_in(where="x", readers="all", **{"when-month": "6"})
    assert words_of(drawn("{{ form_errors(form) }}", form=good)) == "."


def test_what_was_chosen_stays_chosen() -> None:
    form = filled_in(readers="some", left_out="p")
    page = drawn("{{ form_radios(form.readers) }}{{ form_checkboxes(form.left_out) }}", form=form)
    chosen = [
        box.get("value") for box in page.iter(f"{_HTML}input") if box.get("checked") is not None
    ]
    assert chosen == ["some", "p"]


def test_a_choice_can_have_a_hint_of_its_own() -> None:
    page = drawn("{{ form_radios(form.readers) }}", form=filled_in())
    choices = [words_of(label) for label in page.iter(f"{_HTML}label")]
    assert choices == ["All", "Some They will not see it"]


# HTML reads every line end as \n, and has no room for other controls and half characters.
typed = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]) | st.just("\n"))


@given(typed)
def test_what_was_typed_is_given_back_to_the_letter(text: str) -> None:
    form = filled_in(where=text.replace("\n", " "), story=text)
    page = drawn("{{ form_text(form.where) }}{{ form_area(form.story) }}", form=form)
    assert with_id(page, "where").get("value") == text.replace("\n", " ")
    assert with_id(page, "story").text == (text or None)
