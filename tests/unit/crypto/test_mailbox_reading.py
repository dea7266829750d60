"""Every passcode, known or not, takes the same way through the mailbox."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from crypto import bulk, encoding
from crypto.mailbox.answering import sign_change, sign_snapshot
from crypto.mailbox.filling import (
    Rows,
    filler_snapshot,
    filler_state,
    make_decoy,
    tombstones,
)
from crypto.mailbox.followup import NoFollowUp, ready_to_write
from crypto.mailbox.readers import Accepted, Refusal, Refused
from crypto.mailbox.reading import Known, StateLost, Unknown, open_mailbox
from crypto.mailbox.snapshot import Unanswered, seal_snapshot
from crypto.mailbox.state import NoState, Standing, State, read_state, seal_state, written
from crypto.readers import Readers
from crypto.suite import Label
from tests.unit.crypto.mailboxes import (
    DAVID,
    HOLDERS,
    JUNE,
    KEYS,
    LEE,
    MARIA,
    OTHER_KEYS,
    PENS,
    ROLES,
    SNAPSHOT,
    STATE,
)
from tests.unit.crypto.mailboxrows import (
    ANSWER_ROW,
    DECOY,
    RUBBISH_ROW,
    STATE_ROW,
    TO,
    opened,
    resealed,
)

ANSWERED = Known(STATE, Accepted(SNAPSHOT, replace(STATE, snapshot_seen=1)))


def test_a_mailbox_shows_its_state_and_its_answer() -> None:
    assert opened(STATE_ROW, ANSWER_ROW) == ANSWERED


def test_a_row_of_any_other_size_is_none() -> None:
    size = 300_000
    for row in (b"", ANSWER_ROW + b"\0", bytes(size), resealed(b"", 4_833), resealed(b"", size)):
        assert opened(STATE_ROW, row) == Known(STATE, Unanswered())
    for row in (STATE_ROW + b"\0", bytes(size)):
        assert opened(row, ANSWER_ROW) == StateLost()
    body = encoding.framed(written(STATE), 20_000)
    larger = bulk.lock(body, KEYS.state_key, Label("mailbox/state").over(KEYS.state_tag))
    assert read_state(larger, KEYS.state_key, KEYS.state_tag) == NoState()


@pytest.mark.parametrize("row", [None, filler_snapshot(), bytes(65_536), b""])
def test_a_mailbox_without_an_answer_is_just_unanswered(row: bytes | None) -> None:
    assert opened(STATE_ROW, row) == Known(STATE, Unanswered())


def test_an_unknown_passcode_finds_nothing() -> None:
    assert opened(None, None) == Unknown()


@pytest.mark.parametrize("row", [None, filler_state(), DECOY.state_row, b"", STATE_ROW[:-1]])
@pytest.mark.parametrize("answer", [ANSWER_ROW, filler_snapshot()])
def test_a_mailbox_without_its_state_stays_silent(row: bytes | None, answer: bytes) -> None:
    assert opened(row, answer) == StateLost()


def test_a_closed_mailbox_looks_damaged_and_shows_nothing() -> None:
    grave = tombstones()
    assert opened(grave.state, grave.snapshot) == StateLost()
    assert grave.state is not None
    assert grave.snapshot is not None
    assert (len(grave.state), len(grave.snapshot)) == (8_192, 65_536)


def test_rows_of_two_mailboxes_do_not_mix() -> None:
    assert open_mailbox(Rows(STATE_ROW, ANSWER_ROW), OTHER_KEYS, ROLES, DECOY) == StateLost()
    state = seal_state(STATE, OTHER_KEYS.state_key, OTHER_KEYS.state_tag)
    mixed = open_mailbox(Rows(state, ANSWER_ROW), OTHER_KEYS, ROLES, DECOY)
    assert mixed == Known(STATE, Unanswered())


def test_an_answer_by_somebody_left_out_is_refused() -> None:
    forged = sign_snapshot(replace(SNAPSHOT, signer=JUNE), TO, PENS[JUNE])
    row = seal_snapshot(forged, TO)
    assert opened(STATE_ROW, row) == Known(STATE, Refused(Refusal.STRANGER))


def test_a_row_sealed_to_the_reporter_that_holds_rubbish_is_refused() -> None:
    assert opened(STATE_ROW, RUBBISH_ROW) == Known(STATE, Refused(Refusal.FORGED))


def test_a_decoy_is_a_mailbox_like_any_other() -> None:
    decoy = make_decoy()
    rows = Rows(decoy.state_row, decoy.snapshot_row)
    mailbox = open_mailbox(rows, decoy.keys, decoy.roles, DECOY)
    followed = replace(decoy.state, snapshot_seen=1)
    assert mailbox == Known(decoy.state, Accepted(decoy.signed.content, followed))
    assert ready_to_write(mailbox, decoy.roles.current) == followed
    assert isinstance(ready_to_write(mailbox, decoy.roles.current), State)
    decoy.check_one()


def test_a_decoy_is_as_full_as_a_mailbox_may_be() -> None:
    decoy = make_decoy()
    assert len(decoy.state.follow_ups) == 128
    assert len(decoy.state.parts) == 200
    assert len(decoy.signed.content.messages) == 64


def test_a_decoy_serves_every_return_and_is_nobodys() -> None:
    decoy = make_decoy()
    assert open_mailbox(Rows(None, None), KEYS, ROLES, decoy) == Unknown()
    assert open_mailbox(Rows(STATE_ROW, ANSWER_ROW), KEYS, ROLES, decoy) == ANSWERED
    keys = [decoy.keys, DECOY.keys]
    secrets = {s for k in keys for s in (k.root, k.seed.raw, k.state_key, k.followup_key)}
    assert len(secrets) == 8


def test_a_filler_cannot_be_told_from_an_answer_by_its_key_share() -> None:
    # Drawn at random, half the shares would have the top bit and half would lie off the curve.
    rows = [filler_snapshot() for _ in range(40)]
    rows += [seal_snapshot(DECOY.signed, DECOY.keys.address) for _ in range(40)]
    for row in rows:
        share = row[1_088:1_120]
        assert share[31] < 128
        assert X25519PrivateKey.generate().exchange(X25519PublicKey.from_public_bytes(share))


def test_fillers_and_answers_have_the_same_bytes_on_average() -> None:
    def ones(rows: list[bytes]) -> float:
        return sum(int.from_bytes(row).bit_count() for row in rows) / (len(rows) * 524_288)

    fillers = [filler_snapshot() for _ in range(30)]
    answers = [seal_snapshot(DECOY.signed, DECOY.keys.address) for _ in range(30)]
    # Five standard deviations of 15.7 million fair bits are 0.00063.
    assert abs(ones(fillers) - 0.5) < 0.00063
    assert abs(ones(answers) - 0.5) < 0.00063


def test_fillers_have_the_size_of_what_they_stand_for_and_are_never_the_same() -> None:
    assert {len(filler_snapshot()) for _ in range(3)} == {65_536}
    assert {len(filler_state()) for _ in range(3)} == {8_192}
    assert filler_snapshot() != filler_snapshot()
    assert filler_state() != filler_state()


def test_a_follow_up_is_written_by_the_state_that_the_answer_asks_for() -> None:
    news = (sign_change((DAVID,), (), TO, 1, PENS[MARIA]),)
    row = seal_snapshot(sign_snapshot(replace(SNAPSHOT, changes=news), TO, PENS[MARIA]), TO)
    ready = ready_to_write(opened(STATE_ROW, row), HOLDERS)
    assert isinstance(ready, State)
    assert DAVID in ready.readers.admitted
    assert ready_to_write(opened(STATE_ROW, None), HOLDERS) == STATE
    forged = seal_snapshot(sign_snapshot(replace(SNAPSHOT, signer=JUNE), TO, PENS[JUNE]), TO)
    assert ready_to_write(opened(STATE_ROW, forged), HOLDERS) == STATE


def test_without_a_state_nothing_is_sent() -> None:
    assert ready_to_write(StateLost(), HOLDERS) is NoFollowUp.NO_STATE
    assert ready_to_write(Unknown(), HOLDERS) is NoFollowUp.UNKNOWN


def test_a_withdrawn_mailbox_still_writes_and_a_closed_one_does_not() -> None:
    def ready(state: State) -> State | NoFollowUp:
        return ready_to_write(Known(state, Unanswered()), HOLDERS)

    withdrawn = STATE.standing_as(Standing.WITHDRAWN)
    assert ready(withdrawn) == withdrawn
    assert ready(STATE.standing_as(Standing.CLOSED)) is NoFollowUp.CLOSED
    alone = replace(STATE, readers=Readers((LEE,), tuple(set(HOLDERS) - {LEE})))
    assert ready(alone) is NoFollowUp.UNLAWFUL


def test_rows_are_never_printed() -> None:
    assert "\\x" not in repr(Rows(STATE_ROW, ANSWER_ROW))
    assert repr(DECOY.state_row) not in repr(DECOY)
