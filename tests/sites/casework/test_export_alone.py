"""What an export holds back, and how a large file leaves: each in a house of its own."""

import tracemalloc
from base64 import urlsafe_b64decode
from itertools import repeat

from casework.complaints.domain.case.deeds import Did
from casework.complaints.services.deeds import with_deed
from casework.complaints.services.readers.rekeying import open_to_write
from casework.complaints.services.reading.casefiles import save
from crypto.message.said import Answer
from crypto.names import CaseId
from tests.cases import done, hidden_in, only_case, press
from tests.channel import MARIA, Channel
from tests.exports import OPEN, WHAT, WHOM, bundle_of, carried, stepped, taken, text_of

STORY = Answer("what", "Robert Kessler keeps the rebates in a file called the cushion.")


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


def test_what_is_done_to_protect_somebody_stays_here(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    with channel.desk.database.transaction() as tx:
        file = open_to_write(
            tx,
            channel.desk,
            channel.seat(MARIA),
            CaseId(urlsafe_b64decode(case.rpartition("/")[2] + "=")),
        )
        assert file is not None
        save(tx, with_deed(tx, channel.desk, file, Did.OUTING_LOGGED, why="Asked the night shift"))
    paper = text_of(bundle_of(taken(maria, case)).read("case.pdf"))
    assert "night shift" in maria.get(f"{case}/timeline").text
    assert "night shift" not in paper
    assert "find the reporter" not in paper
