"""From the pinned genesis to the newest: signed by enough, not forked, not rolled back."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.errors import CannotOpenError, CryptoError, MalformedError, RefusedError
from crypto.manifest.chain import MOST_RIVALS, MOST_TEXTS, Authority, Chain, Trusted, verify_chain
from crypto.manifest.people import Role
from crypto.manifest.signed import (
    MANIFEST_LABEL,
    ManifestSignature,
    SignedManifest,
    key_id,
    sign_manifest,
    verify_manifest,
)
from crypto.manifest.text import serialise
from crypto.names import ManifestHash
from crypto.signing import sign
from tests.unit.crypto.committees import (
    Holder,
    after,
    genesis_of,
    hash_of,
    herald_seed,
    holder,
    holders,
    signed,
)

PEOPLE = holders(3, 2, guests=1)
M1, M2, M3, E1, G1, R = (PEOPLE[each] for each in ("m1", "m2", "m3", "e1", "g1", "r"))
GENESIS = genesis_of(PEOPLE.values())
FIRST = signed(GENESIS, [M1, M2])
PIN = hash_of(GENESIS)
TRUSTED = Trusted(PIN)
SECOND = after(GENESIS, PEOPLE.values())


def verified(*manifests: SignedManifest) -> Chain:
    return verify_chain(TRUSTED, [FIRST, *manifests])


def refused(*manifests: SignedManifest) -> None:
    with pytest.raises(CryptoError):
        verified(*manifests)


def test_a_chain_begins_with_the_genesis_that_was_pinned() -> None:
    chain = verified()
    assert chain.newest.manifest == GENESIS
    assert chain.newest.hash == PIN
    assert chain.newest.signers == ("m1", "m2")
    assert chain.newest.authority is Authority.COMMITTEE


def test_another_genesis_is_refused() -> None:
    other = replace(GENESIS, company="Another")
    with pytest.raises(RefusedError):
        verify_chain(TRUSTED, [signed(other, [M1, M2, M3])])
    with pytest.raises(RefusedError):
        verify_chain(TRUSTED, [FIRST, signed(other, [M1, M2, M3])])
    with pytest.raises(RefusedError):
        verify_chain(TRUSTED, [])
    with pytest.raises(RefusedError):
        verify_chain(Trusted(hash_of(SECOND)), [signed(SECOND, [M1, M2])])


@given(members=st.integers(3, 6), data=st.data())
@settings(max_examples=20, deadline=None)
def test_one_signature_less_than_the_threshold_is_not_enough(
    members: int, data: st.DataObject
) -> None:
    people = holders(members)
    genesis = genesis_of(people.values())
    everyone = [each for each in people.values() if each.person.role is Role.MEMBER]
    signers = data.draw(st.permutations(everyone))
    enough, too_few = signers[: genesis.threshold], signers[: genesis.threshold - 1]
    trusted = Trusted(hash_of(genesis))
    first = signed(genesis, enough)
    assert verify_chain(trusted, [first]).newest.manifest == genesis
    with pytest.raises(RefusedError):
        verify_chain(trusted, [signed(genesis, too_few)])
    second = after(genesis, people.values())
    assert verify_chain(trusted, [first, signed(second, enough)]).newest.manifest == second
    with pytest.raises(RefusedError):
        verify_chain(trusted, [first, signed(second, too_few)])


def test_more_than_half_of_the_old_and_of_the_new_committee_must_sign() -> None:
    n1, n2 = holder("n1"), holder("n2")
    new = after(GENESIS, [M1, n1, n2, PEOPLE["e1"], PEOPLE["e2"], R])
    assert verified(signed(new, [M1, M2, n1])).newest.signers == ("m1", "m2", "n1")
    refused(signed(new, [M1, n1, n2]))
    refused(signed(new, [M1, M2, M3]))
    refused(signed(new, [M2, M3, n1]))
    assert verified(signed(new, [M2, M3, n1, n2])).newest.manifest == new


@pytest.mark.parametrize("who", [E1, G1, R])
def test_only_members_count_and_nobody_else(who: Holder) -> None:
    with pytest.raises(RefusedError):
        verify_chain(TRUSTED, [signed(GENESIS, [M1, who])])
    chain = verify_chain(TRUSTED, [signed(GENESIS, [M1, M2, who])])
    assert chain.newest.signers == ("m1", "m2")
    if who is not R:
        refused(signed(SECOND, [M1, who]))
        assert verified(signed(SECOND, [M1, M2, who])).newest.signers == ("m1", "m2")


def test_a_stranger_counts_for_nothing_and_stops_nothing() -> None:
    refused(signed(SECOND, [M1, holder("x1")]))
    assert verified(signed(SECOND, [M1, M2, holder("x1")])).newest.signers == ("m1", "m2")


def test_the_herald_counts_for_nothing_and_stops_nothing() -> None:
    heralds = [sign_manifest(serialise(SECOND), herald_seed())]
    refused(signed(SECOND, [M1]).with_signatures(heralds))
    heralded = signed(SECOND, [M1, M2]).with_signatures(heralds)
    assert verified(heralded).newest.signers == ("m1", "m2")


@pytest.mark.parametrize("at", [0, 63, 64, 3_372])
def test_half_a_signature_counts_for_nothing(at: int) -> None:
    good = sign_manifest(serialise(SECOND), M3.seeds.signing)
    raw = bytearray(good.raw)
    raw[at] ^= 1
    broken = replace(good, raw=bytes(raw))
    refused(signed(SECOND, [M1]).with_signatures([broken]))
    chain = verified(signed(SECOND, [M1, M2]).with_signatures([broken]))
    assert chain.newest.signers == ("m1", "m2")


def test_a_signature_counts_for_one_text_and_one_use() -> None:
    moved = sign_manifest(serialise(GENESIS), M2.seeds.signing)
    refused(signed(SECOND, [M1]).with_signatures([moved]))
    assert bytes(MANIFEST_LABEL) == b"charterline/v1/committee-manifest\0"


def test_a_signature_under_another_name_is_refused() -> None:
    by_m1 = sign_manifest(serialise(SECOND), M1.seeds.signing)
    stolen = replace(by_m1, key=key_id(M2.person.signing))
    refused(signed(SECOND, [M1]).with_signatures([stolen]))
    with pytest.raises(CannotOpenError):
        verify_manifest(serialise(SECOND), stolen, M1.person.signing)


def test_one_person_signs_once() -> None:
    one = sign_manifest(serialise(SECOND), M1.seeds.signing)
    with pytest.raises(MalformedError):
        SignedManifest(serialise(SECOND), (one, one))
    refused(signed(SECOND, [M1, M1]))


def test_signatures_that_came_apart_are_counted_together() -> None:
    chain = verified(signed(SECOND, [M2]), signed(SECOND, [M1]))
    assert chain.newest.signers == ("m1", "m2")


def test_the_order_in_which_manifests_are_stored_does_not_matter() -> None:
    third = after(SECOND, PEOPLE.values())
    manifests = [signed(third, [M1, M3]), FIRST, signed(SECOND, [M2, M3])]
    chain = verify_chain(TRUSTED, manifests)
    assert [link.manifest for link in chain.links] == [GENESIS, SECOND, third]
    assert chain.find(hash_of(SECOND)) == chain.links[1]
    assert chain.find(ManifestHash(bytes(32))) is None


def test_every_version_is_needed() -> None:
    third = after(SECOND, PEOPLE.values())
    refused(signed(third, [M1, M2]))
    skipping = replace(third, previous=PIN)
    refused(signed(skipping, [M1, M2]))
    detached = replace(SECOND, previous=ManifestHash(bytes(32)))
    refused(signed(detached, [M1, M2]))


def test_a_fork_is_refused_however_well_it_is_signed() -> None:
    other = replace(SECOND, company="Another")
    refused(signed(SECOND, [M1, M2]), signed(other, [M2, M3]))


OTHER = replace(SECOND, company="Another")
GOOD = signed(SECOND, [M1, M2])


def spoilt(manifest: SignedManifest) -> SignedManifest:
    first, *others = manifest.signatures
    return SignedManifest(manifest.text, (replace(first, raw=bytes(3_373)), *others))


@pytest.mark.parametrize(
    "rival",
    [
        signed(OTHER, []),
        signed(OTHER, [M1]),
        signed(OTHER, [holder("x1")]),
        signed(OTHER, [M1, holder("x1"), holder("x2")]),
        signed(replace(OTHER, previous=ManifestHash(bytes(32))), [M1, M2]),
        spoilt(signed(OTHER, [M1, M2])),
        SignedManifest(serialise(OTHER) + b"\n", GOOD.signatures),
    ],
)
def test_a_rival_that_does_not_hold_cannot_refuse_a_chain_that_does(
    rival: SignedManifest,
) -> None:
    third = after(SECOND, PEOPLE.values())
    for both in ([GOOD, rival], [rival, GOOD]):
        assert verified(*both).newest.manifest == SECOND
        assert verified(signed(third, [M2, M3]), *both).newest.manifest == third
    if rival.signatures:
        refused(rival)


def test_what_is_built_on_a_rival_that_does_not_hold_does_not_hold_either() -> None:
    rival = signed(OTHER, [M1])
    child = signed(after(OTHER, PEOPLE.values()), [M1, M2])
    assert verified(GOOD, rival, child).newest.manifest == SECOND
    third = signed(after(SECOND, PEOPLE.values()), [M1, M3])
    assert verified(GOOD, rival, child, third).newest.hash == third.hash


def test_texts_that_nobody_signed_do_not_count() -> None:
    unsigned = [
        SignedManifest(b"no manifest at all"),
        signed(replace(GENESIS, company="Another"), []),
        signed(after(SECOND, PEOPLE.values()), []),
    ]
    assert verified(GOOD, *unsigned).newest.manifest == SECOND
    for texts in (unsigned, [signed(GENESIS, [])]):
        with pytest.raises(RefusedError):
            verify_chain(TRUSTED, texts)


def test_a_verifier_is_not_drowned_in_texts() -> None:
    fillers = [SignedManifest(str(at).encode()) for at in range(MOST_TEXTS)]
    assert len(fillers) == 4_096
    assert verified(*fillers[2:], GOOD).newest.manifest == SECOND
    refused(*fillers[1:], GOOD)
    endless = iter(lambda: FIRST, None)
    with pytest.raises(RefusedError):
        verify_chain(TRUSTED, endless)


def test_a_dispute_has_a_few_rivals_and_no_more() -> None:
    rivals = [signed(replace(SECOND, company=f"Company {at}"), [M1]) for at in range(MOST_RIVALS)]
    assert len(rivals) == 8
    assert verified(GOOD, *rivals[1:]).newest.manifest == SECOND
    refused(GOOD, *rivals)


def test_a_rollback_is_refused() -> None:
    chain = [FIRST, signed(SECOND, [M1, M2])]
    assert verify_chain(Trusted(PIN, 2), chain).newest.manifest == SECOND
    for seen in (3, 0):
        with pytest.raises(RefusedError):
            verify_chain(Trusted(PIN, seen), chain)
    with pytest.raises(RefusedError):
        verify_chain(Trusted(PIN, 2), chain[:1])


def test_a_fork_between_two_visits_is_refused() -> None:
    chain = [FIRST, signed(SECOND, [M1, M2])]
    other = replace(SECOND, company="Another")
    assert verify_chain(Trusted(PIN, 2, hash_of(SECOND)), chain).newest.hash == hash_of(SECOND)
    assert verify_chain(Trusted(PIN, 1, PIN), chain).newest.hash == hash_of(SECOND)
    with pytest.raises(RefusedError):
        verify_chain(Trusted(PIN, 2, hash_of(other)), chain)


def test_a_signature_for_a_text_that_is_no_manifest_helps_nobody() -> None:
    text = b"charterline-manifest 1\n"
    raw = sign(MANIFEST_LABEL, text, M1.seeds.signing)
    refused(SignedManifest(text, (ManifestSignature(key_id(M1.person.signing), raw),)))


def test_everybody_who_may_sign_may_sign_together() -> None:
    everybody = [M1, M2, M3, R]
    genesis = signed(GENESIS, everybody[:3])
    chain = verify_chain(TRUSTED, [genesis, signed(SECOND, everybody)])
    assert [link.signers for link in chain.links] == [("m1", "m2", "m3"), ("m1", "m2", "m3", "r")]


def test_any_two_of_three_members_are_enough() -> None:
    for pair in combinations((M1, M2, M3), 2):
        assert verified(signed(SECOND, list(pair))).newest.manifest == SECOND
