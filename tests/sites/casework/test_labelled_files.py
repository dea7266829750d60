"""A labelled file lies where its label says, with what opens its bytes, and leaves no gap."""

import csv
import re
from io import StringIO

from casework.complaints.domain.case.casefile import Kind
from casework.complaints.records.evidence.brought import read_brought
from casework.complaints.services.files import files_in, open_original
from casework.complaints.services.privilege.labelling import Facts, Given, label_file
from casework.complaints.services.reading.casefiles import entries_of
from crypto.encoding import decode, encode
from crypto.keyring.casekeys import Part
from tests.browser import Visitor
from tests.cases import done, hidden_in, take_out
from tests.channel import DAVID, MARIA, THOMAS, Channel
from tests.endings import closed, destroyed, later
from tests.evidence import (
    INTERVIEW,
    TYPED,
    added,
    case_of,
    left_behind,
    opened,
    opening,
    ready,
    whiches,
)
from tests.exports import bundle_of, taken
from tests.privilege import (
    ADA,
    BO,
    COMMITTEES,
    COMPANYS,
    grounds,
    labelled,
    let_in,
    reading,
    with_lawyers,
)
from tests.sites.casework.test_containers import found
from tests.sites.casework.test_keys_of_cases import file_of
from tests.sites.casework.test_left_out import same_for_all

SENT = {"Rebates.txt": b"0123456789"}
LAST = ("extract.csv", b"1;2;3")
NAME = "interview.txt"
DONE_AT_ONCE, NOT_THERE, UNPROCESSABLE = 200, 404, 422


def with_files(channel: Channel) -> tuple[Visitor, str]:
    """Have a file of the reporter's and two of the committee's, of which the first is counsel's."""
    maria, case = ready(channel, files=SENT)
    done(added(maria, case))
    done(added(maria, case, LAST, source="The ledger"))
    return maria, case


def test_whoever_has_no_key_of_its_container_sees_a_list_in_which_nothing_is_missing(
    channel: Channel,
) -> None:
    with_lawyers(channel, BO)
    maria, case = ready(channel, files=SENT)
    done(let_in(channel, maria, case, BO, "evidence"))
    bo = reading(channel, case, BO)
    place = f"{case}/files"
    before = same_for_all(bo.get(place).text)
    assert "Rebates.txt" in before
    done(added(maria, case))
    which = whiches(bo, case)[1]
    assert opening(bo, case, 2, "To look.").data == INTERVIEW[1]
    bo.get("/search/making")
    assert found(bo, "payables") == {case}
    done(labelled(channel, maria, case, 2, "committee"))
    assert same_for_all(bo.get(place).text) == before
    fields = hidden_in(bo.get(place).text, place) | {"file": which}
    never = fields | {"file": f"{'0' * 32}-0"}
    assert bo.post(place, why="Again.", **fields).status_code == NOT_THERE
    assert bo.post(place, why="Again.", **fields).text == bo.post(place, why="x", **never).text
    done(added(maria, case, LAST, source="The ledger"))
    assert "File 1" not in (after := bo.get(place).text)
    assert "File 2" not in after
    assert "extract.csv" in after
    assert opening(bo, case, 2, "To look.").data == LAST[1]
    assert not found(bo, "payables")
    assert found(bo, "ledger") == {case}


def test_their_keys_open_nothing_that_names_it(channel: Channel) -> None:
    with_lawyers(channel, ADA, BO)
    maria, case = with_files(channel)
    done(let_in(channel, maria, case, BO, "evidence", "company", lawyer=COMPANYS))
    done(let_in(channel, maria, case, ADA, "evidence", "privileged", lawyer=COMMITTEES))
    assert opening(reading(channel, case, ADA), case, 2, "To advise.").status_code == DONE_AT_ONCE
    done(labelled(channel, maria, case, 2, "committee"))
    file = file_of(channel, channel.seat(BO), case_of(case))
    assert file is not None
    with channel.desk.database.reading() as tx:
        raw = b"".join(each.raw for each in entries_of(tx, file))
        names = [each.name for each in files_in(tx, file)]
    assert names == ["Rebates.txt", "extract.csv"]
    assert NAME.encode() not in raw


