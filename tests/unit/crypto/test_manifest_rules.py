"""What a committee must be before anybody seals to it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from crypto.errors import CryptoError, MalformedError, RefusedError
from crypto.manifest.body import LAST_DAY, Derivation, Manifest
from crypto.manifest.people import Person, Role
from crypto.names import ManifestHash, PersonId
from crypto.passcode.stretching import HashCost
from crypto.suite import VaultPublic
from tests.unit.crypto.committees import (
    DERIVATION,
    ISSUED,
    LATER_DERIVATION,
    after,
    genesis_of,
    herald_seed,
    holder,
    holders,
    in_order,
    seeds_of,
)

PEOPLE = holders(guests=1)
GENESIS = genesis_of(PEOPLE.values())
MEMBER = PEOPLE["m2"].person
EXTERNAL = PEOPLE["e1"].person


def changed(person: str, **fields: object) -> Manifest:
    """The genesis with one person changed."""
    persons = tuple(
        replace(each, **fields) if each.id == person else each  # type: ignore[arg-type]  # by name
        for each in GENESIS.persons
    )
    return replace(GENESIS, persons=persons)


@pytest.mark.parametrize(("members", "threshold"), [(3, 2), (4, 3), (5, 3), (6, 4), (7, 4)])
def test_more_than_half_of_a_committee_must_sign(members: int, threshold: int) -> None:
    manifest = genesis_of(holders(members).values())
    assert manifest.threshold == threshold
    assert len(manifest.members) == members


@pytest.mark.parametrize(("members", "externals"), [(2, 2), (8, 2), (3, 1), (7, 9)])
def test_a_committee_begins_with_three_to_seven_members_and_two_externals(
    members: int, externals: int
) -> None:
    with pytest.raises(RefusedError):
        genesis_of(holders(members, externals).values())


def test_sixteen_may_receive_and_guests_are_not_counted() -> None:
    manifest = genesis_of(holders(7, 8, guests=2).values())
    assert len(manifest.members) + len(manifest.externals) + 1 == 16
    assert [each.id for each in manifest.guests] == ["g1", "g2"]
    assert manifest.recovery.id == "r"


def test_forty_persons_are_the_most() -> None:
    assert len(genesis_of(holders(3, 2, guests=34).values()).persons) == 40
    with pytest.raises(RefusedError):
        genesis_of(holders(3, 2, guests=35).values())


@pytest.mark.parametrize(("members", "externals"), [(1, 1), (2, 1), (1, 2)])
def test_a_later_committee_may_have_shrunk(members: int, externals: int) -> None:
    assert after(GENESIS, holders(members, externals).values()).version == 2


@pytest.mark.parametrize(("members", "externals"), [(0, 2), (1, 0), (8, 2), (7, 9)])
def test_a_later_committee_keeps_a_member_and_an_external(members: int, externals: int) -> None:
    with pytest.raises(RefusedError):
        after(GENESIS, holders(members, externals).values())


@pytest.mark.parametrize("chairs", [[], ["m1", "m2"]])
def test_a_committee_has_one_chair(chairs: list[str]) -> None:
    persons = tuple(replace(each, chair=each.id in chairs) for each in GENESIS.persons)
    with pytest.raises(RefusedError):
        replace(GENESIS, persons=persons)


def test_there_is_one_recovery_recipient() -> None:
    without = [each for each in PEOPLE.values() if each.id != "r"]
    for people in (without, [*PEOPLE.values(), holder("r2", Role.RECOVERY)]):
        with pytest.raises(RefusedError):
            genesis_of(people)


def test_an_id_is_one_person() -> None:
    with pytest.raises(RefusedError):
        replace(GENESIS, persons=(*GENESIS.persons, GENESIS.persons[-1]))
    with pytest.raises(RefusedError):
        replace(GENESIS, persons=GENESIS.persons[::-1])


def test_a_key_has_one_holder() -> None:
    with pytest.raises(RefusedError):
        changed("m2", vault=PEOPLE["e1"].person.vault)
    with pytest.raises(RefusedError):
        changed("m2", signing=PEOPLE["r"].person.signing)
    with pytest.raises(RefusedError):
        replace(GENESIS, herald=MEMBER.signing)


def test_a_key_that_nobody_can_seal_to_is_found_in_time() -> None:
    with pytest.raises(MalformedError):
        changed("m2", vault=VaultPublic(b"\xff" * 1_216))


@pytest.mark.parametrize("days", [-1, 0, 401])
def test_a_manifest_lives_for_1_to_400_days(days: int) -> None:
    with pytest.raises(RefusedError):
        replace(GENESIS, expires=ISSUED + timedelta(days=days))


@pytest.mark.parametrize("days", [1, 400])
def test_a_manifest_may_live_for_a_day_and_for_400(days: int) -> None:
    assert replace(GENESIS, expires=ISSUED + timedelta(days=days)).issued == ISSUED


def test_the_calendar_ends_before_days_cannot_be_counted() -> None:
    before = replace(GENESIS, issued=LAST_DAY - timedelta(days=9), expires=LAST_DAY)
    with pytest.raises(RefusedError):
        replace(before, expires=LAST_DAY + timedelta(days=1))
    assert date(9000, 12, 31) == LAST_DAY


@pytest.mark.parametrize(
    ("version", "previous"),
    [(0, None), (1, bytes(32)), (2, None), (2, bytes(31)), (2**32, bytes(32)), (-1, bytes(32))],
)
def test_only_the_first_manifest_follows_nothing(version: int, previous: bytes | None) -> None:
    hashed = None if previous is None else ManifestHash(previous)
    with pytest.raises(CryptoError):
        replace(GENESIS, version=version, previous=hashed)


def test_versions_go_on_for_longer_than_committees() -> None:
    assert replace(GENESIS, version=2**32 - 1, previous=ManifestHash(bytes(32))).version > 1


@pytest.mark.parametrize("suites", [(), (2,), (1, 1), (2, 1), (0, 1), (1, 0x10000)])
def test_the_accepted_suites_are_in_order_and_hold_the_first(suites: tuple[int, ...]) -> None:
    with pytest.raises(CryptoError):
        replace(GENESIS, suites=suites)


def test_a_later_suite_can_be_accepted() -> None:
    assert replace(GENESIS, suites=(1, 2, 0xFFFF)).suites == (1, 2, 0xFFFF)


def test_there_is_room_for_a_second_derivation_and_for_no_fifth() -> None:
    four = tuple(replace(DERIVATION, passes=passes) for passes in range(1, 5))
    assert replace(GENESIS, derivations=four).derivations == four
    for wrong in ((), (*four, LATER_DERIVATION), (DERIVATION, DERIVATION)):
        with pytest.raises(RefusedError):
            replace(GENESIS, derivations=wrong)


@pytest.mark.parametrize(
    "fields",
    [
        {"salt": bytes(15)},
        {"salt": bytes(17)},
        {"words": bytes(31)},
        {"words": bytes(33)},
        {"lanes": 0},
        {"lanes": 9},
        {"passes": 0},
        {"passes": 17},
        {"memory_kib": 7},
        {"memory_kib": 1_048_577},
        {"memory_kib": 63, "lanes": 8},
    ],
)
def test_a_derivation_is_within_bounds(fields: dict[str, object]) -> None:
    with pytest.raises(CryptoError):
        replace(DERIVATION, **fields)  # type: ignore[arg-type]  # the fields are named above


@pytest.mark.parametrize(
    ("memory_kib", "passes", "lanes"), [(8, 1, 1), (1_048_576, 16, 8), (64, 1, 8)]
)
def test_the_bounds_of_a_derivation_are_allowed(memory_kib: int, passes: int, lanes: int) -> None:
    derivation = Derivation(bytes(16), memory_kib, passes, lanes, bytes(32))
    assert derivation.cost == HashCost(passes=passes, memory_kib=memory_kib, lanes=lanes)


@pytest.mark.parametrize("person_id", ["", "1a", "-a", "A", "a b", "a_b", "é", "a" * 33, "a\n"])
def test_an_id_is_plain(person_id: str) -> None:
    with pytest.raises(MalformedError):
        replace(MEMBER, id=PersonId(person_id))


@pytest.mark.parametrize("person_id", ["a", "a-1", "z" * 32])
def test_an_id_may_be_short_and_may_be_long(person_id: str) -> None:
    assert replace(MEMBER, id=PersonId(person_id)).id == person_id


@pytest.mark.parametrize("role", list(Role))
def test_outside_people_name_their_organisation_and_nobody_else(role: Role) -> None:
    is_outside = role in {Role.EXTERNAL, Role.GUEST}
    organisation, wrong = ("Lee LLP", None) if is_outside else (None, "Lee LLP")
    seeds = seeds_of("x")
    keys = (seeds.signing.public, seeds.vault.public)
    person = Person(PersonId("x"), role, "X", *keys, organisation=organisation)
    assert person.organisation == organisation
    with pytest.raises(RefusedError):
        replace(person, organisation=wrong)


@pytest.mark.parametrize("who", ["e1", "g1", "r"])
def test_only_a_member_can_be_the_chair(who: str) -> None:
    with pytest.raises(RefusedError):
        changed(who, chair=True)


def test_who_is_not_in_the_manifest_cannot_be_found_there() -> None:
    assert GENESIS.person(PersonId("m2")) == MEMBER
    with pytest.raises(RefusedError):
        GENESIS.person(PersonId("m9"))


def test_the_herald_has_a_key_of_its_own() -> None:
    assert GENESIS.herald == herald_seed().public
    assert in_order(PEOPLE.values()) == GENESIS.persons
