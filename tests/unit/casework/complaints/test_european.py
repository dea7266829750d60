"""European rules: off until they are switched on."""

import pytest

from casework.complaints.domain.european import (
    MEMBER_STATES,
    Disclosure,
    Entity,
    EuropeanClocks,
    Requirement,
    may_tell_identity,
    requirements,
    should_be_on,
    transcript_counts,
)

ON = EuropeanClocks()


def test_the_module_is_wanted_from_50_workers_in_one_european_entity() -> None:
    assert not should_be_on([])
    assert not should_be_on([Entity("US", 900), Entity("DE", 49), Entity("FR", 49)])
    assert should_be_on([Entity("US", 900), Entity("DE", 50)])


def test_from_250_workers_an_entity_needs_a_channel_of_its_own() -> None:
    assert not Entity("FR", 249).needs_its_own_channel
    assert Entity("FR", 250).needs_its_own_channel
    assert not Entity("US", 250).needs_its_own_channel


def test_there_are_27_member_states() -> None:
    assert len(MEMBER_STATES) == 27
    assert "GB" not in MEMBER_STATES


def test_the_module_asks_for_nothing_while_it_is_off() -> None:
    assert requirements(None) == ()
    assert requirements(ON) == tuple(Requirement)


@pytest.mark.parametrize(
    ("shown", "here", "in_europe"),
    [
        (Disclosure(), False, False),
        (Disclosure(consent=True), True, True),
        (Disclosure(legal_need=True), True, False),
        (Disclosure(legal_need=True, reasons_sent_before=True), True, True),
        (Disclosure(reasons_sent_before=True), False, False),
    ],
)
def test_an_identity_is_told_by_consent_or_legal_need_and_in_europe_with_reasons_first(
    shown: Disclosure, *, here: bool, in_europe: bool
) -> None:
    assert may_tell_identity(shown, None) is here
    assert may_tell_identity(shown, ON) is in_europe


def test_a_transcript_counts_when_the_reporter_read_corrected_and_signed_it() -> None:
    assert transcript_counts(offered=True, corrected=True, signed=True)
    assert not transcript_counts(offered=True, corrected=True, signed=False)
    assert not transcript_counts(offered=True, corrected=False, signed=True)
    assert not transcript_counts(offered=False, corrected=True, signed=True)
