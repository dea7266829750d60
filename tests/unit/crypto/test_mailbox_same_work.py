"""Whatever a return finds, it does the same work: no clock may tell which passcodes are real."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from crypto import encoding
from crypto.encoding import Value
from crypto.errors import CannotOpenError
from crypto.mailbox.answering import Pen, sign_change, sign_snapshot
from crypto.mailbox.filling import filler_snapshot, filler_state
from crypto.mailbox.readers import Accepted
from crypto.mailbox.reading import Known
from crypto.mailbox.snapshot import seal_snapshot
from crypto.mailbox.state import NoState, read_state, seal_state
from crypto.names import ManifestHash
from crypto.signing import verify
from crypto.suite import VaultSeed, hpke_open
from tests.unit.crypto.mailboxes import KEYS, LEE, MARIA, PENS, SNAPSHOT, STATE, envelope, message
from tests.unit.crypto.mailboxrows import ANSWER_ROW, RUBBISH_ROW, STATE_ROW, TO, opened


def ways_through() -> list[tuple[bytes | None, bytes | None]]:
    lost = ManifestHash(bytes(32))
    pen = Pen(MARIA, lost, PENS[MARIA].seed)
    stranger = sign_snapshot(replace(SNAPSHOT, manifest=lost), TO, pen)
    answers = [ANSWER_ROW, changed_row(2), seal_snapshot(stranger, TO)]
    nothing = [filler_snapshot(), RUBBISH_ROW, ANSWER_ROW[:-1], None]
    known = [(STATE_ROW, answer) for answer in (*answers, *nothing)]
    lost_states = [None, filler_state(), STATE_ROW + b"\0"]
    follows = seal_state(replace(STATE, changes_applied=6), KEYS.state_key, KEYS.state_tag)
    known += [(follows, changed_row(8)), (follows, changed_row(7))]
    return [*known, *((state, ANSWER_ROW) for state in lost_states), (None, None)]


def changed_row(times: int) -> bytes:
    """Return an answer by which the readers were changed so many times."""
    changes = tuple(sign_change((), (), TO, place, PENS[LEE]) for place in range(1, times + 1))
    return seal_snapshot(sign_snapshot(replace(SNAPSHOT, changes=changes), TO, PENS[MARIA]), TO)


def test_every_way_through_does_the_same_work(monkeypatch: pytest.MonkeyPatch) -> None:
    ways = ways_through()
    counted = _counting(monkeypatch)
    for state, snapshot in ways:
        counted.clear()
        opened(state, snapshot)
        # A signature under a key that we lack is checked under another, and fails.
        assert sorted(one.replace("signature fails", "signature opens") for one in counted) == [
            "hpke fails",
            "hpke opens",
            "seed opens",
            *["signature opens"] * 3,
            "state fails",
            "state opens",
        ]


def test_more_changes_than_are_hidden_are_checked_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = changed_row(8)
    counted = _counting(monkeypatch)
    mailbox = opened(STATE_ROW, row)
    assert isinstance(mailbox, Known)
    assert isinstance(mailbox.answer, Accepted)
    assert counted.count("signature opens") == 9


@pytest.mark.parametrize("messages", [0, 1, 40, 64])
def test_every_way_reads_as_many_entries(monkeypatch: pytest.MonkeyPatch, messages: int) -> None:
    texts = tuple(message("x" * 700, str(number)) for number in range(messages))
    answer = sign_snapshot(replace(SNAPSHOT, messages=texts), TO, PENS[MARIA])
    longer = STATE
    for number in range(messages):
        longer = longer.followed_up(envelope(str(number)), STATE.parts[0])
    state_row = seal_state(longer, KEYS.state_key, KEYS.state_tag)
    row, rubbish = seal_snapshot(answer, TO), RUBBISH_ROW
    counted = _counting_entries(monkeypatch)
    ways = [(state_row, row), (state_row, None), (None, None), (None, row), (state_row, rubbish)]
    for state, snapshot in ways:
        counted.clear()
        opened(state, snapshot)
        assert counted == Counter({"messages": 64, "parts": 200, "follow-ups": 128})


def _counting_entries(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count what is read, by the most entries that each list may have."""
    counted: Counter[str] = Counter()
    names = {64: "messages", 200: "parts", 128: "follow-ups"}
    items, strip = encoding.items, encoding.strip

    def counted_items(value: Value, most: int = 2**32 - 1, least: int = 0) -> list[Value]:
        found = items(value, most, least)
        if most in names:
            counted[names[most]] += len(found)
        return found

    def counted_strip(value: Value, size: int, most: int) -> bytes:
        found = strip(value, size, most)
        counted[names[most]] += len(found) // size
        return found

    monkeypatch.setattr("crypto.encoding.items", counted_items)
    monkeypatch.setattr("crypto.encoding.strip", counted_strip)
    return counted


def _counting(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Count the costly steps while doing them for real."""
    counted: list[str] = []

    def counting(name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        def counted_step(*what: object) -> object:
            try:
                found = step(*what)
            except CannotOpenError:
                counted.append(f"{name} fails")
                raise
            counted.append(f"{name} fails" if found == NoState() else f"{name} opens")
            return found

        return counted_step

    monkeypatch.setattr("crypto.signing.verify", counting("signature", verify))
    monkeypatch.setattr(VaultSeed, "expanded", counting("seed", VaultSeed.expanded))
    monkeypatch.setattr("crypto.mailbox.snapshot.hpke_open", counting("hpke", hpke_open))
    monkeypatch.setattr("crypto.mailbox.reading.read_state", counting("state", read_state))
    return counted