def test_the_lawyers_of_its_container_see_it_and_open_it(channel: Channel) -> None:
    with_lawyers(channel, ADA, BO)
    maria, case = with_files(channel)
    done(labelled(channel, maria, case, 2, "company", label="attorney work product",
                  litigation="Claim of the yard"))  # fmt: skip
    done(let_in(channel, maria, case, BO, "company", lawyer=COMPANYS))
    done(let_in(channel, maria, case, ADA, "privileged", lawyer=COMMITTEES))
    for who in (BO, ADA):
        visitor = reading(channel, case, who)
        page = visitor.get(f"{case}/files").text
        for words in (NAME, "Attorney work product. ", "Claim of the yard",
                      "A label does not make it privileged. Ask counsel."):  # fmt: skip
            assert words in page, words
        for words in ("Rebates.txt", "extract.csv", "Label this file", "Read by"):
            assert words not in page, words
        assert NAME in visitor.get(f"{case}/privileged").text
        assert opening(visitor, case, 1, "To advise.").data == INTERVIEW[1]
    assert "Ada Lowe (" in maria.get(f"{case}/files").text
    sheet = maria.get(f"{case}/files/2/custody").text
    assert "To advise." in sheet
    done(labelled(channel, maria, case, 2, "committee"))
    assert "No file is open to you" in channel.sign_in(BO).get(f"{case}/files").text


def test_its_number_stays_and_its_sheet_says_who_labelled_it_and_why(channel: Channel) -> None:
    maria, case = with_files(channel)
    assert opened(maria, case, 2) == INTERVIEW[1]
    done(labelled(channel, maria, case, 2, "committee"))
    page = maria.get(f"{case}/files").text
    for words in (
        *(f"File 2: {NAME}", "File 3: extract.csv", "Privileged: attorney and client"),
        *("Maria Alvarez (", "A label does not make it privileged. Ask counsel."),
    ):
        assert words in page, words
    assert opened(maria, case, 2) == INTERVIEW[1]
    assert opened(maria, case, 3) == LAST[1]
    sheet = maria.get(f"{case}/files/2/custody").text
    line = f"Maria Alvarez labelled “{NAME}”: Privileged: attorney and client."
    for words in (line, "Counsel asked for it.", "Maria Alvarez opened", "Brought by"):
        assert words in sheet, words
    assert line not in maria.get(f"{case}/files/3/custody").text
    assert line in maria.get(f"{case}/timeline").text
    done(labelled(channel, maria, case, 2, "committee", label=""))
    assert "Privileged: attorney and client" not in maria.get(f"{case}/files").text
    assert f"labelled “{NAME}”: No label." in maria.get(f"{case}/timeline").text


def test_what_the_reporter_sent_has_no_label_and_nobody_gives_it_one(channel: Channel) -> None:
    maria, case = with_files(channel)
    page = maria.get(f"{case}/files/1/label").text
    assert "What the reporter sent has no label." in page
    assert 'name="label"' not in page
    assert f'href="{case}/files/1/label"' not in maria.get(f"{case}/files").text
    token = hidden_in(maria.get(f"{case}/files/2/label").text, f"{case}/files/2/label")
    typed = grounds(channel, "committee") | {"about": "x", "why": "x"}
    refused = maria.post(f"{case}/files/1/label", **token | typed)
    assert refused.status_code == UNPROCESSABLE
    assert "Facts are not privileged: keep them outside." in refused.text
    given = Given(token["which"], None, "", "why")
    assert label_file(channel.desk, channel.seat(MARIA), case_of(case), 1, given) == Facts()


def test_a_file_is_labelled_only_with_what_a_court_would_ask_for(channel: Channel) -> None:
    maria, case = with_files(channel)
    bare = {"lawyer": "", "material": "interview notes", "about": "", "why": ""}
    refused = labelled(channel, maria, case, 2, "committee", **bare)
    assert refused.status_code == UNPROCESSABLE
    for words in (
        *("Name the lawyer.", "Record the warning that was given before the interview."),
        *("Say what the advice is about.", "Say why. It stands in the timeline."),
    ):
        assert words in refused.text, words
    unsaid = labelled(channel, maria, case, 2, "committee", material="")
    assert "Say what it is." in unsaid.text
    fact = labelled(channel, maria, case, 2, "committee", material="what the reporter wrote")
    assert "Facts are not privileged: keep them outside." in fact.text
    assert "Privileged: attorney" not in maria.get(f"{case}/files").text
    warned = {"material": "interview notes", "upjohn": "1"}
    done(labelled(channel, maria, case, 2, "committee", **warned))


def test_of_two_who_label_it_at_once_the_second_is_told_and_loses_no_word(
    channel: Channel,
) -> None:
    maria, case = with_files(channel)
    thomas, place = channel.sign_in(THOMAS), f"{case}/files/2/label"
    fields = hidden_in(thomas.get(place).text, place)
    done(labelled(channel, maria, case, 2, "committee"))
    typed = grounds(channel, "company", lawyer="Cy Young") | {"about": "y", "why": "Mine."}
    refused = thomas.post(place, **fields | typed)
    assert refused.status_code == UNPROCESSABLE
    for words in ("Somebody else labelled or moved it just now.", "Cy Young", "Mine."):
        assert words in refused.text, words
    again = hidden_in(refused.text, place) | typed
    for _press in range(2):
        assert done(thomas.post(place, **again)).endswith("/files#file-2")
    sheet = maria.get(f"{case}/files/2/custody").text
    assert sheet.count(f"Thomas Okafor labelled “{NAME}”") == 1
    assert "Cy Young" in maria.get(f"{case}/files").text


