"""When too few are left to sign, recovery helps, slowly and in sight of all."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from crypto.errors import CryptoError, RefusedError
from crypto.manifest.body import Manifest
from crypto.manifest.chain import Authority, Chain, Trusted, verify_chain
from crypto.manifest.people import Role
from crypto.manifest.signed import (
    SignedManifest,
)
from tests.unit.crypto.committees import (
    ISSUED,
    after,
    genesis_of,
    hash_of,
    holder,
    holders,
    signed,
)

PEOPLE = holders(3, 2, guests=1)
M1, M2, M3, R = (PEOPLE[each] for each in ("m1", "m2", "m3", "r"))
GENESIS = genesis_of(PEOPLE.values())
FIRST = signed(GENESIS, [M1, M2])
PIN = hash_of(GENESIS)
TRUSTED = Trusted(PIN)
SECOND = after(GENESIS, PEOPLE.values())
TODAY = date(2026, 7, 1)
WEEK = timedelta(days=7)


def verified(*manifests: SignedManifest) -> Chain:
    return verify_chain(TRUSTED, [FIRST, *manifests])


def refused(*manifests: SignedManifest) -> None:
    with pytest.raises(CryptoError):
        verified(*manifests)


NEW_M2 = M2.with_new_keys("new m2")


def rescued() -> Manifest:
    """m2 and m3 have lost their keys; m2 has new ones, m3 is gone."""
    kept = [each for each in PEOPLE.values() if each.id not in {"m2", "m3"}]
    return after(GENESIS, [*kept, NEW_M2])


def test_recovery_and_one_member_may_sign_and_then_it_waits_for_a_week() -> None:
    manifest = rescued()
    chain = verified(signed(manifest, [M1, R, NEW_M2]))
    assert chain.newest.authority is Authority.RECOVERY
    assert chain.newest.signers == ("m1", "m2", "r")
    seen = {chain.newest.hash: TODAY}
    for day in range(7):
        today = TODAY + timedelta(days=day)
        assert chain.in_force(today, seen).manifest == GENESIS
        [waiting] = chain.waiting(today, seen)
        assert waiting.link == chain.newest
        assert waiting.counts_from == TODAY + WEEK
    assert chain.in_force(TODAY + WEEK, seen).manifest == manifest
    assert chain.waiting(TODAY + WEEK, seen) == ()


def test_a_week_begins_when_the_verifier_first_sees_it_whatever_day_its_signers_wrote() -> None:
    chain = verified(signed(rescued(), [M1, R, NEW_M2]))
    later = TODAY + timedelta(days=100)
    assert chain.in_force(later, {}).manifest == GENESIS
    assert chain.waiting(later, {})[0].counts_from == later + WEEK
    early = {chain.newest.hash: ISSUED - timedelta(days=30)}
    assert chain.waiting(ISSUED, early)[0].counts_from == ISSUED + WEEK


def test_what_follows_a_waiting_manifest_waits_with_it() -> None:
    manifest = rescued()
    kept = [each for each in PEOPLE.values() if each.id not in {"m2", "m3"}]
    third = after(manifest, [*kept, NEW_M2])
    chain = verified(signed(manifest, [M1, R, NEW_M2]), signed(third, [M1, NEW_M2]))
    seen = {hash_of(manifest): TODAY, hash_of(third): TODAY}
    assert chain.in_force(TODAY, seen).manifest == GENESIS
    assert chain.in_force(TODAY + WEEK, seen).manifest == third


def test_enough_members_need_no_recovery_and_no_waiting() -> None:
    chain = verified(signed(SECOND, [M1, M2, R]))
    assert chain.newest.authority is Authority.COMMITTEE
    assert chain.in_force(TODAY, {}).manifest == SECOND
    assert chain.waiting(TODAY, {}) == ()


def test_recovery_without_a_member_or_without_the_new_committee_signs_nothing() -> None:
    manifest = rescued()
    refused(signed(manifest, [R, NEW_M2]))
    refused(signed(manifest, [R, M1]))
    refused(signed(manifest, [R]))
    refused(signed(manifest, [M1, NEW_M2]))
    refused(signed(manifest, [holder("r2", Role.RECOVERY), M1, NEW_M2]))


def test_only_the_recovery_recipient_of_before_counts() -> None:
    fresh = R.with_new_keys("r again")
    kept = [each for each in PEOPLE.values() if each.id not in {"m2", "m3", "r"}]
    manifest = after(GENESIS, [*kept, NEW_M2, fresh])
    assert verified(signed(manifest, [M1, R, NEW_M2])).newest.authority is Authority.RECOVERY
    refused(signed(manifest, [M1, fresh, NEW_M2]))


def test_the_committee_can_object_to_what_recovery_signed() -> None:
    waiting = signed(rescued(), [M1, R, NEW_M2])
    objection = signed(SECOND, [M2, M3])
    for order in ([waiting, objection], [objection, waiting]):
        chain = verified(*order)
        assert chain.newest.manifest == SECOND
        assert chain.newest.authority is Authority.COMMITTEE
    third = after(SECOND, PEOPLE.values())
    assert verified(waiting, objection, signed(third, [M1, M2])).newest.manifest == third


def test_what_was_built_on_a_manifest_that_met_an_objection_falls_with_it() -> None:
    kept = [each for each in PEOPLE.values() if each.id not in {"m2", "m3"}]
    waiting = signed(rescued(), [M1, R, NEW_M2])
    built = after(rescued(), [*kept, NEW_M2])
    fallen = [waiting, signed(built, [M1, NEW_M2]), signed(after(built, [*kept, NEW_M2]), [M1])]
    objection = signed(SECOND, [M2, M3])
    assert verified(*fallen, objection).newest.manifest == SECOND
    third = after(SECOND, PEOPLE.values())
    assert verified(*fallen, objection, signed(third, [M2, M3])).newest.manifest == third


def test_an_objection_comes_too_late_once_the_other_has_counted() -> None:
    waiting = signed(rescued(), [M1, R, NEW_M2])
    objection = signed(SECOND, [M2, M3])
    with pytest.raises(RefusedError):
        verify_chain(Trusted(PIN, 2, waiting.hash), [FIRST, waiting, objection])


def test_two_manifests_of_recovery_are_a_fork() -> None:
    one = signed(rescued(), [M1, R, NEW_M2])
    other = signed(replace(rescued(), company="Another"), [M1, R, NEW_M2])
    refused(one, other)
    assert verified(one, other, signed(SECOND, [M2, M3])).newest.manifest == SECOND
