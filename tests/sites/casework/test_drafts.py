"""Filled-in words are easy to read, ask nobody who they are, and keep nobody from an authority."""

from casework.complaints.domain.case.safety import worries
from casework.complaints.domain.clocks.levels import Limit, ServiceLevels
from casework.complaints.domain.privilege.muzzles import muzzles
from casework.complaints.views.speaking.drafts import ASKING, draft_of, drafts
from casework.complaints.views.speaking.papers import papers
from tests.members import House

WEEKLY = ServiceLevels(update=Limit(7))


def test_every_draft_is_plain_and_exposes_nobody(house: House) -> None:
    with house.app.test_request_context():
        names = {name for name, _title in drafts()}
        words = {name: draft_of(name, WEEKLY) for name in names}
    assert len(names) == 8
    assert names > ASKING
    for name, text in words.items():
        assert worries(text, []) == (), name
        assert not muzzles(text), name
        assert "%" not in text


def test_a_draft_promises_what_the_committee_promises(house: House) -> None:
    with house.app.test_request_context():
        assert "within 7 days" in draft_of("still working", WEEKLY)
        assert draft_of("no such words", WEEKLY) == ""


def test_papers_that_are_ready_to_copy_keep_nobody_from_an_authority(house: House) -> None:
    with house.app.test_request_context():
        ready = papers()
    assert not muzzles(f"{ready.interview} {ready.freedom}")
    # Alone, the usual words before an interview come too near: that is why the others stand there.
    assert muzzles("Keep this confidential. You must not discuss it with anyone.")
    assert not muzzles(f"You must not discuss it with anyone. {ready.freedom}")
