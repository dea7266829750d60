"""What follows somebody's keys when they change, and what shows that they still open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.errors import CannotOpenError, CryptoError
from crypto.keyring.keyfile import PRF_INPUT
from crypto.keyring.seeds import MemberSeeds, open_former, opens_practice, seal_former
from crypto.manifest.signed import KeyId, key_id
from crypto.names import PersonId
from crypto.suite import hpke_open
from tests.unit.crypto.committees import seeds_of, vectors

OLD, NEW = seeds_of("m1"), seeds_of("m1 since June")
OLD_ID = key_id(OLD.signing.public)
M1 = PersonId("m1")
SEALED = seal_former(OLD, M1, NEW.vault.public)


def test_whoever_has_the_new_keys_opens_the_old_ones() -> None:
    sealed = seal_former(OLD, M1, NEW.vault.public)
    assert open_former(sealed, M1, OLD_ID, NEW) == OLD
    assert len(sealed) == 1_232


@pytest.mark.parametrize(
    ("person", "old", "seeds"),
    [
        ("m2", OLD_ID, NEW),
        ("m1", key_id(NEW.signing.public), NEW),
        ("m1", OLD_ID, OLD),
        ("m1", OLD_ID, seeds_of("m2")),
    ],
)
def test_former_keys_belong_to_one_person_and_open_for_the_keys_that_follow(
    person: str, old: KeyId, seeds: MemberSeeds
) -> None:
    with pytest.raises(CannotOpenError):
        open_former(SEALED, PersonId(person), old, seeds)


@given(raw=st.binary(max_size=1_300))
def test_no_other_bytes_are_former_keys(raw: bytes) -> None:
    with pytest.raises(CryptoError):
        open_former(raw, M1, OLD_ID, NEW)


def test_a_practice_report_opens_for_the_keys_that_it_is_sealed_to_and_for_no_others() -> None:
    assert opens_practice(NEW, NEW.vault.public)
    assert not opens_practice(OLD, NEW.vault.public)


@pytest.mark.parametrize("vector", vectors("seeds"), ids=lambda vector: vector["name"])
def test_frozen_former_keys_keep_their_meaning(vector: dict[str, str]) -> None:
    person, old = PersonId(vector["person"]), KeyId(bytes.fromhex(vector["old"]))
    sealed, new = bytes.fromhex(vector["sealed"]), seeds_of(vector["new"])
    if vector["expect"] == "opens":
        assert open_former(sealed, person, old, new) == seeds_of(vector["seeds"])
        assert _opened_as_written(vector) == bytes(seeds_of(vector["seeds"]))
        return
    with pytest.raises(CryptoError):
        open_former(sealed, person, old, new)


def test_a_passkey_is_asked_with_the_same_text_for_ever() -> None:
    assert PRF_INPUT == b"charterline/v1/door/passkey\x00"


def _opened_as_written(vector: dict[str, str]) -> bytes:
    """Put the info together by the page of the format alone."""
    parts = (vector["person"].encode(), bytes.fromhex(vector["old"]))
    framed = b"".join(len(part).to_bytes(4) + part for part in parts)
    info = b"charterline/v1/former-keys\x00" + framed
    return hpke_open(bytes.fromhex(vector["sealed"]), seeds_of(vector["new"]).vault, info)
