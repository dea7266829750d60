"""A file's sheet says how it came and who had it, and speaks of no other file."""

from crypto.message.said import Answer
from tests.cases import only_case
from tests.channel import JUNE, MARIA, THOMAS, Channel
from tests.evidence import opening


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
    assert channel.sign_in(JUNE).get(f"{place}/1/custody").status_code == 404
