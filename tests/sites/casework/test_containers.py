"""What is the committee's alone lies under a key that no lawyer of the company ever had."""

import re

from casework.complaints.domain.case.casefile import Kind
from casework.complaints.domain.privilege.labels import LawyerRole
from casework.complaints.services.notes import notes_in
from casework.complaints.services.readers.leaving import Invitation, NotTheirs, grant
from casework.complaints.services.readers.newcomers import Vouched
from casework.complaints.services.readers.rekeying import Changed
from casework.complaints.services.reading.casefiles import entries_of
from crypto.keyring.casekeys import Part
from tests.browser import Visitor, wrong_in
from tests.cases import done, hidden_in, press, take_out
from tests.channel import MARIA, THOMAS, Channel
from tests.evidence import case_of
from tests.privilege import (
    ADA,
    BO,
    COMMITTEES,
    COMPANYS,
    OURS,
    THEIRS,
    grounds,
    label_places,
    let_in,
    reading,
    with_lawyers,
    with_two_notes,
)
from tests.sites.casework.test_keys_of_cases import file_of

WHY = "The client was put down wrongly."
NOT_THEIRS = "The company’s counsel is not let in to what is for the committee’s alone."
KNOWN = "The company’s counsel: what is for the committee’s alone cannot be opened to them."
OF_THE_COMMITTEE = 'value="privileged"'


def found(visitor: Visitor, words: str) -> set[str]:
    asked = visitor.fill_in("/search", "/search", words=words)
    place = asked.headers.get("Location", "")
    text = visitor.get(place).text if place else asked.text
    return set(re.findall(r"/reports/[\w-]{43}", text))


def test_each_container_names_who_reads_it_and_holds_its_own(channel: Channel) -> None:
    with_lawyers(channel, ADA, BO)
    maria, case = with_two_notes(channel)
    done(let_in(channel, maria, case, ADA, "privileged", lawyer=COMMITTEES))
    done(let_in(channel, maria, case, BO, "company", lawyer=COMPANYS))
    page = maria.get(f"{case}/privileged").text
    ours, theirs = page.split("<h2>The company’s counsel</h2>")
    assert OURS in ours
    assert OURS not in theirs
    assert THEIRS in theirs
    assert "Ada Lowe" in ours
    assert "Bo Marsh" not in ours.split("<h2>The committee’s counsel</h2>")[1]
    assert "Ada Lowe, Bo Marsh" in theirs


def test_the_companys_counsel_sees_no_sign_of_what_is_the_committees_alone(
    channel: Channel,
) -> None:
    with_lawyers(channel, ADA, BO)
    maria, case = with_two_notes(channel)
    done(press(maria, f"{case}/privileged", about="a call", advice="Nobody labelled this."))
    done(let_in(channel, maria, case, BO, "company", lawyer=COMPANYS))
    done(let_in(channel, maria, case, ADA, "privileged", lawyer=COMMITTEES))
    bo, ada = reading(channel, case, BO), reading(channel, case, ADA)
    theirs, hers = bo.get(f"{case}/privileged").text, ada.get(f"{case}/privileged").text
    assert THEIRS in theirs
    for words in (OURS, "Nobody labelled this.", "<h2>The committee’s counsel</h2>", "Ada Lowe"):
        assert words not in theirs, words
    for words in (OURS, THEIRS, "Nobody labelled this."):
        assert words in hers, words
    for visitor in (bo, ada):
        visitor.get("/search/making")
    assert not found(bo, "ledger")
    assert found(bo, "mail") == found(ada, "ledger") == {case}


def test_a_label_that_makes_a_guest_the_companys_lawyer_says_what_they_read(
    channel: Channel,
) -> None:
    with_lawyers(channel, ADA, BO)
    maria, case = with_two_notes(channel)
    done(let_in(channel, maria, case, ADA, "privileged", lawyer=COMMITTEES))
    warned = "Ada Lowe: this report knows them as the company’s lawyer."
    assert warned not in maria.get(f"{case}/privileged").text
    label = grounds(channel, "company", lawyer="Ada Lowe")
    done(press(maria, f"{case}/privileged", about="mail", advice="Keep it.", **label))
    assert warned in maria.get(f"{case}/privileged").text
    assert warned not in reading(channel, case, ADA).get(f"{case}/privileged").text


