"""What lawyers protect, and what no paper of theirs may forbid."""

from dataclasses import replace
from datetime import date

import pytest

from casework.complaints.domain.privilege.labels import (
    Client,
    Container,
    Grounds,
    Label,
    Lack,
    LawyerRole,
    Material,
    container,
    lacks,
    may_open,
)
from casework.complaints.domain.privilege.muzzles import Problem, muzzles
from casework.complaints.domain.privilege.sharing import (
    Cleared,
    Held,
    LogLine,
    MayGo,
    Receiver,
    Waiver,
    log_line,
    share,
    waiver,
)
from tests.unit.casework.complaints.people import COUNSEL

WHOLE = Grounds(
    "Ada Whitlock",
    LawyerRole.COMMITTEE,
    "preserving the gate logs",
    Client.COMMITTEE,
    date(2026, 6, 9),
)
CLAIMING = [Label.ATTORNEY_CLIENT, Label.WORK_PRODUCT, Label.MIXED]
EMPTIED = [
    (Lack.LAWYER, replace(WHOLE, lawyer=" ")),
    (Lack.ROLE, replace(WHOLE, role=None)),
    (Lack.PURPOSE, replace(WHOLE, purpose="")),
    (Lack.CLIENT, replace(WHOLE, client=None)),
    (Lack.DATE, replace(WHOLE, on=None)),
]


@pytest.mark.parametrize(("lack", "grounds"), EMPTIED)
def test_no_label_is_given_before_every_fact_behind_it(lack: Lack, grounds: Grounds) -> None:
    for label in (Label.ATTORNEY_CLIENT, Label.MIXED):
        assert lacks(label, Material.ADVICE, grounds) == {lack}
        assert not lacks(label, Material.ADVICE, WHOLE)


def test_work_product_needs_litigation_in_sight() -> None:
    assert lacks(Label.WORK_PRODUCT, Material.ADVICE, WHOLE) == {Lack.LITIGATION}
    expected = replace(WHOLE, litigation="A claim was announced.")
    assert not lacks(Label.WORK_PRODUCT, Material.ADVICE, expected)


def test_confidential_claims_nothing_and_needs_nothing() -> None:
    assert not lacks(Label.CONFIDENTIAL, Material.INTAKE, Grounds())


@pytest.mark.parametrize("label", CLAIMING)
@pytest.mark.parametrize("material", [Material.INTAKE, Material.REMEDIATION])
def test_what_the_reporter_wrote_and_how_it_was_mended_stay_outside(
    label: Label, material: Material
) -> None:
    assert Lack.FACTS_STAY_OUTSIDE in lacks(label, material, WHOLE)


def test_interview_notes_record_the_warning_that_was_given() -> None:
    assert lacks(Label.ATTORNEY_CLIENT, Material.INTERVIEW, WHOLE) == {Lack.UPJOHN}
    assert not lacks(Label.ATTORNEY_CLIENT, Material.INTERVIEW, replace(WHOLE, upjohn_warned=True))


def test_a_matter_of_the_committees_alone_is_not_visible_to_the_companys_counsel() -> None:
    committees = container(Label.ATTORNEY_CLIENT, WHOLE)
    companys = container(Label.MIXED, replace(WHOLE, client=Client.COMPANY))
    assert (committees, companys) == (Container.COMMITTEE, Container.COMPANY)
    assert not may_open(committees, LawyerRole.COMPANY, is_kept_away=False)
    assert may_open(committees, LawyerRole.COMMITTEE, is_kept_away=False)
    assert may_open(companys, LawyerRole.COMPANY, is_kept_away=False)
    assert container(Label.CONFIDENTIAL, WHOLE) is Container.OPEN


@pytest.mark.parametrize("kept_in", Container)
def test_a_lawyer_who_is_kept_away_opens_nothing(kept_in: Container) -> None:
    for lawyer in LawyerRole:
        assert not may_open(kept_in, lawyer, is_kept_away=True)


@pytest.mark.parametrize("label", CLAIMING)
@pytest.mark.parametrize("receiver", [each for each in Receiver if each is not Receiver.READER])
def test_nothing_privileged_leaves_without_counsel_and_a_log(
    label: Label, receiver: Receiver
) -> None:
    for cleared in (Cleared(), Cleared(COUNSEL), Cleared(logged=True)):
        held = share(label, receiver, cleared)
        assert held == Held(waiver(label, receiver), cleared.counsel is None, not cleared.logged)
        assert held.summary_may_go
    assert share(label, receiver, Cleared(COUNSEL, logged=True)) == MayGo()


def test_showing_it_to_the_auditor_usually_waives_and_work_product_less_often() -> None:
    assert waiver(Label.ATTORNEY_CLIENT, Receiver.AUDITOR) is Waiver.USUALLY
    assert waiver(Label.WORK_PRODUCT, Receiver.AUDITOR) is Waiver.LESS_OFTEN
    assert waiver(Label.CONFIDENTIAL, Receiver.AUDITOR) is Waiver.NONE


def test_the_privilege_log_lists_what_is_claimed_and_nothing_of_its_content() -> None:
    assert log_line(Label.MIXED, WHOLE) == LogLine(
        date(2026, 6, 9), "Ada Whitlock", "committee", "preserving the gate logs", Label.MIXED
    )
    assert log_line(Label.CONFIDENTIAL, WHOLE) is None
    assert "Whitlock" not in repr(WHOLE)


@pytest.mark.parametrize(
    "form",
    [
        "I understand that I am prohibited from discussing this interview with anybody.",
        "You may not disclose the subject of this interview.",
        "The employee agrees not to share anything said here.",
        "Please keep this conversation strictly confidential.",
        "Refrain from speaking to others about the matter.",
        "You shall not communicate with third parties.",
        "You must never talk about this meeting.",
    ],
)
def test_a_form_that_forbids_to_speak_is_found(form: str) -> None:
    assert [each.problem for each in muzzles(form)] == [Problem.MUZZLE]


def test_the_sentence_for_which_a_company_paid_is_found() -> None:
    form = (
        "I am prohibited from discussing any particulars regarding this interview and the subject "
        "matter discussed during the interview, without the prior authorization of the Law "
        "Department."
    )
    assert [each.problem for each in muzzles(form)] == [Problem.PRIOR_CONSENT]


CARVE_OUT = "Nothing in this form prohibits you from reporting to the SEC or any other agency."


def test_an_exception_for_authorities_makes_a_form_fair() -> None:
    assert muzzles(f"Please keep this confidential. {CARVE_OUT}") == ()
    free = f"{CARVE_OUT} You need no consent of the company, and no notice to it."
    assert muzzles(f"You may not discuss this interview. {free}") == ()
    without = "Nothing here stops you from going to the SEC without notice to the company."
    assert muzzles(f"You may not discuss this interview. {without}") == ()


def test_an_exception_that_asks_for_leave_is_none() -> None:
    bad = "Nothing here prevents you from talking to a regulator, provided you inform us first."
    found = muzzles(f"You may not discuss this interview. {bad}")
    assert [each.problem for each in found] == [Problem.MUZZLE, Problem.PRIOR_CONSENT]


def test_giving_up_an_award_is_found_whatever_else_is_said() -> None:
    found = muzzles(f"The employee waives any right to an award. {CARVE_OUT}")
    assert [each.problem for each in found] == [Problem.WAIVES_AWARD]


def test_an_ordinary_form_is_left_alone() -> None:
    assert muzzles("We talk about the invoices of March. You can stop at any time.") == ()
