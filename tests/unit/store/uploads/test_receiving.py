"""Uploads: whatever is sent, and however, files are whole in ciphertext or not there at all."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.blob.writing import Limits
from crypto.message.said import Answer
from store.blobs import DatabaseBlobs
from store.clock import seconds, utc_today
from store.database import Database, Which
from store.errors import FullError, UnavailableError
from store.migrating import migrate
from store.sending.parcel import Parcel
from store.uploads import (
    Allowed,
    Body,
    Failed,
    Fields,
    Outcome,
    Pace,
    Received,
    Trouble,
    Turned,
    What,
    receive,
)
from tests.unit.store.uploads import bodies
from tests.unit.store.uploads.bodies import BOUNDARY, Breaking, Pieces, Repeating, form
from tests.unit.store.uploads.kept import BreakingBlobs, KeptBlobs
from tests.unit.store.uploads.lane import ENVELOPE, FIELDS, LEDGER, MOST, PHOTO, Lane, opened

almost_marks = st.sampled_from(
    [b"\r\n", b"\r", b"\n", b"--", b"\r\n--", b"\r\n--" + BOUNDARY[:-1].encode(), b"\n--"]
)
contents = st.lists(st.binary(max_size=60) | almost_marks, max_size=8).map(b"".join)
texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40)
names = st.from_regex(r"[a-z]{1,8}", fullmatch=True)
files = st.tuples(names.map(lambda name: f"{name}.txt"), contents.filter(bool))


@given(
    fields=st.lists(st.tuples(names, texts), max_size=5),
    sent=st.lists(files, max_size=4),
    sizes=st.lists(st.integers(1, 90), min_size=1, max_size=5),
)
def test_however_a_body_is_cut_its_fields_and_files_arrive_as_they_were_sent(
    fields: list[tuple[str, str]], sent: list[tuple[str, bytes]], sizes: list[int]
) -> None:
    lane = Lane()
    received = lane.take(Pieces(form(fields, sent), sizes))
    assert received.fields == tuple(fields)
    assert opened(received, lane.blobs) == sent


@given(cut=st.integers(0, 4_000), sizes=st.lists(st.integers(1, 900), min_size=1, max_size=4))
def test_a_body_that_ends_early_leaves_nothing_wherever_it_ends(cut: int, sizes: list[int]) -> None:
    lane, body = Lane(), form(FIELDS, [LEDGER])
    end = len(body) - len(b"\r\n") - 1
    outcome = lane.take(Pieces(body[: min(cut, end)], sizes))
    assert isinstance(outcome, Trouble)
    assert outcome.what is What.CUT_OFF
    assert outcome.fields == FIELDS[: len(outcome.fields)]
    assert lane.blobs.rows == {}


@given(noise=st.binary(max_size=300), sizes=st.lists(st.integers(1, 90), min_size=1, max_size=3))
def test_noise_is_trouble_and_leaves_nothing(noise: bytes, sizes: list[int]) -> None:
    lane = Lane()
    assert isinstance(lane.take(Pieces(noise, sizes)), Trouble)
    assert lane.blobs.rows == {}


def test_a_form_without_a_file_is_received_too_since_each_submission_has_a_blob() -> None:
    lane = Lane()
    assert opened(lane.take_all(form(FIELDS, [])), lane.blobs) == []
    assert len(lane.blobs.rows) == 1
    assert lane.asked == [FIELDS]


def test_a_file_field_in_which_nothing_was_chosen_is_no_file() -> None:
    lane = Lane()
    assert opened(lane.take_all(form(FIELDS, [("", b"")])), lane.blobs) == []


def test_a_file_without_a_name_is_called_file() -> None:
    lane = Lane()
    received = opened(lane.take_all(form(FIELDS, [("", b"x"), ("..", b"y")])), lane.blobs)
    assert received == [("file", b"x"), ("file", b"y")]


def test_twenty_files_are_taken_and_not_one_more() -> None:
    many = [(f"{number}.txt", b"x") for number in range(21)]
    lane = Lane()
    assert len(opened(lane.take_all(form(FIELDS, many[:20])), lane.blobs)) == 20
    assert Lane().take_all(form(FIELDS, many)) == Trouble(FIELDS, What.TOO_MANY, "20.txt")


def test_a_file_at_the_limit_is_taken_and_one_byte_more_is_not() -> None:
    small = Allowed(each=3_500, total=10_000)
    assert isinstance(Lane(allowed=small).take_all(form(FIELDS, [LEDGER])), Received)
    lane = Lane(allowed=replace(small, each=3_499))
    assert lane.take_all(form(FIELDS, [LEDGER])) == Trouble(
        FIELDS, What.FILE_TOO_LARGE, "ledger.csv"
    )
    assert lane.blobs.rows == {}


def test_files_that_are_too_large_together_are_trouble_with_the_one_that_was_too_much() -> None:
    lane = Lane(allowed=Allowed(total=3_500 + 10_239))
    trouble = lane.take_all(form(FIELDS, [LEDGER, PHOTO]))
    assert trouble == Trouble(FIELDS, What.ALL_TOO_LARGE, "photo.jpg")


def test_answers_that_lie_in_the_parcel_count_against_what_it_holds() -> None:
    long = (Answer("what", "a" * 40_000),)
    lane = Lane(answers=long, limits=Limits(total=45_000))
    assert lane.take_all(form(FIELDS, [PHOTO])) == Trouble(FIELDS, What.ALL_TOO_LARGE, "photo.jpg")


def test_long_answers_are_no_file_of_the_reporter() -> None:
    received = Lane(answers=(Answer("what", "a" * 40_000),)).take_all(form(FIELDS, [LEDGER]))
    assert isinstance(received, Received)
    assert [file.name for file in received.files] == ["ledger.csv"]


def test_an_empty_file_is_named_and_nothing_of_the_others_stays() -> None:
    lane = Lane()
    trouble = lane.take_all(form(FIELDS, [PHOTO, ("scan.pdf", b"")]))
    assert trouble == Trouble(FIELDS, What.EMPTY, "scan.pdf")
    assert lane.blobs.rows == {}


def test_a_field_behind_a_file_is_trouble() -> None:
    parts = [bodies.text_part(*FIELDS[0]), bodies.file_part(*PHOTO), bodies.text_part(*FIELDS[1])]
    assert Lane().take_all(bodies.whole(parts)) == Trouble(FIELDS[:1], What.WRONG_ORDER)


def test_a_file_that_is_cut_off_is_named() -> None:
    body = form(FIELDS, [LEDGER, PHOTO])
    assert Lane().take_all(body[:-300]) == Trouble(FIELDS, What.CUT_OFF, "photo.jpg")


def test_a_sender_who_goes_away_leaves_nothing() -> None:
    lane = Lane(blobs=KeptBlobs())
    body = form(FIELDS, [("large.bin", bytes(3_000_000)), PHOTO])
    trouble = lane.take(Breaking(Pieces(body[:-200])))
    assert trouble == Trouble(FIELDS, What.CUT_OFF, "photo.jpg")
    assert lane.blobs.rows == {}


@pytest.mark.parametrize(
    "fields",
    [[("a", "x" * 524_288)], [(f"f{number}", "x") for number in range(301)]],
    ids=["too many bytes", "too many fields"],
)
def test_more_fields_than_a_page_of_ours_holds_are_not_kept(fields: list[tuple[str, str]]) -> None:
    trouble = Lane().take_all(form(fields, [LEDGER]))
    assert isinstance(trouble, Trouble)
    assert trouble.what is What.TOO_MANY_FIELDS


@pytest.mark.parametrize(
    "body",
    [
        b"--" + BOUNDARY.encode() + b"\r\nX: " + b"y" * 1_000_000,
        b"x" * 1_000_000,
        form([], [("", b"")] * 400),
    ],
    ids=["a head without end", "a beginning without end", "parts without end"],
)
def test_what_never_ends_is_not_kept_in_memory(body: bytes) -> None:
    trouble = Lane().take_all(body)
    assert isinstance(trouble, Trouble)
    assert trouble.what is What.TOO_MANY_FIELDS


@pytest.mark.parametrize("boundary", ["", "x" * 71, "é"])
def test_a_boundary_that_no_browser_makes_is_trouble(boundary: str) -> None:
    assert Lane().take(Pieces(b"--x"), boundary=boundary) == Trouble((), What.CUT_OFF)


@pytest.mark.parametrize(
    "head",
    [b"Content-Disposition: form-data", b"Content-Type: text/plain", b"\xff\xfe: \xff"],
    ids=["no name", "no field", "no text"],
)
def test_a_part_that_says_not_what_it_is_is_trouble(head: bytes) -> None:
    assert Lane().take_all(bodies.whole([head + b"\r\n\r\nx"])) == Trouble((), What.CUT_OFF)


def test_the_gate_sees_every_field_before_a_byte_of_a_file_is_taken() -> None:
    lane = Lane(no="stale")
    stream = Pieces(form(FIELDS, [LEDGER, PHOTO]))
    assert lane.take(stream) == Turned(FIELDS, "stale")
    assert lane.asked == [FIELDS]
    assert lane.blobs.rows == {}


@pytest.mark.parametrize("lane", [Lane(no="stale"), Lane(allowed=Allowed(each=9))], ids=["no", "9"])
def test_a_body_that_is_refused_is_still_read_to_its_end(lane: Lane) -> None:
    stream = Pieces(form(FIELDS, [("large.bin", bytes(2_000_000)), LEDGER]))
    assert not isinstance(lane.take(stream), Received)
    assert stream.unread == 0


def test_never_more_is_read_than_was_announced() -> None:
    endless = Repeating(form(FIELDS, [PHOTO]), b"x" * 65_536, 1_000, b"")
    lane = Lane(no="stale")
    assert isinstance(lane.take(endless, most=200_000), Turned)
    assert endless.times > 990


@pytest.mark.parametrize("fault", [FullError(), UnavailableError()], ids=["full", "down"])
def test_a_store_that_fails_in_mid_upload_loses_nothing_typed_and_keeps_nothing_half(
    fault: FullError | UnavailableError,
) -> None:
    lane = Lane(blobs=BreakingBlobs(fault=fault, after=2))
    stream = Pieces(form(FIELDS, [("large.bin", bytes(4_000_000)), LEDGER]))
    assert lane.take(stream) == Failed(FIELDS, fault)
    assert lane.blobs.rows == {}
    assert stream.unread == 0


def test_a_gate_that_breaks_is_not_covered_up_and_the_body_is_still_read() -> None:
    def broken(fields: Fields) -> Parcel | str:
        raise LookupError(len(fields))

    stream = Pieces(form(FIELDS, [LEDGER]))
    with pytest.raises(LookupError):
        receive(Body(stream, MOST, Pace(seconds)), BOUNDARY, broken, Allowed())
    assert stream.unread == 0


def test_on_a_disk_an_upload_that_broke_off_leaves_no_row_and_one_that_did_not_is_whole(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path}/dropbox.sqlite"
    migrate(url, Which.DROPBOX)
    blobs = DatabaseBlobs(Database(url, Which.DROPBOX), utc_today)
    made: list[Parcel] = []

    def gate(_: Fields) -> Parcel | str:
        made.append(Parcel(blobs, ENVELOPE))
        return made[-1]

    def take(body: bytes) -> Outcome[str]:
        return receive(Body(Pieces(body), MOST, Pace(seconds)), BOUNDARY, gate, Allowed())

    body = form(FIELDS, [("large.bin", bytes(2_500_000))])
    assert isinstance(take(body[:-100]), Trouble)
    assert isinstance(take(body), Received)
    sizes = [blobs.size(parcel.finish().blob) for parcel in made[1:]]
    assert sizes == [3 * 2**20]
    assert _all_rows(blobs) == 3


def _all_rows(blobs: DatabaseBlobs) -> int:
    return blobs.sweep(utc_today().replace(year=utc_today().year + 1))