def test_what_is_only_confidential_stays_with_the_other_files_and_says_so(
    channel: Channel,
) -> None:
    with_lawyers(channel, BO)
    maria, case = with_files(channel)
    done(let_in(channel, maria, case, BO, "evidence"))
    done(labelled(channel, maria, case, 2, "committee", label="confidential, not privileged"))
    assert NAME in reading(channel, case, BO).get(f"{case}/files").text
    bundle = bundle_of(taken(maria, case, originals=["2"]))
    assert bundle.read(f"files/002 {NAME}") == INTERVIEW[1]
    assert "Confidential, not privileged." in bundle.read("case.txt").decode()


def test_it_is_never_taken_out_and_the_log_lists_it_without_its_name(channel: Channel) -> None:
    maria, case = with_files(channel)
    assert opened(maria, case, 2) == INTERVIEW[1]
    done(labelled(channel, maria, case, 2, "committee"))
    place = f"{case}/export"
    assert "extract.csv" in maria.get(place).text
    assert NAME not in maria.get(place).text
    bundle = bundle_of(taken(maria, case, originals=["2", "3"], naming="1"))
    assert [each for each in bundle.namelist() if each.startswith("files/")] == [
        "files/003 extract.csv"
    ]
    paper = bundle.read("case.txt").decode()
    for words in (NAME, "Priya Shah", "labelled"):
        assert words not in paper, words
    assert "[File 2]\nWithheld for legal advice. The privilege log lists it." in paper
    assert "Maria Alvarez opened “File 2”." in paper
    [_, line] = csv.reader(StringIO(bundle.read("privilege-log.csv").decode("utf-8-sig")))
    why = "Privileged: attorney and client. Withheld in full."
    assert line[0] == "1"
    assert line[2:] == ["Maria Alvarez", "File 2", "interviews", "Ann Lee", "The committee", why]


def test_new_keys_carry_it_and_its_bytes_go_with_its_case(channel: Channel) -> None:
    maria, case = with_files(channel)
    thomas, david = channel.sign_in(THOMAS), channel.sign_in(DAVID)
    david.get(case)
    done(labelled(channel, maria, case, 2, "company"))
    done(take_out(maria, case, DAVID, "He knows her."))
    assert opened(maria, case, 2) == INTERVIEW[1]
    closed(maria, thomas, case)
    later(channel)
    destroyed(channel, case)
    assert left_behind(channel) == (0, 0)


def test_a_guest_labels_no_file(channel: Channel) -> None:
    with_lawyers(channel, ADA)
    maria, case = with_files(channel)
    done(let_in(channel, maria, case, ADA, "evidence", "privileged", lawyer=COMMITTEES))
    ada = reading(channel, case, ADA)
    assert not re.findall(r"files/\d+/", ada.get(f"{case}/files").text)
    assert ada.get(f"{case}/files/2/label").status_code == NOT_THERE


def test_what_was_added_before_there_were_labels_has_none_and_opens(channel: Channel) -> None:
    maria, case = ready(channel)
    done(added(maria, case))
    file = file_of(channel, channel.seat(MARIA), case_of(case))
    assert file is not None
    with channel.desk.database.reading() as tx:
        [entry] = entries_of(tx, file, Kind.EVIDENCE)
    now = decode(entry.raw)
    assert isinstance(now, dict)
    before = encode({name: value for name, value in now.items() if name != "label"})
    assert read_brought(before) == read_brought(entry.raw)
    assert read_brought(before).labelled is None
    assert open_original(channel.desk, channel.seat(MARIA), case_of(case), "none", "x") is None
    assert TYPED["source"] in maria.get(f"{case}/files").text


def test_a_label_on_one_file_is_never_taken_for_the_same_on_another(channel: Channel) -> None:
    maria, case = with_files(channel)
    place = f"{case}/files/3/label"
    drawn_before = hidden_in(maria.get(place).text, place)
    thomas = channel.sign_in(THOMAS)
    done(labelled(channel, thomas, case, 3, "company"))
    done(labelled(channel, maria, case, 2, "committee"))
    given = {"about": "interviews", "why": "Counsel asked for it."}
    late = maria.post(place, **drawn_before | given | grounds(channel, "committee"))
    assert late.status_code == UNPROCESSABLE
    file = file_of(channel, channel.seat(MARIA), case_of(case))
    assert file is not None
    with channel.desk.database.reading() as tx:
        assert [each.kept_in for each in files_in(tx, file)][2] is Part.COMPANY
