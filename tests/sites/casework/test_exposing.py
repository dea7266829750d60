"""Before words go to a reporter they are looked over with all that is known of the people in it."""

from crypto.message.said import Answer
from tests.browser import Visitor
from tests.cases import done, hidden_in, only_case, press
from tests.channel import MARIA, Channel

STORY = Answer("what", "The rebates are kept in a file. It has gone on since May.")


def looked_over(visitor: Visitor, case: str, words: str) -> str:
    place = f"{case}/conversation"
    fields = hidden_in(visitor.get(place).text, place)
    return visitor.post(place, reply=words, asks="", **fields).text


def test_a_witness_and_a_sum_that_the_reporter_never_wrote_are_pointed_out(
    channel: Channel,
) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    done(press(maria, f"{case}/conflicts", name="Pavel Novak", part="witness"))
    done(press(maria, f"{case}/notes", note="We also heard it from Ingrid, on the night shift."))
    for words in ("Thank you. novak told us the same.", "Thank you. So did ingrid."):
        assert "It names somebody." in looked_over(maria, case, words)
    page = looked_over(maria, case, "We found 48,000 dollars in rebates-2.xlsx. Is it true?")
    assert "The reporter did not write this: rebates-2.xlsx, 48,000." in page
    assert "did not write this" not in looked_over(maria, case, "Has it gone on since May?")


def test_where_nothing_was_found_the_page_says_what_was_looked_for(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    page = looked_over(maria, only_case(maria), "Thank you. We look into it.")
    assert "Nothing was found that we look for." in page
    assert "could expose somebody" not in page
    assert "We do not find everything" in page


def test_a_sentence_of_a_note_is_never_called_clean(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    note = "Ask the bank first. The company keeps its mail\nfor two years. Thank you."
    done(press(maria, f"{case}/notes", note=note))
    page = looked_over(maria, case, "Thank you. the company keeps its  mail for two years!")
    assert "“the company keeps its  mail for two years!” stands in a note" in page
    assert "“Thank you.”" not in page
