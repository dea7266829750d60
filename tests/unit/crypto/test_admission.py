"""Who gets a key to a report: whatever is ticked, the bytes follow the rule and not the form."""

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.admission import (
    Admission,
    Choice,
    Mode,
    NotAccepting,
    TooFewReaders,
    admit_follow_up,
    admit_identity,
    admit_report,
    holders_of,
    roles_of,
)
from crypto.errors import MalformedError, RefusedError
from crypto.manifest.body import Manifest
from crypto.manifest.chain import Chain
from crypto.manifest.standing import Current, Expired, Grace, Standing
from crypto.names import PersonId
from crypto.readers import Readers, are_enough
from tests.unit.crypto.committees import after, genesis_of, holders, link_of

DAY = date(2026, 7, 1)
CURRENT, GRACE, EXPIRED = Current(DAY), Grace(DAY), Expired(DAY)
PEOPLE = holders(3, 2, guests=1)
MANIFEST = genesis_of(PEOPLE.values())

STANDINGS: list[Standing] = [CURRENT, GRACE]


def ids(*names: str) -> frozenset[PersonId]:
    return frozenset(PersonId(name) for name in names)


def leaving_out(*names: str, first: str | None = None) -> Choice:
    return Choice(ids(*names), None if first is None else PersonId(first))


def readers_of(admitted_ids: str, left_out: str = "") -> Readers:
    return Readers(
        tuple(map(PersonId, admitted_ids.split())), tuple(map(PersonId, left_out.split()))
    )


def admitted(decision: object) -> Admission:
    assert isinstance(decision, Admission)
    return decision


def vaults(manifest: Manifest, who: tuple[PersonId, ...]) -> set[bytes]:
    return {manifest.person(each).vault.raw for each in who}


@pytest.mark.parametrize("members", range(3, 8))
def test_whoever_of_the_members_is_left_out_gets_no_key_and_a_report_always_has_readers(
    members: int,
) -> None:
    manifest = genesis_of(holders(members).values())
    everyone = [person.id for person in manifest.members]
    for size in range(members + 1):
        for left_out in combinations(everyone, size):
            found = admitted(admit_report(manifest, Choice(frozenset(left_out)), CURRENT))
            stay = tuple(each for each in everyone if each not in left_out)
            alone = len(stay) < 2
            assert found.mode is (Mode.EXTERNALS_ALONE if alone else Mode.ALL)
            assert found.admitted == ("e1", "e2", *(() if alone else stay))
            assert found.left_out == left_out
            sealed_to = {key.raw for key in found.keys}
            assert sealed_to == vaults(manifest, (*found.admitted, PersonId("r")))
            assert len(found.keys) == len(sealed_to)


@given(data=st.data(), members=st.integers(3, 7), externals=st.integers(2, 8))
@settings(max_examples=60, deadline=None)
def test_two_holders_and_an_external_remain_or_nothing_is_sealed(
    data: st.DataObject, members: int, externals: int
) -> None:
    manifest = genesis_of(holders(members, externals, guests=1).values())
    everyone = [person.id for person in (*manifest.members, *manifest.externals)]
    left_out = frozenset(data.draw(st.sets(st.sampled_from(everyone))))
    may_read_first = [each.id for each in manifest.members if each.id not in left_out]
    first = data.draw(st.none() | st.sampled_from(may_read_first)) if may_read_first else None
    standing = data.draw(st.sampled_from(STANDINGS))
    decision = admit_report(manifest, Choice(left_out, first), standing)
    assert not isinstance(decision, NotAccepting)
    if isinstance(decision, TooFewReaders):
        assert decision.externals < 1 or decision.holders < 2
        return
    outside = {each.id for each in manifest.externals}
    assert not left_out & set(decision.admitted)
    assert len(decision.admitted) >= 2
    assert outside & set(decision.admitted) == outside - left_out != set()
    inside = set(decision.admitted) - outside
    if standing is GRACE:
        assert not inside
    elif first is not None:
        assert inside == {first}
    else:
        assert inside in (set(), set(may_read_first))
    assert 3 <= len(decision.keys) <= 16


