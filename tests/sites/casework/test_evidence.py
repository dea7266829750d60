"""What a member adds to a case stands with what was sent, and never without its origin."""

from datetime import timedelta

from casework.complaints.services.evidence.adding import Added, TooLate, add_file, begin_file
from casework.complaints.services.files import files_in, open_original
from casework.complaints.services.readers.leaving import Invitation, grant
from casework.complaints.services.readers.newcomers import Vouched
from casework.complaints.services.readers.rekeying import NotThere
from casework.complaints.services.reading.threshold import read_on
from crypto.keyring.casekeys import Part
from tests.cases import day_of, done, hidden_in, name_of, take_out, tied
from tests.channel import DAVID, JUNE, MARIA, THOMAS, Channel
from tests.endings import closed, destroyed, later
from tests.evidence import (
    INTERVIEW,
    TYPED,
    WHENCE,
    WHY,
    added,
    case_of,
    coming,
    left_behind,
    opened,
    place_for,
    ready,
    sent,
)
from tests.exports import bundle_of, taken
from tests.sites.casework.test_keys_of_cases import COUNSEL, counsel, file_of
from tests.unit.store.uploads.bodies import form


def test_a_file_stands_with_those_of_the_reporter_and_says_whence_it_came(
    channel: Channel,
) -> None:
    maria, case = ready(channel, files={"Rebates.txt": b"0123456789"})
    assert done(added(maria, case)).endswith("/files#file-2")
    thomas = channel.sign_in(THOMAS)
    page = thomas.get(f"{case}/files").text
    for words in ("File 1: Rebates.txt", "File 2: interview.txt", "Notes of an interview (36 b",
                  "Priya Shah, payables", "March 2, 2026", "By Maria Alvarez, "):  # fmt: skip
        assert words in page, words
    assert opened(thomas, case, 1) == b"0123456789"
    assert opened(thomas, case, 2) == INTERVIEW[1]
    assert "Thomas Okafor (" in maria.get(f"{case}/files").text
    assert (
        "Maria Alvarez added “interview.txt”, from Priya Shah" in maria.get(f"{case}/timeline").text
    )


def test_its_sheet_says_who_brought_it_and_from_whom_it_came(channel: Channel) -> None:
    maria, case = ready(channel)
    done(added(maria, case, shape="cleaned"))
    opened(maria, case, 1)
    sheet = maria.get(f"{case}/files/1/custody").text
    for words in ("Brought by", "Maria Alvarez", "Priya Shah, payables", "A cleaned copy", WHY):
        assert words in sheet, words
    assert "Sent by the reporter" not in sheet


def test_what_is_missing_is_said_beside_its_box_and_nothing_typed_is_lost(
    channel: Channel,
) -> None:
    maria, case = ready(channel)
    tomorrow = day_of("obtained", channel.desk.today() + timedelta(days=1))
    refused = added(maria, case, INTERVIEW, source="", shape="", **tomorrow)
    assert refused.status_code == 422
    for words in ("Say from whom it came.", "That day is still to come.", "as it came, or a clean",
                  'value="Notes of an interview"'):  # fmt: skip
        assert words in refused.text, words
    none = added(maria, case, ("", b""))
    assert "Choose the file." in none.text
    assert 'value="Priya Shah, payables"' in none.text
    assert "No file came with it" in maria.get(f"{case}/files").text


def test_of_two_who_add_at_once_both_find_their_file(channel: Channel) -> None:
    maria, case = ready(channel)
    channel.sign_in(THOMAS).get(case)
    people = [channel.seat(each) for each in (MARIA, THOMAS)]
    both = [coming(channel, each, case_of(case), each.person.encode()) for each in people]
    numbers = [
        add_file(channel.desk, me, case_of(case), each, WHENCE)
        for me, each in zip(people, both, strict=True)
    ]
    assert numbers == [Added(1), Added(2)]
    for each in both:  # what a case has, nobody abandons
        each.parcel.abandon()
    assert opened(maria, case, 1) == MARIA.encode()
    assert opened(maria, case, 2) == THOMAS.encode()


def test_whoever_steps_back_while_it_arrives_adds_nothing(channel: Channel) -> None:
    maria, case = ready(channel)
    david = channel.sign_in(DAVID)
    david.get(case)
    before = left_behind(channel)
    begun = coming(channel, channel.seat(DAVID), case_of(case))
    done(take_out(maria, case, DAVID, "He knows her."))
    assert add_file(channel.desk, channel.seat(DAVID), case_of(case), begun, WHENCE) == NotThere()
    assert left_behind(channel) == before


def test_whoever_has_a_tie_is_refused_before_the_first_byte_and_adds_nothing(
    channel: Channel,
) -> None:
    maria, case = ready(channel)
    before = left_behind(channel)
    fields = hidden_in(maria.get(f"{case}/files").text, place_for(case)) | TYPED
    tied(maria, case)
    assert "Add a file" not in maria.get(f"{case}/files").text
    refused = sent(maria, place_for(case), form([*fields.items()], [INTERVIEW]))
    assert refused.status_code == 403
    assert "You said that you have a tie" in refused.text
    assert left_behind(channel) == before


