"""What the herald says each day, and for how long a manifest may be believed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.errors import CannotOpenError, CryptoError, MalformedError, RefusedError
from crypto.manifest.body import LAST_DAY
from crypto.manifest.chain import Authority, Chain
from crypto.manifest.notice import (
    MOST_FIGURES,
    NOTICE_LABEL,
    Figure,
    Notice,
    SelfTest,
    parse_notice,
    serialise_notice,
    sign_notice,
    verify_notice,
)
from crypto.manifest.signed import MANIFEST_LABEL
from crypto.manifest.standing import Current, Expired, Grace, judge, standing
from crypto.names import ManifestHash
from crypto.signing import sign
from tests.unit.crypto.committees import (
    EXPIRES,
    genesis_of,
    hash_of,
    herald_seed,
    holders,
    link_of,
    vectors,
)

GENESIS = genesis_of(holders().values())
LINK = link_of(GENESIS)
CHAIN = Chain((LINK,))
DAY = date(2026, 7, 1)
ONE_DAY = timedelta(days=1)
NOTICE = Notice(
    day=DAY,
    manifest=hash_of(GENESIS),
    counted=DAY - timedelta(days=3),
    promise="within 7 days",
    self_test=SelfTest(DAY - ONE_DAY, DAY, None),
    figures=(Figure("answered", "at least 9"), Figure("reports", "at least 12 – 100 %")),
)
TEXT = serialise_notice(NOTICE)
RAW = sign_notice(NOTICE, herald_seed())
HERALD = herald_seed().public
LONG_AGO = date.min

days = st.dates(min_value=date(1, 1, 2), max_value=LAST_DAY)
maybe_days = st.none() | st.dates()


@given(
    day=days,
    counted=maybe_days,
    tests=st.tuples(maybe_days, maybe_days, maybe_days),
    keys=st.sets(st.from_regex(r"[a-z][a-z0-9-]{0,39}", fullmatch=True), max_size=5),
    promise=st.text(alphabet="ab é%漢", min_size=1, max_size=50).filter(
        lambda text: text == text.strip() and "  " not in text and text.strip("% ") != ""
    ),
)
@settings(max_examples=60)
def test_a_notice_is_read_as_it_was_written(
    day: date,
    counted: date | None,
    tests: tuple[date | None, date | None, date | None],
    keys: set[str],
    promise: str,
) -> None:
    notice = Notice(
        day=day,
        manifest=NOTICE.manifest,
        counted=counted,
        promise=promise,
        self_test=SelfTest(*tests),
        figures=tuple(Figure(key, "at least 1") for key in sorted(keys)),
    )
    text = serialise_notice(notice)
    assert text.isascii()
    assert parse_notice(text) == notice


@given(at=st.integers(0, len(TEXT) - 1), byte=st.integers(0, 255))
@settings(max_examples=200)
def test_a_changed_notice_is_refused_or_is_another(at: int, byte: int) -> None:
    changed = TEXT[:at] + bytes([byte]) + TEXT[at + 1 :]
    try:
        notice = parse_notice(changed)
    except CryptoError:
        return
    assert serialise_notice(notice) == changed
    assert (notice == NOTICE) == (changed == TEXT)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        TEXT + b"\n",
        TEXT[:-1],
        TEXT.replace(b"charterline-notice 1", b"charterline-notice 2"),
        TEXT.replace(b"figures 2", b"figures 1"),
        TEXT.replace(b"figures 2", b"figures 3"),
        TEXT.replace(b"figures 2", b"figures 65"),
        TEXT.replace(b"figure answered", b"figure reports", 1),
        TEXT.replace(b"figure answered", b"figure zeal"),
        TEXT.replace(b"figure answered", b"figure Answered"),
        TEXT.replace(b"figure answered at least 9", b"figure answered"),
        TEXT.replace(b" none\n", b"\n"),
        TEXT.replace(b" none\n", b" none none\n"),
        TEXT.replace(b"2026-07-01", b"20260701", 1),
        TEXT.replace(b"%E2%80%93", b"%e2%80%93"),
    ],
)
def test_a_notice_has_one_form(text: bytes) -> None:
    assert text != TEXT
    with pytest.raises(MalformedError):
        parse_notice(text)


def test_the_herald_is_believed_on_its_own_day() -> None:
    assert verify_notice(RAW, HERALD, newest_day=DAY, today=DAY) == NOTICE
    assert verify_notice(RAW, HERALD, newest_day=LONG_AGO, today=DAY + timedelta(90)) == NOTICE


def test_a_notice_may_be_dated_tomorrow_and_not_later() -> None:
    assert verify_notice(RAW, HERALD, LONG_AGO, today=DAY - ONE_DAY) == NOTICE
    with pytest.raises(RefusedError):
        verify_notice(RAW, HERALD, LONG_AGO, today=DAY - 2 * ONE_DAY)


def test_a_notice_older_than_one_that_was_seen_is_refused() -> None:
    with pytest.raises(RefusedError):
        verify_notice(RAW, HERALD, newest_day=DAY + ONE_DAY, today=DAY + ONE_DAY)


def test_a_notice_is_signed_as_a_whole_and_sent_with_its_text() -> None:
    raw = sign_notice(NOTICE, herald_seed())
    assert len(raw) == len(b"CLN1") + 3_373 + len(TEXT)
    assert raw.startswith(b"CLN1")
    assert raw.endswith(TEXT)
    assert verify_notice(raw, HERALD, LONG_AGO, DAY) == NOTICE


def test_only_the_herald_speaks_for_the_herald() -> None:
    with pytest.raises(CannotOpenError):
        verify_notice(RAW, herald_seed("another").public, LONG_AGO, DAY)
    with pytest.raises(CannotOpenError):
        verify_notice(RAW.replace(b"at least 12", b"at least 13"), HERALD, LONG_AGO, DAY)
    other_use = sign(MANIFEST_LABEL, TEXT, herald_seed())
    with pytest.raises(CannotOpenError):
        verify_notice(RAW[:4] + other_use + TEXT, HERALD, LONG_AGO, DAY)
    assert bytes(NOTICE_LABEL) == b"charterline/v1/herald-notice\0"


@pytest.mark.parametrize("raw", [b"", RAW[:3], b"CLN2" + RAW[4:], RAW[:4], RAW[:-1], RAW + b"\n"])
def test_bytes_that_are_no_notice_are_refused(raw: bytes) -> None:
    with pytest.raises(CryptoError):
        verify_notice(raw, HERALD, LONG_AGO, DAY)


def test_even_the_herald_must_write_a_notice() -> None:
    with pytest.raises(MalformedError):
        verify_notice(
            RAW[:4] + sign(NOTICE_LABEL, b"hello\n", herald_seed()) + b"hello\n",
            HERALD,
            LONG_AGO,
            DAY,
        )


@pytest.mark.parametrize(
    "fields",
    [
        {"manifest": ManifestHash(bytes(31))},
        {"day": date.min},
        {"day": LAST_DAY + ONE_DAY},
        {"promise": ""},
        {"figures": NOTICE.figures[::-1]},
        {"figures": NOTICE.figures[:1] * 2},
        {"figures": tuple(Figure(f"f{at:02}", "1") for at in range(MOST_FIGURES + 1))},
    ],
)
def test_a_notice_keeps_its_rules(fields: dict[str, object]) -> None:
    with pytest.raises(MalformedError):
        replace(NOTICE, **fields)  # type: ignore[arg-type]  # the fields are named above


def test_a_notice_has_room_for_64_figures_and_the_whole_calendar() -> None:
    full = tuple(Figure(f"f{at:02}", "1") for at in range(64))
    assert parse_notice(serialise_notice(replace(NOTICE, figures=full))).figures == full
    assert replace(NOTICE, day=LAST_DAY).day == LAST_DAY
    assert replace(NOTICE, day=date(1, 1, 2)).day.year == 1


@pytest.mark.parametrize(("key", "value"), [("", "1"), ("a" * 41, "1"), ("A", "1"), ("a", "")])
def test_a_figure_has_a_key_and_a_value(key: str, value: str) -> None:
    with pytest.raises(MalformedError):
        Figure(key, value)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (0, Current(DAY)),
        (-50, Current(DAY)),
        (1, Grace(DAY + timedelta(days=14))),
        (14, Grace(DAY + timedelta(days=14))),
        (15, Expired(DAY + timedelta(days=15))),
        (500, Expired(DAY + timedelta(days=15))),
    ],
)
def test_after_the_last_day_come_two_weeks_of_grace(day: int, expected: object) -> None:
    assert judge(DAY, DAY + timedelta(days=day)) == expected


def test_a_manifest_counts_while_the_herald_confirms_it_and_no_longer_than_it_says() -> None:
    assert standing(LINK, CHAIN, NOTICE, DAY) == Current(DAY + timedelta(days=7))
    assert standing(LINK, CHAIN, NOTICE, DAY + timedelta(days=7)) == Current(
        DAY + timedelta(days=7)
    )
    assert standing(LINK, CHAIN, NOTICE, DAY + timedelta(days=8)) == Grace(DAY + timedelta(days=21))
    late = replace(NOTICE, day=EXPIRES)
    assert standing(LINK, CHAIN, late, EXPIRES) == Current(EXPIRES)
    assert standing(LINK, CHAIN, late, EXPIRES + ONE_DAY) == Grace(EXPIRES + timedelta(days=14))


def test_a_herald_who_names_a_manifest_that_was_withheld_ends_trust_in_the_old_one() -> None:
    withheld = replace(NOTICE, manifest=ManifestHash(bytes(32)))
    assert standing(LINK, CHAIN, withheld, DAY) == Grace(DAY + timedelta(days=13))
    assert standing(LINK, CHAIN, withheld, DAY + timedelta(days=14)) == Expired(
        DAY + timedelta(days=14)
    )


def test_the_herald_may_still_name_the_manifest_before_the_newest() -> None:
    newer = replace(LINK, hash=ManifestHash(bytes(32)), authority=Authority.COMMITTEE)
    assert isinstance(standing(newer, Chain((LINK, newer)), NOTICE, DAY), Current)


def test_a_committee_whose_herald_never_spoke_has_a_week_to_begin() -> None:
    issued = GENESIS.issued
    assert standing(LINK, CHAIN, None, issued + timedelta(days=7)) == Current(
        issued + timedelta(days=7)
    )
    assert isinstance(standing(LINK, CHAIN, None, issued + timedelta(days=8)), Grace)


@pytest.mark.parametrize("vector", vectors("notice"), ids=lambda vector: vector["name"])
def test_frozen_notices_keep_their_meaning(vector: dict[str, str]) -> None:
    raw = bytes.fromhex(vector["raw"])
    if vector["expect"] == "verifies":
        notice = verify_notice(raw, HERALD, LONG_AGO, DAY)
        assert serialise_notice(notice).decode() == vector["text"]
        assert notice.day == DAY
        return
    with pytest.raises(CryptoError):
        verify_notice(raw, HERALD, LONG_AGO, DAY)