def test_their_keys_open_no_row_of_it_nor_what_another_guest_did_with_it(
    channel: Channel,
) -> None:
    with_lawyers(channel, ADA, BO)
    maria, case = with_two_notes(channel)
    done(let_in(channel, maria, case, BO, "company", lawyer=COMPANYS))
    done(let_in(channel, maria, case, ADA, "privileged", lawyer=COMMITTEES))
    ada = reading(channel, case, ADA)
    done(press(ada, f"{case}/privileged", about="advice", advice="Settle nothing yet."))
    file = file_of(channel, channel.seat(BO), case_of(case))
    assert file is not None
    with channel.desk.database.reading() as tx:
        opened = entries_of(tx, file)
    assert [each.text for each in opened if each.kind is Kind.PRIVILEGED] == [THEIRS]
    assert not [each for each in opened if each.kind is Kind.DEED and each.by == ADA]
    assert "Settle nothing yet." in maria.get(f"{case}/privileged").text
    assert "Ada Lowe wrote a privileged note." in maria.get(f"{case}/timeline").text


def test_no_lawyer_of_the_company_is_let_in_to_the_committees_whoever_says_what_later(
    channel: Channel,
) -> None:
    with_lawyers(channel, BO)
    maria, case = with_two_notes(channel)
    refused = let_in(channel, maria, case, BO, "privileged", lawyer=COMPANYS)
    assert refused.status_code == 422
    assert NOT_THEIRS in refused.text
    assert 'value="We need advice."' in refused.text
    done(let_in(channel, maria, case, BO, "company", lawyer=COMPANYS))
    assert "We need advice. Asked. The company’s counsel." in maria.get(f"{case}/timeline").text
    done(take_out(maria, case, BO, "The advice was given."))
    assert KNOWN in maria.get(f"{case}/people").text
    again = let_in(channel, maria, case, BO, "privileged", lawyer=COMMITTEES).text
    assert NOT_THEIRS in again
    assert OF_THE_COMMITTEE not in again
    asked = Vouched("advice", "asked", LawyerRole.COMMITTEE)
    for part, outcome in ((Part.PRIVILEGED, NotTheirs()), (Part.COMPANY, Changed())):
        wanted = Invitation(BO, frozenset({part}), channel.desk.today(), asked)
        assert grant(channel.desk, channel.seat(MARIA), case_of(case), wanted) == outcome


def test_whom_a_label_calls_the_companys_lawyer_is_offered_the_companys_alone(
    channel: Channel,
) -> None:
    with_lawyers(channel, BO)
    maria, case = with_two_notes(channel)
    assert KNOWN not in maria.get(f"{case}/people").text
    named = grounds(channel, "company", lawyer="bo  marsh")
    done(press(maria, f"{case}/privileged", about="x", advice="y", **named))
    assert KNOWN in maria.get(f"{case}/people").text
    again = let_in(channel, maria, case, BO, "privileged", lawyer=COMMITTEES).text
    assert NOT_THEIRS in again
    assert OF_THE_COMMITTEE not in again


def test_it_is_asked_whose_lawyer_somebody_is_before_they_see_what_is_privileged(
    channel: Channel,
) -> None:
    with_lawyers(channel, ADA)
    maria, case = with_two_notes(channel)
    for part in ("privileged", "company"):
        refused = let_in(channel, maria, case, ADA, part)
        assert refused.status_code == 422
        asks = "Say whose lawyer it is, or for whose lawyer they work."
        assert wrong_in(refused.text) == {"lawyer": asks}
    wanted = Invitation(
        ADA, frozenset({Part.COMPANY}), channel.desk.today(), Vouched("advice", "asked")
    )
    assert grant(channel.desk, channel.seat(MARIA), case_of(case), wanted) == NotTheirs()
    done(let_in(channel, maria, case, ADA, "evidence"))