def test_one_first_reader_reads_with_the_externals() -> None:
    found = admitted(admit_report(MANIFEST, leaving_out("m1", first="m2"), CURRENT))
    assert found.mode is Mode.FIRST_READER
    assert found.admitted == ("e1", "e2", "m2")
    assert found.left_out == ("m1",)
    assert admitted(admit_report(MANIFEST, leaving_out(first="m3"), CURRENT)).left_out == ()


def test_with_one_external_left_out_the_others_still_read() -> None:
    found = admitted(admit_report(MANIFEST, leaving_out("e1"), CURRENT))
    assert found.admitted == ("e2", "m1", "m2", "m3")
    first = admitted(admit_report(MANIFEST, leaving_out("e1", "m1", "m2", first="m3"), CURRENT))
    assert first.admitted == ("e2", "m3")


@pytest.mark.parametrize(
    ("choice", "holders_left", "externals_left"),
    [
        (leaving_out("e1", "e2"), 3, 0),
        (leaving_out("e1", "e2", first="m1"), 1, 0),
        (leaving_out("e1", "m1", "m2"), 1, 1),
        (leaving_out("e1", "e2", "m1", "m2", "m3"), 0, 0),
    ],
)
def test_too_few_readers_is_an_answer_with_numbers(
    choice: Choice, holders_left: int, externals_left: int
) -> None:
    expected = TooFewReaders(holders_left, externals_left)
    assert admit_report(MANIFEST, choice, CURRENT) == expected


def test_in_grace_only_externals_read() -> None:
    for choice in (leaving_out(), leaving_out("m1"), leaving_out(first="m1")):
        found = admitted(admit_report(MANIFEST, choice, GRACE))
        assert found.mode is Mode.EXTERNALS_ALONE
        assert found.admitted == ("e1", "e2")
    assert admit_report(MANIFEST, leaving_out("e2"), GRACE) == TooFewReaders(1, 1)


def test_after_grace_nothing_is_sealed() -> None:
    assert admit_report(MANIFEST, leaving_out(), EXPIRED) == NotAccepting()
    assert admit_follow_up(MANIFEST, readers_of("m1"), EXPIRED) == NotAccepting()


@pytest.mark.parametrize(
    "choice",
    [
        leaving_out("m9"),
        leaving_out("g1"),
        leaving_out("r"),
        leaving_out(first="m9"),
        leaving_out(first="e1"),
        leaving_out(first="g1"),
        leaving_out(first="r"),
        leaving_out("m1", first="m1"),
    ],
)
def test_a_form_that_names_the_wrong_people_is_refused(choice: Choice) -> None:
    for standing in (CURRENT, GRACE, EXPIRED):
        with pytest.raises(RefusedError):
            admit_report(MANIFEST, choice, standing)


# Identity.


def test_an_identity_goes_to_exactly_those_ticked() -> None:
    report = admitted(admit_report(MANIFEST, leaving_out("m3"), CURRENT))
    for size in range(1, 5):
        for ticked in combinations(report.admitted, size):
            found = admitted(admit_identity(MANIFEST, report, ticked))
            assert found.mode is Mode.IDENTITY
            assert found.admitted == ticked
            assert {key.raw for key in found.keys} == vaults(MANIFEST, ticked)
            assert set(found.left_out) == {"m1", "m2", "m3", "e1", "e2"} - set(ticked)
            assert list(found.left_out) == sorted(found.left_out)


@pytest.mark.parametrize("ticked", [["m3"], ["m1", "m3"], ["g1"], ["r"], ["m9"]])
def test_who_does_not_read_the_report_does_not_learn_who_wrote_it(ticked: list[str]) -> None:
    report = admitted(admit_report(MANIFEST, leaving_out("m3"), CURRENT))
    with pytest.raises(RefusedError):
        admit_identity(MANIFEST, report, [PersonId(each) for each in ticked])


