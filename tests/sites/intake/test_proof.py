"""Proof of reporting: a dull name, the committee's signature, and not a word of the report."""

from crypto.mailbox.proof import read_proof_text, verify_proof
from tests.sites.intake.comers import Comer, comer, desk_of

__all__ = ["comer"]  # the fixture

PAGE = "/messages/proof"


def test_before_anybody_opened_it_the_page_says_not_ready(comer: Comer) -> None:
    comer.come_back()
    page = comer.visitor.get(PAGE)
    assert "It is not ready yet." in page.text
    assert "<form" not in page.text


def test_the_file_holds_what_was_signed_and_nothing_of_the_reporter(comer: Comer) -> None:
    case = comer.committee.sign_for(comer.committee.only_case())
    comer.come_back()
    file = comer.send(comer.visitor.get(PAGE), PAGE)
    assert file.mimetype == "text/plain"
    assert file.headers["Content-Disposition"] == 'attachment; filename="notes-2.txt"'
    assert file.headers["Cache-Control"] == "no-store"
    proof = read_proof_text(file.text)
    verify_proof(proof, comer.word.roles, case.content)
    assert proof.sent == desk_of(comer.app).today()
    assert "Northfield" not in file.text
    assert comer.words.split()[0] not in file.text.lower().split()


def test_a_file_that_is_asked_for_too_early_is_a_page(comer: Comer) -> None:
    case = comer.committee.only_case()
    token = comer.come_back()
    comer.committee.answer(case, "Hello.")
    page = comer.visitor.get(PAGE)
    assert "Make the file" in page.text
    assert token.status_code == 200
