"""What an export holds back, and how a large file leaves: each in a house of its own."""

import tracemalloc
from itertools import repeat

import pytest

from casework.complaints.domain.case.deeds import Did
from casework.complaints.domain.case.evidence import LONGEST_RUNS, WENT
from casework.complaints.domain.privilege.sharing import Receiver
from casework.complaints.services.readers.rekeying import open_to_write
from casework.export.domain.wish import (
    LONGEST_LAWYER,
    LONGEST_LINE,
    Ground,
    Piece,
    Seal,
    Wish,
)
from casework.export.views.composing import contents_of
from casework.export.views.naming import mask_for
from casework.export.views.sending import order_of
from crypto.message.said import Answer
from crypto.names import CaseId
from tests.browser import wrong_in
from tests.cases import done, hidden_in, only_case, press
from tests.channel import MARIA, Channel
from tests.evidence import case_of
from tests.exports import OPEN, WHAT, WHOM, bundle_of, carried, noted, stepped, taken, text_of

STORY = Answer("what", "Robert Kessler keeps the rebates in a file called the cushion.")


@pytest.mark.parametrize(
    ("box", "typed"),
    [
        ("facts", "x" * 20_001),
        ("summary", "x" * 20_001),
        ("names", "\n".join(f"Name {each}" for each in range(201))),
    ],
)
def test_what_is_more_than_a_copy_takes_is_said_beside_its_box_with_all_of_it(
    channel: Channel, box: str, typed: str
) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    place = f"{only_case(maria)}/export/take"
    fields = carried(stepped(maria, only_case(maria)).text, place) | OPEN
    more = {"wording": "summary"} if box == "summary" else {"cleared": "Helen Grant"}
    answer = maria.post(place, **fields | more | {box: typed})
    assert wrong_in(answer.text) == {box: "That is more than a copy takes. Shorten it."}
    assert typed in answer.text


def test_a_large_original_goes_out_a_piece_at_a_time(channel: Channel) -> None:
    large = repeat(b"ledger" * 170_000, 40)
    channel.report(STORY, files={"large.bin": large})
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    fields = carried(stepped(maria, case, originals=["1"]).text, f"{case}/export/take") | OPEN
    url = f"{case}/export/take"
    answer = maria.client.post(url, base_url=maria.address, data=fields, buffered=False)
    tracemalloc.start()
    size = sum(map(len, answer.iter_encoded()))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > 40 * 1_020_000
    assert peak < 8 * 1_020_000


def test_the_words_of_every_script_go_along_as_text(channel: Channel) -> None:
    words = "经理在报告之前改了数字。"
    channel.report(Answer("what", words))
    maria = channel.sign_in(MARIA)
    bundle = bundle_of(taken(maria, only_case(maria)))
    text = bundle.read("case.txt").decode()
    assert words in text
    assert "Confidential. Copy 1, for Dana Whitfield, Whitfield & Sons, " in text
    assert "Nothing is withheld for legal advice." in text


def test_who_is_known_to_be_in_it_is_replaced_unless_somebody_strikes_them_out(
    channel: Channel,
) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    done(press(maria, f"{case}/conflicts", name="Robert Kessler", part="subject"))
    place = f"{case}/export"
    fields: dict[str, str | list[str]] = {**WHAT, **WHOM, "from": "2", "to": "3"}
    token = hidden_in(maria.get(place).text, place)
    page = maria.post(place, **token | fields)
    assert "Step 3 of 4" in page.text
    assert "Robert Kessler</textarea>" in page.text
    struck = maria.post(place, **token | fields | {"wording": "all", "names": "", "to": "3"})
    assert "Robert Kessler</textarea>" not in struck.text


def test_what_is_done_to_protect_somebody_stays_here_and_every_reason(channel: Channel) -> None:
    """A line of each kind, with a reason: none of them is read outside."""
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    for did in Did:
        noted(channel, case, did, why="David is her uncle", free="Zealous", name="Zoe")
    noted(channel, case, Did.DECIDED, question="exposure", answer="yes", why="One night shift")
    bundle = bundle_of(taken(maria, case))
    paper = text_of(bundle.read("case.pdf")) + bundle.read("case.txt").decode()
    page = maria.get(f"{case}/timeline?all").text
    assert "David is her uncle" in page
    assert "[Member" not in paper
    for said in ("uncle", "Zealous", "night shift", "find the reporter", "privileged note"):
        assert said not in paper, said
    for said in (
        "removed",
        "stepped back",
        "struck out",
        "protect",
        "retaliation",
        "tie",
        "linked",
    ):
        assert said not in " ".join(happened(paper)), said
    assert any("read the report" in each for each in happened(paper))


def happened(paper: str) -> list[str]:
    """Return the lines of the last section before the log."""
    return paper.partition("What happened, newest first")[2].split("\n")


def test_the_longest_line_of_a_copy_has_room_in_the_history(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    line, law = "x" * LONGEST_LINE, next(iter(Ground))
    wish = Wish(
        pieces=frozenset(Piece), receiver=line, purpose=line, ground=law, basis=line,
        cleared="y" * LONGEST_LAWYER, seal=Seal.WORDS,
    )  # fmt: skip
    deed = order_of(CaseId(bytes(32)), wish).deed
    noted(channel, case, Did.EXPORTED, **deed, **{WENT: "1" * LONGEST_RUNS, "copy": "99999"})


def test_stand_ins_follow_no_order_that_anybody_outside_knows(channel: Channel) -> None:
    """Neither numbers nor lists may follow the order of the keys, which is public."""
    channel.report(STORY)
    case, seen = only_case(channel.sign_in(MARIA)), set()
    with channel.desk.database.transaction() as tx:
        file = open_to_write(tx, channel.desk, channel.seat(MARIA), case_of(case))
        assert file is not None
        for number in range(80):
            wish = Wish(pieces=frozenset({Piece.PEOPLE}), receiver=f"Dana {number}")
            [people] = contents_of(wish, tx, file).sections
            readers = dict(people.facts)["Readers"].split(", ")
            assert readers[:4] == [f"Member {each}" for each in range(1, 5)]
            seen.add(mask_for(wish, tx, file).over("Maria Alvarez"))
    assert seen == {f"Member {number}" for number in range(1, 5)}


def test_what_is_said_of_the_copy_itself_names_nobody_either(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    said = {"purpose": "Helen Grant asked for it.", "cleared": "Helen Grant", "facts": "None."}
    bundle = bundle_of(taken(maria, only_case(maria), kind=Receiver.AUDITOR.value, **said))
    every = b"".join(map(bundle.read, bundle.namelist()))
    assert b"Helen" not in every
    assert b"Grant" not in every
