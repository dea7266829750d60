"""European rules: off until they are switched on."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.complaints.domain.case.watched import Watched
from casework.complaints.domain.european import (
    MEMBER_STATES,
    Entity,
    European,
    Ground,
    Step,
    Transcript,
    faults_of_european,
    may_tell_identity,
    read_european,
    should_be_on,
)
from casework.complaints.records.watched import read_watched, watched_value

DAY = date(2026, 6, 11)


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


def test_the_module_is_missed_where_it_applies_and_nobody_switched_it_on() -> None:
    german = (Entity("DE", 60),)
    assert European(german).is_wanted
    assert not European(german, is_on=True).is_wanted
    assert not European((Entity("US", 900),)).is_wanted
    assert European((*german, Entity("FR", 250))).own_channels == ("FR",)


@pytest.mark.parametrize(
    ("ground", "reasons", "may"),
    [
        (Ground.CONSENT, False, True),
        (Ground.CONSENT, True, True),
        (Ground.LAW, False, False),
        (Ground.LAW, True, True),
    ],
)
def test_an_identity_is_told_by_consent_or_by_law_with_reasons_first(
    ground: Ground, *, reasons: bool, may: bool
) -> None:
    assert may_tell_identity(ground, reasons_sent_before=reasons) is may


@given(taken=st.sets(st.sampled_from(Step)))
def test_a_transcript_counts_when_its_reporter_was_offered_it_mended_and_signed_it(
    taken: set[Step],
) -> None:
    transcript = Transcript()
    for step in taken:
        transcript = transcript.took(step, DAY)
    assert transcript.counts is (taken == set(Step))
    assert (transcript.next_step is None) is transcript.counts
    watched = Watched(transcript=transcript)
    assert read_watched(watched_value(watched)) == watched


def test_a_case_of_before_has_no_transcript_and_opens() -> None:
    value = watched_value(Watched())
    assert isinstance(value, dict)
    del value["transcript"]
    assert read_watched(value).transcript is None


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"on": "yes"},
        {"on": True, "off": False},
        {"on": True, "entities": {"DE": 60}},
        {"on": True, "entities": [{"country": "US", "workers": 60}]},
        {"on": True, "entities": [{"country": "DE", "workers": "60"}]},
        {"on": True, "entities": [{"country": "DE", "workers": -1}]},
        {"on": True, "entities": [{"country": "DE"}]},
    ],
)
def test_what_nobody_could_have_meant_is_a_fault(said: dict[str, object]) -> None:
    assert list(faults_of_european(said))


def test_a_procedure_of_before_names_no_entity_and_is_read() -> None:
    said = {"on": True}
    assert not list(faults_of_european(said))
    assert read_european(said) == European(is_on=True)
    both = {"on": False, "entities": [{"country": "DE", "workers": 60}]}
    assert not list(faults_of_european(both))
    assert read_european(both).is_wanted