def test_what_the_companys_counsel_writes_is_for_the_company_and_says_so(
    channel: Channel,
) -> None:
    with_lawyers(channel, BO)
    maria, case = with_two_notes(channel)
    done(let_in(channel, maria, case, BO, "company", lawyer=COMPANYS))
    bo, place = reading(channel, case, BO), f"{case}/privileged"
    assert 'value="committee"' not in bo.get(place).text
    refused = press(bo, place, about="z", advice="My view.", **grounds(channel, "committee"))
    assert refused.status_code == 422
    assert "What you write here is for the company: choose it as the client." in refused.text
    assert "My view." in refused.text
    done(press(bo, place, about="z", advice="My view.", **grounds(channel, "company")))
    done(press(bo, place, about="z", advice="My other view."))
    theirs = maria.get(place).text.split("<h2>The company’s counsel</h2>")[1]
    assert "My view." in theirs
    assert "My other view." in theirs


def test_a_label_moves_a_note_with_its_writer_and_a_line_says_who_and_why(
    channel: Channel,
) -> None:
    with_lawyers(channel, BO)
    maria, case = with_two_notes(channel)
    done(let_in(channel, maria, case, BO, "company", lawyer=COMPANYS))
    bo, thomas = reading(channel, case, BO), channel.sign_in(THOMAS)
    theirs = label_places(maria, case)[1]
    page = thomas.get(theirs).text
    assert THEIRS in page
    assert "(it is here now)" in page
    refused = press(thomas, theirs, about="mail", **grounds(channel, "committee", lawyer=""))
    assert refused.status_code == 422
    for words in ("Name the lawyer.", "Say why. It stands in the timeline.", 'value="mail"'):
        assert words in refused.text, words
    assert THEIRS in bo.get(f"{case}/privileged").text
    done(press(thomas, theirs, about="mail", why=WHY, **grounds(channel, "committee")))
    assert THEIRS not in bo.get(f"{case}/privileged").text
    line = "Thomas Okafor labelled a privileged note of Maria Alvarez: Privileged: attorney and "
    timeline = maria.get(f"{case}/timeline").text
    assert line in timeline
    assert WHY in timeline
    ours = maria.get(f"{case}/privileged").text.split("<h2>The company’s counsel</h2>")[0]
    assert THEIRS in ours
    assert ours.index(THEIRS) < ours.index(OURS), "it keeps its place"


def test_a_note_whose_label_is_taken_off_is_for_the_committees_counsel_alone(
    channel: Channel,
) -> None:
    maria, case = with_two_notes(channel)
    unlabelled = {"label": "", "about": "mail", "why": WHY}
    done(press(maria, label_places(maria, case)[1], **unlabelled))
    file = file_of(channel, channel.seat(MARIA), case_of(case))
    assert file is not None
    with channel.desk.database.reading() as tx:
        notes = notes_in(tx, file, Kind.PRIVILEGED)
    assert {(each.entry.text, each.part, each.labelled is None) for each in notes} == {
        (OURS, Part.PRIVILEGED, False),
        (THEIRS, Part.PRIVILEGED, True),
    }


def test_of_two_who_label_at_once_the_second_is_told_and_loses_no_word(channel: Channel) -> None:
    maria, case = with_two_notes(channel)
    thomas = channel.sign_in(THOMAS)
    place = label_places(maria, case)[0]
    fields = hidden_in(thomas.get(place).text, place)
    done(press(maria, place, about="a hold", why=WHY, **grounds(channel, "company")))
    typed = grounds(channel, "company", lawyer="Cy Young") | {"about": "a hold", "why": "Mine."}
    refused = thomas.post(place, **fields | typed)
    assert refused.status_code == 422
    for words in ("Somebody else labelled or moved it just now.", "Cy Young", "Mine."):
        assert words in refused.text, words
    assert "Cy Young" not in maria.get(f"{case}/privileged").text


def test_a_guest_labels_nothing(channel: Channel) -> None:
    with_lawyers(channel, ADA)
    maria, case = with_two_notes(channel)
    done(let_in(channel, maria, case, ADA, "privileged", lawyer=COMMITTEES))
    ada = reading(channel, case, ADA)
    assert not label_places(ada, case)
    for place in label_places(maria, case):
        assert ada.get(place).status_code == 404
        token = hidden_in(ada.get("/reports").text, "/lock")
        typed = {"about": "x", "why": "x", "label": ""}
        assert ada.post(place, **typed | token).status_code == 404