def test_a_finished_report_takes_no_file_also_where_one_was_on_its_way(channel: Channel) -> None:
    maria, case = ready(channel)
    thomas = channel.sign_in(THOMAS)
    thomas.get("/reports")
    fields = hidden_in(thomas.get(f"{case}/files").text, place_for(case)) | TYPED
    before = left_behind(channel)
    begun = coming(channel, channel.seat(THOMAS), case_of(case))
    closed(maria, thomas, case)
    assert add_file(channel.desk, channel.seat(THOMAS), case_of(case), begun, WHENCE) == TooLate()
    assert "Add a file" not in thomas.get(f"{case}/files").text
    refused = sent(thomas, place_for(case), form([*fields.items()], [INTERVIEW]))
    assert refused.status_code == 422
    assert "takes no more files" in refused.text
    assert left_behind(channel) == before


def test_whoever_is_left_out_is_answered_like_about_a_case_that_never_was(
    channel: Channel,
) -> None:
    maria, case = ready(channel)
    before = left_behind(channel)
    june = channel.sign_in(JUNE)
    assert begin_file(channel.desk, channel.seat(JUNE), case_of(case)) == NotThere()
    token = hidden_in(june.get("/reports").text, "/lock")
    body = form([*(TYPED | token).items()], [INTERVIEW])
    there = sent(june, place_for(case), body)
    never = sent(june, f"/upload/reports/{'A' * 43}/files", body)
    assert there.status_code == never.status_code == 404
    assert there.text == never.text
    assert list(there.headers.keys()) == list(never.headers.keys())
    assert left_behind(channel) == before
    done(added(maria, case))
    assert name_of(maria, case) not in june.get("/history?when=all").text
    for path in (f"{case}/files", f"{case}/files/1/custody"):
        assert june.get(path).text == june.get(f"/reports/{'A' * 43}/files").text


def test_a_guest_with_that_part_sees_it_and_adds_nothing(channel: Channel) -> None:
    persons = channel.committee.founded.manifest.persons
    channel.committee.next_manifest((*persons, COUNSEL.person), [COUNSEL])
    maria, address = ready(channel)
    done(added(maria, address))
    case, ada, today = case_of(address), counsel(channel), channel.desk.today()
    asked = Invitation(
        ada.person, frozenset({Part.EVIDENCE, Part.REPORT}), today, Vouched("a look", "asked")
    )
    grant(channel.desk, channel.seat(MARIA), case, asked)
    file = file_of(channel, ada, case)
    assert file is not None
    with channel.desk.database.reading() as tx:
        [seen] = files_in(tx, file)
    assert seen.whence is not None
    assert seen.whence.source == TYPED["source"]
    assert read_on(channel.desk, ada, case) is None
    original = open_original(channel.desk, ada, case, seen.which, WHY)
    assert original is not None
    assert b"".join(original.pieces) == INTERVIEW[1]
    assert isinstance(begin_file(channel.desk, ada, case), NotThere)


def test_new_keys_carry_it_and_whoever_was_removed_has_no_way_to_it(channel: Channel) -> None:
    maria, case = ready(channel)
    david = channel.sign_in(DAVID)
    david.get(case)
    done(added(maria, case))
    done(take_out(maria, case, DAVID, "He knows her."))
    assert opened(maria, case, 1) == INTERVIEW[1]
    assert david.get(f"{case}/files").status_code == 404


def test_it_goes_along_when_the_case_is_taken_out(channel: Channel) -> None:
    maria, case = ready(channel, files={"Rebates.txt": b"0123456789"})
    done(added(maria, case))
    bundle = bundle_of(taken(maria, case, originals=["1", "2"]))
    assert bundle.read("files/002 interview.txt") == INTERVIEW[1]
    paper = bundle.read("case.txt").decode()
    assert "Notes of an interview, from Priya Shah, payables" in paper


def test_it_is_found_by_what_it_is(channel: Channel) -> None:
    maria, case = ready(channel)
    done(added(maria, case))
    maria.get("/search/making")
    page = maria.fill_in("/search", "/search", words="payables")
    found = maria.get(page.headers["Location"]).text if page.status_code == 303 else page.text
    assert "A file that was added" in found


def test_when_a_case_is_destroyed_its_bytes_go_too(channel: Channel) -> None:
    maria, case = ready(channel)
    rows, _ = left_behind(channel)
    done(added(maria, case, ("extract.bin", bytes(3_000_000))))
    assert left_behind(channel)[0] > rows
    closed(maria, channel.sign_in(THOMAS), case)
    later(channel)
    destroyed(channel, case)
    assert left_behind(channel) == (0, 0)
