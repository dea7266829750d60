"""A file's sheet says how it came and who had it, and speaks of no other file."""

from casework.complaints.domain.case.deeds import Did
from crypto.message.said import Answer
from tests.cases import only_case
from tests.channel import JUNE, MARIA, THOMAS, Channel
from tests.evidence import opening
from tests.exports import bundle_of, noted, taken


def test_the_sheet_of_a_file_names_everybody_who_had_its_original(channel: Channel) -> None:
    files = {"Rebates.txt": b"0123456789", "Notes.txt": b"9876543210"}
    channel.report(Answer("what", "A cushion."), files=files, leaving_out=(JUNE,))
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    place = f"{case}/files"
    page = maria.get(place).text
    assert f'href="{place}/1/custody"' in page
    nobody = maria.get(f"{place}/1/custody").text
    assert "Nobody has opened the original" in nobody
    for number, why in ((1, "Compare the totals."), (2, "Read the notes.")):
        assert opening(maria, case, number, why).status_code == 200
    sheet = thomas.get(f"{place}/1/custody").text
    assert "Rebates.txt" in sheet
    assert "Maria Alvarez opened “Rebates.txt”." in sheet
    assert "Compare the totals." in sheet
    assert "Read the notes." not in sheet
    assert thomas.get(f"{place}/3/custody").status_code == 404
    bundle_of(taken(maria, case, originals=["2"]))
    bundle_of(taken(maria, case))
    assert "out for Dana Whitfield" not in thomas.get(f"{place}/1/custody").text
    other = thomas.get(f"{place}/2/custody").text
    assert "Maria Alvarez took copy 1 out for Dana Whitfield" in other
    assert "took copy 2" not in other
    assert "may have held" not in other
    assert channel.sign_in(JUNE).get(f"{place}/1/custody").status_code == 404


def test_of_a_copy_whose_line_is_no_proof_the_sheet_says_so(channel: Channel) -> None:
    channel.report(Answer("what", "A cushion."), files={"a.txt": b"a", "b.txt": b"b"})
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    noted(channel, case, Did.EXPORTED, copy="1", files="2", **{"for": "Grant Lee"})
    says = "This copy may have held the file: its line does not say what went."
    assert says in maria.get(f"{case}/files/2/custody").text
    assert "Grant Lee" not in maria.get(f"{case}/files/1/custody").text
