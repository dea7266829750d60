"""The committee's row: one size, unlinkable, and of no use in another mailbox."""

from dataclasses import replace
from datetime import date
from secrets import token_bytes

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto import bulk, encoding
from crypto.encoding import Value, encode
from crypto.errors import MalformedError, RefusedError
from crypto.mailbox.answering import Pen, sealings, sign_change, sign_proof, sign_snapshot
from crypto.mailbox.proof import NotReadyYet
from crypto.mailbox.snapshot import (
    Message,
    MessageId,
    Sender,
    SignedSnapshot,
    Snapshot,
    Status,
    Unanswered,
    newest_that_fit,
    open_snapshot,
    room_left,
    seal_snapshot,
)
from crypto.names import PersonId
from crypto.suite import Label, VaultSeed, hpke_seal
from tests.unit.crypto.mailboxes import (
    DAVID,
    DAY,
    KEYS,
    MANIFEST,
    MARIA,
    OTHER_KEYS,
    PENS,
    SNAPSHOT,
    THOMAS,
    message,
)

TO = KEYS.address
SIGNED = sign_snapshot(SNAPSHOT, TO, PENS[MARIA])
ROW = seal_snapshot(SIGNED, TO)
PROOF = sign_proof(DAY, date(2026, 6, 4), bytes(32), PENS[MARIA])
CHANGE = sign_change((DAVID,), (THOMAS,), TO, 1, PENS[MARIA])
SIGNATURE = bytes(3_373)
NUMBERS = st.integers(0, 2**32 - 1)
WORDS = st.text(st.characters(codec="utf-8"), max_size=200)
MESSAGES = st.builds(
    Message,
    st.binary(min_size=16, max_size=16).map(MessageId),
    st.sampled_from(Sender),
    st.dates(),
    WORDS,
    st.booleans(),
)
SNAPSHOTS = st.builds(
    Snapshot,
    version=st.integers(1, 2**32 - 1),
    signer=st.text(st.characters(codec="utf-8"), min_size=1, max_size=16).map(PersonId),
    manifest=st.just(MANIFEST),
    status=st.sampled_from(Status),
    come_back=st.none() | st.dates(),
    changes_from=NUMBERS,
    changes=st.lists(st.just(CHANGE), max_size=8).map(tuple),
    proof=st.sampled_from([NotReadyYet(), PROOF]),
    earlier_messages=NUMBERS,
    messages=st.lists(MESSAGES, max_size=5).map(tuple),
)


@settings(max_examples=60, deadline=None)
@given(SNAPSHOTS)
def test_every_snapshot_is_read_back_from_a_row_of_65536_bytes(snapshot: Snapshot) -> None:
    row = seal_snapshot(SignedSnapshot.of(snapshot, SIGNATURE), TO)
    assert len(row) == 65_536
    opened = open_snapshot(row, KEYS.seed, TO.tag)
    assert opened == SignedSnapshot.of(snapshot, SIGNATURE)


def test_rows_of_the_same_words_share_nothing() -> None:
    rows = sealings(SIGNED, TO)
    assert len(rows) == 4
    for size, pieces in {16: 4_096, 32: 2_048}.items():
        chunks = {row[at : at + size] for row in rows for at in range(0, len(row), size)}
        assert len(chunks) == 4 * pieces
    for row in rows:
        assert open_snapshot(row, KEYS.seed, TO.tag) == SIGNED


@settings(max_examples=80, deadline=None)
@given(at=st.integers(0, 65_535) | st.integers(0, 1_300), bit=st.integers(0, 7))
def test_a_flipped_bit_makes_a_row_empty(at: int, bit: int) -> None:
    row = bytearray(ROW)
    row[at] ^= 1 << bit
    assert open_snapshot(bytes(row), KEYS.seed, TO.tag) == Unanswered()


@settings(max_examples=40, deadline=None)
@given(size=st.integers(0, 65_535) | st.integers(0, 1_300))
def test_a_cut_row_is_empty(size: int) -> None:
    assert open_snapshot(ROW[:size], KEYS.seed, TO.tag) == Unanswered()


def test_a_longer_row_is_empty() -> None:
    assert open_snapshot(ROW + b"\0", KEYS.seed, TO.tag) == Unanswered()


