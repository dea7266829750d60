"""Whoever may add a text to a chain can neither change who signed one nor stop those who did."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.errors import RefusedError
from crypto.manifest.chain import Trusted, verify_chain
from crypto.manifest.signed import KeyId, ManifestSignature, SignedManifest, key_id
from crypto.manifest.text import serialise
from tests.unit.crypto.committees import after, genesis_of, hash_of, holder, holders, signed

PEOPLE = holders(3, 2)
M1, M2, M3, R = (PEOPLE[each] for each in ("m1", "m2", "m3", "r"))
GENESIS = genesis_of(PEOPLE.values())
SECOND = after(GENESIS, PEOPLE.values())
FIRST = signed(GENESIS, [M1, M2])
GOOD = signed(SECOND, [M1, M2])
TRUSTED = Trusted(hash_of(GENESIS))
FORGED = [
    ManifestSignature(key_id(each.person.signing), bytes([at]) * 3_373)
    for at, each in enumerate((M1, M2, M3, R, holder("x1"), holder("x2")))
]


@pytest.mark.parametrize("good", [FIRST, GOOD], ids=["genesis", "second"])
@given(by=st.sets(st.sampled_from(FORGED), min_size=1), data=st.data())
@settings(max_examples=20, deadline=None)
def test_forged_signatures_on_a_copy_of_a_good_text_change_nothing(
    good: SignedManifest, by: set[ManifestSignature], data: st.DataObject
) -> None:
    """Anybody who may add a text may add a copy of one, with whatever signatures."""
    copies = [SignedManifest(good.text).with_signatures([each]) for each in by]
    texts = data.draw(st.permutations([FIRST, good, *copies, good.with_signatures(by)]))
    assert verify_chain(TRUSTED, texts) == verify_chain(TRUSTED, [FIRST, good])


def test_forged_copies_alone_sign_nothing() -> None:
    forged = SignedManifest(serialise(SECOND)).with_signatures(FORGED)
    with pytest.raises(RefusedError):
        verify_chain(TRUSTED, [FIRST, forged])
    with pytest.raises(RefusedError):
        verify_chain(TRUSTED, [SignedManifest(serialise(GENESIS)).with_signatures(FORGED)])


def test_more_signatures_than_one_file_holds_may_come_with_copies() -> None:
    strangers = [ManifestSignature(KeyId(bytes([at]) * 32), bytes(3_373)) for at in range(96)]
    texts = [SignedManifest(GOOD.text, tuple(strangers[at : at + 32])) for at in (0, 32, 64)]
    assert verify_chain(TRUSTED, [FIRST, *texts, GOOD]).newest.signers == ("m1", "m2")
