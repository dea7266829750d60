"""A copy that travels is locked, and opens with words that stood on one page alone."""

import tracemalloc
from io import BytesIO
from itertools import repeat
from pathlib import Path
from zipfile import ZipFile

import pytest
from werkzeug.test import TestResponse

from tests.browser import Visitor
from tests.cases import only_case
from tests.channel import MARIA, THOMAS, Channel
from tests.evidence import STORY
from tests.exports import carried, confirmed, stepped, text_of, words_on
from tests.unlocking import WrongWordsError, unlocked

LOCKED = {"seal": "words"}


def taken(visitor: Visitor, case: str, **typed: str | list[str]) -> tuple[TestResponse, str]:
    """Take a copy that is locked, and return it with the words for it."""
    page = stepped(visitor, case, **typed)
    return confirmed(visitor, case, page, **LOCKED), words_on(page)


def test_a_bundle_opens_with_its_words_and_is_then_what_it_always_was(channel: Channel) -> None:
    channel.report(STORY, files={"Rebates.txt": b"0123456789"})
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    answer, words = taken(maria, case, originals=["1"])
    assert answer.headers["Content-Disposition"].endswith('-1-locked.zip"')
    name, plain = unlocked(answer.data, words)
    assert name.endswith("-1.zip")
    with ZipFile(BytesIO(plain)) as bundle:
        assert bundle.read("files/001 Rebates.txt") == b"0123456789"
    assert b"Rebates" not in answer.data
    with pytest.raises(WrongWordsError):
        unlocked(answer.data, f"{words[:-1]}x")


def test_a_paper_alone_is_locked_too(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    answer, words = taken(maria, only_case(maria), form="pdf")
    name, plain = unlocked(answer.data, words)
    assert name.endswith("-1.zip")
    with ZipFile(BytesIO(plain)) as bundle:
        assert "The report" in text_of(bundle.read("case.pdf"))


def test_another_look_makes_other_words_and_no_file_holds_any(
    channel: Channel, tmp_path: Path
) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    answer, words = taken(maria, case)
    assert words != words_on(stepped(maria, case))
    assert answer.status_code == 200
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or words.encode() not in path.read_bytes()
    assert words not in maria.get(f"{case}/timeline").text
    assert "(locked)" in maria.get(f"{case}/export").text


def test_nobody_locks_a_copy_with_words_that_were_shown_to_somebody_else(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    place = f"{case}/export/take"
    theirs = carried(stepped(thomas, case).text, place)["words"]
    page = stepped(maria, case)
    refused = confirmed(maria, case, page, **LOCKED, words=theirs)
    assert refused.status_code == 422
    assert "Choose how it travels." in refused.text
    assert "took copy" not in maria.get(f"{case}/timeline").text


def test_a_large_copy_is_locked_a_piece_at_a_time(channel: Channel) -> None:
    channel.report(STORY, files={"large.bin": repeat(b"ledger" * 170_000, 30)})
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    place = f"{case}/export/take"
    fields = carried(stepped(maria, case, originals=["1"]).text, place) | LOCKED
    answer = maria.client.post(place, base_url=maria.address, data=fields, buffered=False)
    tracemalloc.start()
    size = sum(map(len, answer.iter_encoded()))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > 30 * 1_020_000
    assert peak < 12 * 1_020_000
