"""A file that a member adds: sealed as it arrives, and whole in the case or not there at all."""

import tracemalloc
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from casework.complaints.services.evidence.adding import add_file
from casework.complaints.services.evidence.incoming import sweep_incoming
from store.errors import UnavailableError
from tests.browser import Visitor, wrong_in
from tests.cases import done, hidden_in
from tests.channel import MARIA, Channel
from tests.evidence import (
    INTERVIEW,
    TYPED,
    WHENCE,
    added,
    case_of,
    coming,
    left_behind,
    opened,
    place_for,
    ready,
    sent,
    sent_on,
)
from tests.unit.store.uploads.bodies import form


def test_no_byte_is_taken_without_the_forms_own_token(channel: Channel) -> None:
    maria, case = ready(channel)
    before = left_behind(channel)
    stale = added(maria, case, csrf_token="another")
    assert stale.status_code == 422
    assert "This page was open for too long." in stale.text
    assert left_behind(channel) == before


def test_a_file_that_is_too_large_is_refused_and_leaves_nothing(channel: Channel) -> None:
    house = channel.house
    small = replace(house.desk.settings, file_megabytes=1)
    house.desk = replace(house.desk, settings=small)
    house.app.extensions["desk"] = house.desk
    maria, case = ready(channel)
    before = left_behind(channel)
    refused = added(maria, case, ("long.bin", bytes(1_000_001)))
    assert "It is too big. The limit is 1 MB." in refused.text
    assert left_behind(channel) == before


def test_what_is_too_long_about_a_file_is_said_beside_its_box_and_nothing_is_kept(
    channel: Channel,
) -> None:
    maria, case = ready(channel)
    before, typed = left_behind(channel), {"what": "w" * 201, "source": "s" * 25_000}
    answer = added(maria, case, what=typed["what"], source=typed["source"])
    assert wrong_in(answer.text) == {
        "what": "It is too long by 1 character. Shorten it.",
        "source": "It is too long by 24,800 characters. Shorten it.",
    }
    assert all(each in answer.text for each in typed.values())
    assert left_behind(channel) == before


def test_an_upload_that_breaks_off_leaves_nothing(channel: Channel) -> None:
    maria, case = ready(channel)
    before = left_behind(channel)
    place = place_for(case)
    fields = hidden_in(maria.get(f"{case}/files").text, place) | TYPED
    whole = form([*fields.items()], [("extract.bin", bytes(3_000_000))])
    broken = sent(maria, place, whole[:-1_000_000])
    assert "It did not arrive whole." in broken.text
    assert left_behind(channel) == before


def test_what_a_killed_process_left_is_swept_without_any_key_and_nothing_else(
    channel: Channel,
) -> None:
    maria, case = ready(channel)
    done(added(maria, case))
    before = left_behind(channel)
    coming(channel, channel.seat(MARIA), case_of(case), bytes(3_000_000))
    assert left_behind(channel) == (before[0] + 2, 1)
    sweep_incoming(channel.desk)
    assert left_behind(channel) == (before[0] + 2, 1), "it may still be on its way"
    sweep_incoming(replace(channel.desk, today=lambda: _in_two_days(channel)))
    assert left_behind(channel) == before
    assert opened(maria, case, 1) == INTERVIEW[1]


def _in_two_days(channel: Channel) -> date:
    return channel.desk.today() + timedelta(days=2)


def test_what_was_swept_before_its_case_had_it_is_not_added(channel: Channel) -> None:
    maria, case = ready(channel)
    begun = coming(channel, channel.seat(MARIA), case_of(case), bytes(3_000_000))
    sweep_incoming(replace(channel.desk, today=lambda: _in_two_days(channel)))
    with pytest.raises(UnavailableError, match="swept"):
        add_file(channel.desk, channel.seat(MARIA), case_of(case), begun, WHENCE)
    assert "No file came with it" in maria.get(f"{case}/files").text


def test_a_locked_screen_leads_back_to_where_the_file_was_chosen(channel: Channel) -> None:
    maria, case = ready(channel)
    place = place_for(case)
    fields = hidden_in(maria.get(f"{case}/files").text, place) | TYPED
    maria.fill_in("/today", "/lock")
    door = sent(maria, place, form([*fields.items()], [INTERVIEW]))
    assert door.status_code == 401
    assert f'value="{case}/files"' in door.text
    assert INTERVIEW[1].decode() not in door.text


def test_memory_does_not_grow_with_the_file(channel: Channel) -> None:
    maria, case = ready(channel)
    peaks = [_peak(maria, case, times) for times in (80, 320)]
    assert peaks[1] < peaks[0] + 1_000_000


def _peak(visitor: Visitor, case: str, times: int) -> int:
    tracemalloc.start()
    answer = sent_on(visitor, case, b"x" * 65_536, times)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    done(answer)
    return peak


def test_no_file_holds_a_byte_of_it_while_it_arrives_or_later(
    channel: Channel, tmp_path: Path
) -> None:
    maria, case = ready(channel)
    canary = b"canary-in-the-evidence " * 60_000
    begun = coming(channel, channel.seat(MARIA), case_of(case), canary)
    done(
        added(maria, case, ("canary-name.txt", canary), what="canary-what", source="canary-source")
    )
    raw = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    for word in (b"canary-in-the-evidence", b"canary-name", b"canary-what", b"canary-source"):
        assert word not in raw
    begun.parcel.abandon()