def test_a_row_opens_under_its_own_tag_and_seed_only() -> None:
    assert open_snapshot(ROW, KEYS.seed, OTHER_KEYS.snapshot_tag) == Unanswered()
    assert open_snapshot(ROW, KEYS.seed, KEYS.state_tag) == Unanswered()
    assert open_snapshot(ROW, OTHER_KEYS.seed, TO.tag) == Unanswered()


def test_two_rows_cannot_be_spliced() -> None:
    other = seal_snapshot(SIGNED, TO)
    assert open_snapshot(ROW[:1_168] + other[1_168:], KEYS.seed, TO.tag) == Unanswered()


def test_a_snapshot_names_the_person_who_signs_it() -> None:
    pen = PENS[MARIA]
    for wrong in (PENS[THOMAS], Pen(pen.person, type(MANIFEST)(bytes(32)), pen.seed)):
        with pytest.raises(RefusedError):
            sign_snapshot(SNAPSHOT, TO, wrong)


def test_a_message_of_the_counted_length_fits_and_is_kept() -> None:
    room = room_left(SNAPSHOT)
    assert 60_400 < room < 60_700
    longer = replace(
        SNAPSHOT, messages=(*SNAPSHOT.messages, replace(message("x" * room), sender=Sender.SYSTEM))
    )
    assert newest_that_fit(longer) == longer
    assert len(seal_snapshot(SignedSnapshot.of(longer, SIGNATURE), TO)) == 65_536
    assert room_left(longer) == 0


