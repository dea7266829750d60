"""What Today asks of each person: to sign, practise, replace, confirm; and of nobody else."""

from datetime import timedelta

from casework.committee.domain import changing
from casework.committee.domain.health import DRILL_EVERY, Tone
from casework.committee.domain.waiting import Kind
from casework.committee.services.changes.proposing import sign
from casework.committee.services.changes.rekeying import (
    KeysProposed,
    coming_signer,
    propose_new_keys,
    renew_sheet,
)
from casework.committee.services.changes.settling import settle
from casework.committee.services.recovery.drilling import try_share, try_sheet
from casework.committee.services.recovery.recovering import restore_reading, sign_by_recovery
from casework.committee.services.rewrapping import NoCases
from casework.committee.services.waiting import waiting_for
from crypto.names import PersonId
from tests.unit.casework.committee.papers import Papers, replace_recovery, typed
from tests.unit.casework.committee.seats import HELEN, JUNE, MARIA, THOMAS, Seats


def kinds(seats: Seats, person: PersonId) -> list[Kind]:
    return [due.kind for due in waiting_for(seats.desk, seats.me(person))]


def practise(seats: Seats, papers: Papers) -> None:
    """Have everybody try everything, so that nothing is left to do."""
    for person in (*seats.members, HELEN):
        try_sheet(seats.desk, seats.me(person), seats.words[person])
    for words in (*papers.members, *papers.outside):
        try_share(seats.desk, seats.me(MARIA), words)


def test_when_all_is_done_nothing_is_asked(seats: Seats, papers: Papers) -> None:
    assert kinds(seats, MARIA) == [Kind.DRILL, Kind.SHEETS_DRILL]
    assert kinds(seats, HELEN) == [Kind.DRILL]
    practise(seats, papers)
    assert kinds(seats, MARIA) == kinds(seats, HELEN) == []


def test_whoever_has_not_signed_is_asked_to_and_nobody_else(seats: Seats, papers: Papers) -> None:
    practise(seats, papers)
    proposal = seats.propose(changing.chaired(seats.next(), JUNE))
    seats.sign(proposal, MARIA)
    assert kinds(seats, MARIA) == kinds(seats, HELEN) == []
    [due] = waiting_for(seats.desk, seats.me(THOMAS))
    assert (due.kind, str(due.text)) == (
        Kind.SIGN,
        "Your word is asked: June Park becomes the chair.",
    )
    assert due.subject == proposal.id.hex()
    assert due.until is not None
    seats.sign(proposal, THOMAS)
    assert kinds(seats, JUNE) == []


def test_a_drill_comes_back_after_half_a_year(seats: Seats, papers: Papers) -> None:
    practise(seats, papers)
    seats.wait(DRILL_EVERY.days)
    assert kinds(seats, JUNE) == []
    seats.wait(1)
    assert kinds(seats, JUNE) == [Kind.DRILL, Kind.SHEETS_DRILL]


def test_a_change_of_members_asks_for_another_recovery_key(seats: Seats, papers: Papers) -> None:
    practise(seats, papers)
    seats.sign(seats.propose(changing.left(seats.next(), JUNE)), MARIA, THOMAS)
    [due] = waiting_for(seats.desk, seats.me(THOMAS))
    assert (due.kind, due.tone) == (Kind.REPLACE_RECOVERY, Tone.DUE)
    assert kinds(seats, HELEN) == []


def test_a_used_recovery_key_is_late_until_it_is_replaced(seats: Seats, papers: Papers) -> None:
    practise(seats, papers)
    typed(seats, *papers.members[:2], *papers.outside[:2])
    restore_reading(seats.desk, MARIA, NoCases())
    [due] = waiting_for(seats.desk, seats.me(THOMAS))
    assert (due.kind, due.tone) == (Kind.REPLACE_RECOVERY, Tone.LATE)
    replace_recovery(seats)
    assert kinds(seats, THOMAS) == [Kind.SHEETS_DRILL]  # the new sheets


def test_the_list_is_confirmed_before_it_runs_out(seats: Seats, papers: Papers) -> None:
    seats.wait(320)
    practise(seats, papers)
    [due] = waiting_for(seats.desk, seats.me(MARIA))
    assert (due.kind, due.until) == (Kind.EXPIRING, seats.manifest.expires)
    seats.sign(seats.propose(seats.next()), MARIA, THOMAS)
    assert kinds(seats, MARIA) == []


def test_somebody_without_keys_is_seen_by_all_until_new_ones_are_proposed(
    seats: Seats, papers: Papers
) -> None:
    practise(seats, papers)
    with seats.desk.keystore.change() as keys:
        keys.key_files.drop_person(JUNE)
    [due] = waiting_for(seats.desk, seats.me(THOMAS))
    assert (due.kind, due.subject) == (Kind.KEYLESS, JUNE)
    assert str(due.text) == "June Park has no keys here. Propose new ones."
    made = propose_new_keys(seats.desk, MARIA, JUNE)
    assert isinstance(made, KeysProposed)
    assert kinds(seats, THOMAS) == [Kind.SIGN]


def test_whoever_got_a_sheet_from_another_is_asked_to_make_a_new_one(
    seats: Seats, papers: Papers
) -> None:
    practise(seats, papers)
    made = propose_new_keys(seats.desk, MARIA, JUNE)
    assert isinstance(made, KeysProposed)
    seats.sign(made.proposal, MARIA, THOMAS)
    seats.gets(made.keys)
    assert kinds(seats, JUNE) == [Kind.NEW_SHEET]
    renewed = renew_sheet(seats.desk, seats.me(JUNE))
    assert renewed is not None
    seats.gets(renewed)
    assert kinds(seats, JUNE) == []


def test_a_change_that_recovery_signed_is_shown_to_every_member_for_its_seven_days(
    seats: Seats, papers: Papers
) -> None:
    practise(seats, papers)
    made = propose_new_keys(seats.desk, MARIA, THOMAS)
    assert isinstance(made, KeysProposed)
    signer = coming_signer(seats.desk, THOMAS, made.keys.passphrase.text)
    assert signer is not None
    sign(seats.desk, THOMAS, signer.signing, made.proposal.id)
    seats.sign(made.proposal, MARIA)
    typed(seats, *papers.members[:2], *papers.outside[:2])
    sign_by_recovery(seats.desk, MARIA, made.proposal.id)
    due, *_ = waiting_for(seats.desk, seats.me(JUNE))
    assert (due.kind, due.tone) == (Kind.RECOVERY_SIGNED, Tone.LATE)
    assert due.until == seats.desk.today() + timedelta(days=7)
    seats.wait(7)
    settle(seats.desk)
    assert Kind.RECOVERY_SIGNED not in kinds(seats, JUNE)
