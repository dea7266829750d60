"""A note changes its audience in sight of both, with a reason, and never comes to stand in two."""

import re
from dataclasses import replace

from casework.complaints.services.moving import require_inside
from casework.complaints.services.reading.casefiles import open_whole, save
from tests.browser import Visitor
from tests.cases import done, press
from tests.channel import JUNE, MARIA, THOMAS, Channel
from tests.evidence import case_of, ready
from tests.sites.casework.test_keys_of_cases import file_of

NOTE = "Counsel says to keep the drive."
_MOVE = re.compile(r'href="(/reports/[\w-]{43}/notes/[0-9a-f]{32}/move)"')
WHY = "It repeats what counsel advised."


def move_of(visitor: Visitor, place: str) -> str:
    [found] = _MOVE.findall(visitor.get(place).text)
    return str(found)


def test_both_audiences_are_shown_and_without_a_reason_nothing_moves(channel: Channel) -> None:
    maria, case = ready(channel)
    done(press(maria, f"{case}/notes", note=NOTE))
    move = move_of(maria, f"{case}/notes")
    page = maria.get(move).text
    for words in ("Committee only", "Privileged: counsel", "Read now by: ", "Read then by: ", NOTE):
        assert words in page, words
    refused = press(maria, move, about="a hold notice")
    assert refused.status_code == 422
    assert "Say why it is moved." in refused.text
    assert 'value="a hold notice"' in refused.text
    assert "Say what the advice is about." in press(maria, move, why=WHY).text
    assert NOTE in maria.get(f"{case}/notes").text


def test_it_goes_with_its_writer_and_comes_back_the_same_way(channel: Channel) -> None:
    maria, case = ready(channel)
    thomas = channel.sign_in(THOMAS)
    thomas.get(case)
    done(press(thomas, f"{case}/notes", note=NOTE))
    done(press(maria, move_of(maria, f"{case}/notes"), about="a hold notice", why=WHY))
    assert NOTE not in maria.get(f"{case}/notes").text
    there = maria.get(f"{case}/privileged").text
    assert NOTE in there
    assert "For legal advice about a hold notice" in there
    assert '<h3 class="by">Thomas Okafor' in there
    timeline = maria.get(f"{case}/timeline").text
    assert "Maria Alvarez moved a note of Thomas Okafor to the privileged notes." in timeline
    assert WHY in timeline
    done(press(thomas, move_of(thomas, f"{case}/privileged"), why="It is a fact."))
    assert NOTE in maria.get(f"{case}/notes").text
    assert NOTE not in maria.get(f"{case}/privileged").text


def test_of_two_who_move_it_at_once_it_moves_once(channel: Channel) -> None:
    maria, case = ready(channel)
    thomas = channel.sign_in(THOMAS)
    done(press(maria, f"{case}/notes", note=NOTE))
    move = move_of(maria, f"{case}/notes")
    done(press(maria, move, about="a hold", why=WHY))
    assert thomas.get(move).status_code == 404
    assert maria.get(f"{case}/privileged").text.count(NOTE) == 1


def test_whoever_is_left_out_finds_no_such_note(channel: Channel) -> None:
    maria, case = ready(channel)
    done(press(maria, f"{case}/notes", note=NOTE))
    june = channel.sign_in(JUNE)
    never = june.get(f"/reports/{'A' * 43}/notes/{'0' * 32}/move")
    there = june.get(move_of(maria, f"{case}/notes"))
    assert (there.status_code, there.text) == (404, never.text)


def test_whoever_searches_finds_it_where_it_is_now(channel: Channel) -> None:
    maria, case = ready(channel)
    done(press(maria, f"{case}/notes", note=NOTE))
    maria.get("/search/making")
    done(press(maria, move_of(maria, f"{case}/notes"), about="a hold", why=WHY))
    maria.fill_in("/search", "/search", words="drive")
    found = maria.get("/search/found").text
    assert f'href="{case}/privileged"' in found
    assert f'href="{case}/notes"' not in found


def test_a_moved_note_is_counted_where_it_is_now(channel: Channel) -> None:
    maria, case = ready(channel)
    for note in (NOTE, "Another."):
        done(press(maria, f"{case}/notes", note=note))
    [newest, _] = _MOVE.findall(maria.get(f"{case}/notes").text)
    done(press(maria, newest, about="a hold", why=WHY))
    file = file_of(channel, channel.seat(MARIA), case_of(case))
    assert file is not None
    assert file.inside is not None
    kinds = file.inside.kinds
    assert (kinds["note"], kinds["privileged"]) == (1, 1)
    assert sum(kinds.values()) == file.inside.entries


def test_a_note_of_a_case_that_was_never_counted_moves_and_the_case_stays_readable(
    channel: Channel,
) -> None:
    maria, case = ready(channel)
    done(press(maria, f"{case}/notes", note=NOTE))
    with channel.desk.database.transaction() as tx:
        file = open_whole(tx, channel.desk, channel.seat(MARIA), case_of(case))
        inside = require_inside(file) if file else None
        assert file is not None
        assert inside is not None
        save(tx, replace(file, inside=replace(inside, kinds={})))
    done(press(maria, move_of(maria, f"{case}/notes"), why=WHY, about="a hold notice"))
    assert NOTE in maria.get(f"{case}/privileged").text
