"""What was typed goes through hidden fields and comes out the same, whatever it was."""

from collections import Counter
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import escape

from config.hardening import FORM_LIMIT
from config.questions.report import ANSWERS, STEPS, WHO
from crypto.admission import Admission, Choice
from crypto.message.inner import MOST_ANSWERS, answers_file
from crypto.message.said import Answer
from intake.filing import Pairs
from intake.forms.report import ReportForm, read_report
from intake.forms.typed import clean
from tests.browser import parsed
from tests.committee import HELEN, JUNE, MARIA
from tests.sites.intake.answers import FULL, SHORTEST, Answers
from tests.sites.intake.opened import LISTS, site_today, word_of

NAMES = [question.name for question in (*WHO.questions, *ANSWERS)]
CODES = [option.code for each in (*WHO.questions, *ANSWERS) for option in each.options]
ANY_PAIRS = st.lists(
    st.tuples(
        st.sampled_from([*NAMES, "token", "colour"]),
        st.one_of(st.text(max_size=60), st.sampled_from([*CODES, JUNE, MARIA])),
    ),
    max_size=25,
)
Read = Callable[[Pairs], ReportForm]
WIDEST = "\U0001f4a3"


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Read]:
    with site_today(tmp_path_factory.mktemp("open")) as app, app.test_request_context():
        word = word_of(app)

        def reading(pairs: Pairs) -> ReportForm:
            form = read_report(pairs, word, LISTS)
            form.validate()
            return form

        yield reading


def pairs_of(answers: Answers) -> Pairs:
    return [
        (name, value)
        for name, values in answers.items()
        for value in (values if isinstance(values, list) else [values])
    ]


def posted(pairs: Pairs) -> Pairs:
    """What a browser makes of hidden fields: line ends of two characters."""
    return [(name, value.replace("\n", "\r\n")) for name, value in pairs]


@settings(max_examples=150)
@given(pairs=ANY_PAIRS)
def test_whatever_is_posted_is_read_and_carried_unchanged(pairs: Pairs, read: Read) -> None:
    form = read(pairs)
    carried = form.pairs()
    assert read(posted(carried)).pairs() == carried
    assert {name for name, _ in carried} <= set(NAMES)


@settings(max_examples=150)
@given(pairs=ANY_PAIRS)
def test_a_form_without_mistakes_can_be_sealed(pairs: Pairs, read: Read) -> None:
    form = read([*pairs_of(SHORTEST), *pairs])
    if not form.fields.errors:
        draft = form.to_draft()
        assert isinstance(form.decision(), Admission)
        assert answers_file(draft.answers)
        assert {answer.name for answer in draft.answers} <= {each.name for each in ANSWERS}


@given(text=st.text())
def test_a_text_survives_a_hidden_field(text: str) -> None:
    kept = clean(text)
    page = parsed(f'<!doctype html><title>.</title><input type="hidden" value="{escape(kept)}">')
    [field] = page.iter("{http://www.w3.org/1999/xhtml}input")
    assert field.get("value") == kept
    assert clean(kept.replace("\n", "\r\n")) == kept


def test_ordinary_text_is_not_touched() -> None:
    text = "Zoë’s “naïve” 数字\n\t— مرحبا 👩‍👩‍👧 e\u0301"
    assert clean(text) == text
    assert clean("one\rtwo\r\nthree") == "one\ntwo\nthree"


def test_answers_become_values_with_codes_that_last(read: Read) -> None:
    draft = read(pairs_of(FULL)).to_draft()
    assert draft.language == "en"
    assert draft.choice == Choice(frozenset({MARIA, HELEN}))
    assert draft.answers == tuple(
        Answer(name, tuple(value) if isinstance(value, list) else value)
        for name, value in FULL.items()
        if name not in {"readers", "left_out"}
    )


def test_a_first_reader_becomes_the_choice(read: Read) -> None:
    chosen: Answers = {"readers": "one", "first_reader": JUNE}
    draft = read(pairs_of(SHORTEST | chosen)).to_draft()
    assert draft.choice == Choice(first_reader=JUNE)


def test_blanks_are_no_answer(read: Read) -> None:
    draft = read(pairs_of(SHORTEST | {"who": " \n ", "money": ""})).to_draft()
    assert [answer.name for answer in draft.answers] == ["what"]


def test_the_longest_report_in_the_widest_letters_can_be_sent(read: Read) -> None:
    texts: Answers = {each.name: WIDEST * each.longest for each in ANSWERS if each.longest}
    form = read(pairs_of(FULL | texts))
    assert form.fields.errors == {}
    assert len(urlencode(form.pairs())) < FORM_LIMIT - 4_096
    assert len(answers_file(form.to_draft().answers)) < MOST_ANSWERS


def test_every_question_and_every_code_stands_once() -> None:
    assert Counter(NAMES).most_common(1)[0][1] == 1
    for question in (*WHO.questions, *ANSWERS):
        codes = [option.code for option in question.options]
        assert len(set(codes)) == len(codes)
    assert len({step.id for step in STEPS}) == len(STEPS) == 9


def test_a_condition_is_asked_before_what_depends_on_it() -> None:
    for step in STEPS:
        before: dict[str, set[str]] = {}
        for question in step.questions:
            if question.only_if is not None:
                assert question.only_if.codes <= before[question.only_if.name]
            before[question.name] = {option.code for option in question.options}