def test_the_room_is_counted_in_bytes_not_in_letters() -> None:
    chinese = replace(SNAPSHOT, messages=(message("报" * (room_left(SNAPSHOT) // 3)),))
    assert newest_that_fit(chinese) == chinese


def test_the_exact_room_is_used_and_one_byte_more_is_refused() -> None:
    empty = replace(SNAPSHOT, messages=(message("x" * 60_000),))
    most = "x" * (60_000 + 60_871 - len(empty.body))
    full = replace(empty, messages=(message(most),))
    assert newest_that_fit(full) == full
    row = seal_snapshot(SignedSnapshot.of(full, SIGNATURE), TO)
    assert open_snapshot(row, KEYS.seed, TO.tag) == SignedSnapshot.of(full, SIGNATURE)
    over = replace(empty, messages=(message(most + "x"),))
    with pytest.raises(RefusedError):
        seal_snapshot(SignedSnapshot.of(over, SIGNATURE), TO)
    assert newest_that_fit(over).messages == ()


def test_the_newest_messages_stay_and_the_rest_is_counted() -> None:
    messages = tuple(message("x" * 20_000, str(number)) for number in range(6))
    fitted = newest_that_fit(replace(SNAPSHOT, messages=messages, earlier_messages=2))
    assert fitted.messages == messages[3:]
    assert fitted.earlier_messages == 5


def test_sixty_four_short_messages_are_kept_and_no_more() -> None:
    messages = tuple(message("", str(number)) for number in range(65))
    fitted = newest_that_fit(replace(SNAPSHOT, messages=messages))
    assert (fitted.messages, fitted.earlier_messages) == (messages[1:], 1)
    assert newest_that_fit(fitted) == fitted
    assert sign_snapshot(fitted, TO, PENS[MARIA]).content == fitted


def test_what_nobody_could_read_back_is_never_signed() -> None:
    messages = tuple(message("", str(number)) for number in range(65))
    for wrong in (
        replace(SNAPSHOT, messages=messages),
        replace(SNAPSHOT, version=0),
        replace(SNAPSHOT, messages=(message("\ud800"),)),
        replace(SNAPSHOT, changes=(CHANGE,) * 9),
    ):
        with pytest.raises(MalformedError):
            sign_snapshot(wrong, TO, PENS[MARIA])


def test_the_fullest_list_of_changes_still_leaves_room_to_write() -> None:
    people = tuple(PersonId(f"{number:064}") for number in range(20))
    change = replace(CHANGE, added=people, removed=people, signer=people[0])
    full = replace(SNAPSHOT, changes=(change,) * 8, proof=PROOF, messages=())
    assert room_left(full) > 5_000


def _value(**changed: Value) -> Value:
    return {
        "v": 1,
        "version": 1,
        "signer": "maria",
        "manifest": bytes(32),
        "status": "opened",
        "come_back": None,
        "changes_from": 0,
        "changes": [],
        "proof": None,
        "earlier": 0,
        "messages": [],
        **changed,
    }


def _row(body: bytes, key: bytes, seed: VaultSeed, room: int = 60_875) -> bytes:
    """Seal, as anybody can who knows the reporter's public key, what no writer of ours would."""
    sealed_key = hpke_seal(key, seed.public, Label("mailbox/snapshot-key").over(TO.tag))
    context = Label("mailbox/snapshot").over(TO.tag, sealed_key)
    return sealed_key + bulk.lock(SIGNATURE + encoding.framed(body, room), key, context)


def test_a_body_of_this_version_opens() -> None:
    row = _row(encode(_value()), token_bytes(32), KEYS.seed)
    assert isinstance(open_snapshot(row, KEYS.seed, TO.tag), SignedSnapshot)


GOOD_CHANGE: list[Value] = [["a"], ["b"], "maria", bytes(32), SIGNATURE]
GOOD_MESSAGE: list[Value] = [bytes(16), "system", "2026-06-03", "words", False]


def _with(good: list[Value], place: int, value: Value) -> list[Value]:
    return [*good[:place], value, *good[place + 1 :]]


@pytest.mark.parametrize(
    "changed",
    [
        {"v": 2},
        {"v": 0},
        {"version": 0},
        {"signer": ""},
        {"manifest": bytes(31)},
        {"status": "rejected"},
        {"come_back": "2026-6-3"},
        {"come_back": 0},
        {"changes_from": -1},
        {"changes": [GOOD_CHANGE] * 9},
        {"changes": [GOOD_CHANGE[:4]]},
        {"changes": [[*GOOD_CHANGE, 1]]},
        {"changes": [_with(GOOD_CHANGE, 0, ["x"] * 41)]},
        {"changes": [_with(GOOD_CHANGE, 1, ["x"] * 41)]},
        {"changes": [_with(GOOD_CHANGE, 1, [""])]},
        {"changes": [_with(GOOD_CHANGE, 2, "x" * 65)]},
        {"changes": [_with(GOOD_CHANGE, 3, bytes(33))]},
        {"changes": [_with(GOOD_CHANGE, 4, bytes(3_372))]},
        {"proof": "text"},
        {"proof": b""},
        {"proof": PROOF.raw[:-1]},
        {"earlier": 2**32},
        {"messages": [[]] * 65},
        {"messages": [GOOD_MESSAGE[:4]]},
        {"messages": [[*GOOD_MESSAGE, 1]]},
        {"messages": [_with(GOOD_MESSAGE, 0, bytes(15))]},
        {"messages": [_with(GOOD_MESSAGE, 1, "maria")]},
        {"messages": [_with(GOOD_MESSAGE, 2, "today")]},
        {"messages": [_with(GOOD_MESSAGE, 3, b"words")]},
        {"messages": [_with(GOOD_MESSAGE, 4, 1)]},
        {"more": 1},
    ],
)
def test_a_body_outside_the_format_is_refused(changed: dict[str, Value]) -> None:
    for good in ({"changes": [GOOD_CHANGE] * 8}, {"messages": [GOOD_MESSAGE]}):
        row = _row(encode(_value(**good)), token_bytes(32), KEYS.seed)
        assert isinstance(open_snapshot(row, KEYS.seed, TO.tag), SignedSnapshot)
    row = _row(encode(_value(**changed)), token_bytes(32), KEYS.seed)
    with pytest.raises(MalformedError):
        open_snapshot(row, KEYS.seed, TO.tag)


@pytest.mark.parametrize("room", [3_377, 3_381, 60_874, 60_876, 80_000])
def test_a_row_of_another_size_is_empty_whoever_sealed_it(room: int) -> None:
    row = _row(encode(_value()), token_bytes(32), KEYS.seed, max(room, 300))
    assert open_snapshot(row, KEYS.seed, TO.tag) == Unanswered()


def test_what_is_checked_is_what_came() -> None:
    opened = open_snapshot(ROW, KEYS.seed, TO.tag)
    assert isinstance(opened, SignedSnapshot)
    assert opened.payload == SNAPSHOT.payload
    assert opened.signed(TO) == TO.tag + TO.reporter.raw + SNAPSHOT.payload


def test_no_words_and_no_readers_are_ever_printed() -> None:
    shown = repr(replace(SNAPSHOT, changes=(CHANGE,))) + repr(SIGNED) + repr(PENS[MARIA])
    for private in ("quarter", "david", "thomas", repr(PENS[MARIA].seed.raw)):
        assert private not in shown