def test_an_identity_for_nobody_is_not_sealed() -> None:
    report = admitted(admit_report(MANIFEST, leaving_out(), CURRENT))
    assert admit_identity(MANIFEST, report, []) == TooFewReaders(0, 0)


# Follow-ups.


def test_a_follow_up_goes_to_those_admitted_then_and_to_every_external_of_today() -> None:
    now = after(MANIFEST, holders(4, 3).values())
    readers = readers_of("m1 m2 e1", left_out="m3")
    found = admitted(admit_follow_up(now, readers, CURRENT))
    assert found.mode is Mode.FOLLOW_UP
    assert found.admitted == ("e1", "e2", "e3", "m1", "m2")
    assert found.left_out == ("m3",)
    assert {key.raw for key in found.keys} == vaults(now, (*found.admitted, PersonId("r")))


def test_a_follow_up_skips_who_has_left_and_who_was_left_out() -> None:
    now = after(MANIFEST, [each for each in PEOPLE.values() if each.id != "m2"])
    readers = readers_of("m1 m2 g1 r", left_out="e1 m3")
    assert admitted(admit_follow_up(now, readers, CURRENT)).admitted == ("e2", "m1")


def test_nobody_can_be_admitted_and_left_out_at_once() -> None:
    with pytest.raises(MalformedError):
        readers_of("m1 m2 m3", left_out="m3")


def test_a_follow_up_in_grace_goes_to_externals_only() -> None:
    readers = readers_of("m1 m2")
    assert admitted(admit_follow_up(MANIFEST, readers, GRACE)).admitted == ("e1", "e2")
    narrow = readers_of("m1 m2", left_out="e1")
    assert admit_follow_up(MANIFEST, narrow, GRACE) == TooFewReaders(1, 1)


def test_a_follow_up_needs_two_holders_and_an_external() -> None:
    nobody_outside = readers_of("m1 m2", left_out="e1 e2")
    assert admit_follow_up(MANIFEST, nobody_outside, CURRENT) == TooFewReaders(2, 0)
    one = readers_of("", left_out="e1")
    assert admit_follow_up(MANIFEST, one, CURRENT) == TooFewReaders(1, 1)


# Whose word counts in a conversation.


def test_members_and_externals_are_the_holders_of_a_conversation() -> None:
    found = holders_of(MANIFEST)
    assert sorted(found) == ["e1", "e2", "m1", "m2", "m3"]
    assert {who for who, each in found.items() if each.external} == {"e1", "e2"}
    assert all(each.public == MANIFEST.person(who).signing for who, each in found.items())


def test_who_has_left_still_held_a_key_under_the_old_manifest() -> None:
    now = after(MANIFEST, [each for each in PEOPLE.values() if each.id != "m2"])
    old, new = link_of(MANIFEST), link_of(now)
    roles = roles_of(Chain((old, new)), in_force=new)
    assert "m2" in roles.by_manifest[old.hash]
    assert "m2" not in roles.by_manifest[new.hash]
    assert roles.current == holders_of(now)
    assert roles_of(Chain((old, new)), in_force=old).current == holders_of(MANIFEST)


def test_no_traceback_shows_who_was_left_out() -> None:
    choice = Choice(left_out=frozenset({PersonId("m2")}))
    assert "m2" not in repr(choice)
    assert "m2" not in repr(admit_report(MANIFEST, choice, CURRENT))


@pytest.mark.parametrize(
    ("holders_left", "externals_left", "enough"),
    [(2, 1, True), (2, 2, True), (16, 1, True), (1, 1, False), (2, 0, False), (16, 0, False)],
)
def test_two_holders_one_of_them_external_are_enough(
    holders_left: int, externals_left: int, enough: bool
) -> None:
    assert are_enough(holders_left, externals_left) is enough
