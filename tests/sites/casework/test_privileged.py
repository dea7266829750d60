"""A label of privilege stands on grounds, and no form of ours keeps anybody from an authority."""

import csv
from io import StringIO

import pytest

from casework.complaints.domain.case.deeds import Did
from casework.complaints.services.readers.rekeying import Change, change_readers
from crypto.keyring.casekeys import Part
from crypto.message.said import Answer
from tests.cases import day_of, done, hidden_in, only_case, press
from tests.channel import EXTERNALS, MARIA, THOMAS, Channel
from tests.evidence import case_of
from tests.exports import WHAT, WHOM, bundle_of, taken
from tests.privilege import ADA, BO, COMMITTEES, let_in, reading, with_lawyers

STORY = Answer("what", "The rebates are kept in a file called the cushion.")
MUZZLE = "You must not discuss this matter with anybody outside the company."
NOTE = {"about": "a hold notice", "advice": "Counsel drafts it."}


def test_a_label_is_given_only_with_what_a_court_would_ask_for(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    place = f"{only_case(maria)}/privileged"
    bare = {"label": "privileged attorney-client", "material": "advice"}
    refused = press(maria, place, **NOTE, **bare)
    assert refused.status_code == 422
    for lack in ("Name the lawyer.", "Say whose lawyer it is.", "Give the day of the advice."):
        assert lack in refused.text
    assert "Counsel drafts it." in refused.text
    whole = bare | {"lawyer": "Ann Lee", "role": "committee's counsel", "client": "committee"}
    on = day_of("on", channel.desk.today())
    done(press(maria, place, **NOTE, **whole, **on))
    page = thomas.get(place).text
    assert "Privileged: attorney and client" in page
    assert "Ann Lee. The committee’s counsel. For: The committee." in page


def test_facts_get_no_label(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    place = f"{only_case(maria)}/privileged"
    label = {"label": "attorney work product", "material": "what the reporter wrote"}
    refused = press(maria, place, **NOTE, **label)
    assert "Facts are not privileged: keep them outside." in refused.text
    assert "Say which dispute is expected." in refused.text


def test_a_note_without_a_label_is_kept_all_the_same(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    place = f"{only_case(maria)}/privileged"
    done(press(maria, place, **NOTE))
    assert "For legal advice about a hold notice" in maria.get(place).text


@pytest.mark.parametrize(
    ("name", "typed", "stands"),
    [
        ("lawyer", "Ann Lee", 'value="Ann Lee"'),
        ("on-month", "40", 'value="40"'),
        ("client", "committee", 'value="committee" checked'),
        ("upjohn", "1", 'value="1" autocomplete="off" checked'),
    ],
)
def test_grounds_without_their_label_are_asked_about_and_not_dropped(
    channel: Channel, name: str, typed: str, stands: str
) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    place = f"{only_case(maria)}/privileged"
    refused = press(maria, place, **NOTE, **{name: typed})
    assert refused.status_code == 422
    assert 'href="#label">Choose which label.' in refused.text
    assert 'id="label-error"' in refused.text
    assert "about-error" not in refused.text
    assert "Counsel drafts it." in refused.text
    box = refused.text.partition(f'name="{name}"')[2].partition(">")[0]
    assert stands in " ".join(box.split())
    assert "No privileged note yet." in maria.get(place).text
    done(maria.post(place, **hidden_in(refused.text, place), **NOTE, **{name: typed}))
    assert "Counsel drafts it." in maria.get(place).text


def test_an_empty_note_says_so_beside_each_box(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    place = f"{only_case(maria)}/privileged"
    bare = press(maria, place, about="a hold notice", advice=" ")
    assert bare.status_code == 422
    assert 'href="#advice">Write your note.' in bare.text
    assert "about-error" not in bare.text
    assert 'value="a hold notice"' in bare.text


def test_a_form_that_muzzles_is_found_and_not_kept(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    place = f"{only_case(maria)}/privileged"
    found = press(maria, place, look="1", form=MUZZLE).text
    assert "It may forbid somebody to speak to an authority" in found
    fine = press(maria, place, look="1", form="Please bring the ledger on Monday.").text
    assert "No sentence was found that forbids somebody to speak." in fine
    assert "outside the company" not in maria.get(place).text


def test_words_to_a_reporter_that_muzzle_are_shown_before_they_go(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    place = f"{only_case(maria)}/conversation"
    fields = hidden_in(maria.get(place).text, place)
    checked = maria.post(place, reply=MUZZLE, **fields)
    assert "It may forbid somebody to speak to an authority" in checked.text


def test_the_privilege_log_claims_what_each_label_claims_and_names_its_lawyer(
    channel: Channel,
) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    place = f"{case}/privileged"
    grounds = {"lawyer": "Ann Lee", "role": "committee's counsel", "client": "committee"}
    on = day_of("on", channel.desk.today())
    label = {"label": "privileged attorney-client", "material": "advice"}
    done(press(maria, place, **NOTE, **label, **grounds, **on))
    done(press(maria, place, about="a press line", advice="None.", material="advice",
               label="confidential, not privileged"))  # fmt: skip
    done(press(maria, place, about="a call", advice="Later."))
    log = bundle_of(taken(maria, case)).read("privilege-log.csv").decode("utf-8-sig")
    lines = {line[4]: line[5:] for line in csv.reader(StringIO(log))}
    claimed = "Privileged: attorney and client. Withheld in full."
    assert lines["a hold notice"] == ["Ann Lee", "The committee", claimed]
    no_lawyer = ["Not named", ""]
    assert lines["a press line"] == [*no_lawyer, "Confidential, not privileged. Withheld in full."]
    why = "Written for legal advice, without a label. Withheld in full."
    assert lines["a call"] == [*no_lawyer, why]


def test_what_somebody_from_outside_wrote_names_them_in_the_log(channel: Channel) -> None:
    channel.report(STORY)
    maria, helen = channel.sign_in(MARIA), channel.sign_in(EXTERNALS[0])
    case = only_case(maria)
    helen.get("/reports")
    done(press(helen, f"{case}/privileged", about="a hold notice", advice="Keep the drive."))
    log = bundle_of(taken(maria, case, naming="1")).read("privilege-log.csv").decode("utf-8-sig")
    [_, line] = csv.reader(StringIO(log))
    assert line[5] == "Helen Grant"


def test_the_log_names_no_guest_as_the_lawyer_who_was_not_let_in_as_one(channel: Channel) -> None:
    with_lawyers(channel, ADA, BO)
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    done(let_in(channel, maria, case, ADA, "privileged", lawyer=COMMITTEES))
    parts = frozenset({Part.REPORT, Part.PRIVILEGED})
    plain = Change(added={BO: parts}, did=Did.GRANTED, until=channel.desk.today())
    change_readers(channel.desk, channel.seat(MARIA), case_of(case), plain)
    for guest in (ADA, BO):
        visitor = reading(channel, case, guest)
        done(press(visitor, f"{case}/privileged", about=f"by {guest}", advice="Keep the drive."))
    log = bundle_of(taken(maria, case)).read("privilege-log.csv").decode("utf-8-sig")
    lines = {line[4]: line[5] for line in csv.reader(StringIO(log))}
    assert lines[f"by {ADA}"] == "Ada Lowe"
    assert lines[f"by {BO}"] == "Not named"


def test_nothing_goes_to_the_outside_auditor_before_a_lawyer_agreed(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    place = f"{case}/export"
    fields = {**WHAT, **WHOM, "kind": "external auditor", "from": "2", "to": "3"}
    token = hidden_in(maria.get(place).text, place)
    refused = maria.post(place, **token | fields)
    assert refused.status_code == 422
    assert "write down which lawyer agreed" in refused.text
    told = {"cleared": "Ann Lee", "facts": "Two invoices were paid twice."}
    bundle = bundle_of(taken(maria, case, kind="external auditor", **told))
    paper = bundle.read("case.txt").decode()
    assert "Cleared by: Ann Lee" in paper
    assert "[As agreed to by Ann Lee]\nTwo invoices were paid twice." in paper
    assert "Agreed to by Ann Lee." in maria.get(place).text
    bare = maria.post(place, **token | fields | {"kind": "board", "facts": told["facts"]})
    assert "Say which lawyer wrote the facts" in bare.text
