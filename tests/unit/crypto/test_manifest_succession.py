"""What a new manifest may change, and what must stay as it was."""

from dataclasses import replace
from datetime import timedelta

import pytest

from crypto.errors import CryptoError
from crypto.manifest.chain import Chain, Trusted, verify_chain
from crypto.manifest.people import Role
from crypto.manifest.signed import (
    SignedManifest,
)
from crypto.names import PersonId
from tests.unit.crypto.committees import (
    ISSUED,
    LATER_DERIVATION,
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
M1, M2, M3 = (PEOPLE[each] for each in ("m1", "m2", "m3"))
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


def people_with(*changes: Holder, without: str = "") -> list[Holder]:
    new = PEOPLE | {each.id: each for each in changes}
    return [each for each in new.values() if each.id != without]


@pytest.mark.parametrize(
    "derivations",
    [
        (LATER_DERIVATION,),
        (LATER_DERIVATION, *GENESIS.derivations),
        (replace(GENESIS.derivations[0], words=bytes(32)),),
    ],
)
def test_what_opens_old_mailboxes_is_frozen(derivations: tuple[object, ...]) -> None:
    refused(signed(replace(SECOND, derivations=derivations), [M1, M2]))  # type: ignore[arg-type]  # they are


def test_a_second_derivation_can_be_added_and_not_taken_away() -> None:
    both = replace(SECOND, derivations=(*GENESIS.derivations, LATER_DERIVATION))
    third = after(both, PEOPLE.values())
    assert verified(signed(both, [M1, M2]), signed(third, [M1, M2])).newest.manifest == third
    refused(
        signed(both, [M1, M2]),
        signed(replace(third, derivations=GENESIS.derivations), [M1, M2]),
    )


def test_a_manifest_is_not_issued_before_the_one_it_follows() -> None:
    assert verified(signed(replace(SECOND, issued=ISSUED), [M1, M2])).newest.manifest == SECOND
    earlier = ISSUED - timedelta(days=1)
    refused(signed(replace(SECOND, issued=earlier), [M1, M2]))


def test_names_and_the_chair_may_change() -> None:
    m1 = Holder(replace(M1.person, chair=False), M1.seeds)
    m2 = Holder(replace(M2.person, chair=True, name="Person Married"), M2.seeds)
    new = after(GENESIS, people_with(m1, m2))
    assert verified(signed(new, [M1, M2])).newest.manifest.person(PersonId("m2")).chair


def test_keys_may_be_replaced_and_both_keys_may_sign() -> None:
    fresh = M2.with_new_keys("m2 again")
    new = after(GENESIS, people_with(fresh))
    assert verified(signed(new, [M1, M3])).newest.signers == ("m1", "m3")
    assert verified(signed(new, [M1, M2, fresh])).newest.signers == ("m1", "m2")
    refused(signed(new, [M1, M2]))
    refused(signed(new, [M1, fresh]))


def two_steps(second: list[Holder], third: list[Holder]) -> tuple[SignedManifest, SignedManifest]:
    middle = after(GENESIS, second)
    return signed(middle, [M1, M3]), signed(after(middle, third), [M1, M3])


def test_a_key_laid_down_is_never_taken_up_again() -> None:
    fresh = M2.with_new_keys("m2 again")
    refused(*two_steps(people_with(fresh), people_with()))
    assert verified(*two_steps(people_with(fresh), people_with(fresh))).newest.signers


@pytest.mark.parametrize("kind", ["signing", "vault"])
def test_a_key_is_never_handed_on(kind: str) -> None:
    heir = holder("m9")
    keys = {kind: getattr(M2.person, kind)}
    taken = Holder(replace(heir.person, **keys), heir.seeds)
    middle = people_with(without="m2")
    refused(*two_steps(middle, [*middle, taken]))
    refused(signed(after(GENESIS, [*middle, taken]), [M1, M3]))
    assert verified(*two_steps(middle, [*middle, heir])).newest.signers


def test_the_herald_may_have_a_new_key_and_never_an_old_one() -> None:
    second = replace(SECOND, herald=herald_seed("another herald").public)
    third = after(second, PEOPLE.values())
    both = (signed(second, [M1, M2]), signed(third, [M1, M2]))
    assert verified(*both).newest.manifest.herald == second.herald
    back = replace(third, herald=GENESIS.herald)
    refused(both[0], signed(back, [M1, M2]))


def test_who_left_comes_back_as_somebody_new() -> None:
    middle = people_with(without="m2")
    back = M2.with_new_keys("m2 again")
    refused(*two_steps(middle, [*middle, back]))
    refused(*two_steps(middle, [*middle, M2]))


def test_an_id_keeps_its_role() -> None:
    turned = holder("m2", Role.EXTERNAL).with_new_keys("m2 outside")
    refused(signed(after(GENESIS, people_with(turned)), [M1, M3]))
