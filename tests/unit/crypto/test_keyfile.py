"""A stolen key file is worth its passphrase and nothing less."""

from dataclasses import replace

import pytest
from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.errors import CannotOpenError, CryptoError, MalformedError, RefusedError
from crypto.keyring import keyfile
from crypto.keyring.keyfile import (
    CHEAPEST,
    PRODUCTION,
    KeyFile,
    PasskeySecret,
    Passphrase,
    generate_passphrase,
    lock_with_passkey,
    lock_with_passphrase,
    unlock_with_passkey,
    unlock_with_passphrase,
)
from crypto.keyring.seeds import MemberSeeds, read_seeds
from crypto.names import PersonId
from crypto.passcode.stretching import HashCost
from crypto.suite import Label
from tests.unit.crypto.committees import seed_bytes, seeds_of, vectors

M1, M2 = PersonId("m1"), PersonId("m2")
SEEDS = seeds_of("m1")
WORDS = Passphrase("orbit lemon chalk river piano wagon")
PASSKEY = PasskeySecret(seed_bytes("passkey", 32))
FILE = lock_with_passphrase(SEEDS, M1, WORDS, CHEAPEST)
SECOND_WAY = lock_with_passkey(SEEDS, M1, PASSKEY)
LIST = [f"word{at}" for at in range(2_048)]


def test_a_passphrase_opens_its_file_and_so_does_a_passkey() -> None:
    assert unlock_with_passphrase(FILE, M1, WORDS) == SEEDS
    assert unlock_with_passkey(SECOND_WAY, M1, PASSKEY) == SEEDS
    assert len(FILE) == len(SECOND_WAY) == keyfile.SIZE == 252


@given(secret=st.binary(min_size=96, max_size=96), text=st.text(max_size=60))
@settings(max_examples=30, deadline=None)
def test_every_seed_comes_back_by_every_passphrase(secret: bytes, text: str) -> None:
    passphrase = Passphrase(text + "1")
    locked = lock_with_passphrase(read_seeds(secret), M2, passphrase, CHEAPEST)
    assert bytes(unlock_with_passphrase(locked, M2, passphrase)) == secret


@pytest.mark.parametrize("at", range(252))
def test_no_byte_of_a_key_file_can_be_changed(at: int) -> None:
    changed = bytearray(FILE)
    changed[at] ^= 0x80
    with pytest.raises(CryptoError):
        unlock_with_passphrase(bytes(changed), M1, WORDS)
    changed = bytearray(SECOND_WAY)
    changed[at] ^= 0x01
    with pytest.raises(CryptoError):
        unlock_with_passkey(bytes(changed), M1, PASSKEY)


@pytest.mark.parametrize("raw", [b"", FILE[:-1], FILE + b"\0", bytes(252)])
def test_a_key_file_has_one_size_and_one_shape(raw: bytes) -> None:
    with pytest.raises(MalformedError):
        unlock_with_passphrase(raw, M1, WORDS)


def test_a_wrong_passphrase_is_noticed_before_anything_is_opened() -> None:
    with pytest.raises(CannotOpenError):
        unlock_with_passphrase(FILE, M1, Passphrase("orbit lemon chalk river piano wagons"))
    with pytest.raises(CannotOpenError):
        unlock_with_passkey(SECOND_WAY, M1, PasskeySecret(bytes(32)))


def test_a_key_file_commits_to_one_key() -> None:
    """The commitment alone refuses: nobody can make a file that opens under two passphrases."""
    opener = FILE[:96]
    key, commitment = keys_by_hand(opener, b"orbit lemon chalk river piano wagon")
    _, others = keys_by_hand(opener, b"another")
    assert FILE[96:128] == commitment != others
    nonce = bytes(12)
    for stated in (commitment, others):
        header = opener + stated
        file = header + nonce + AESGCM(key).encrypt(nonce, bytes(SEEDS), header)
        if stated == commitment:
            assert bytes(unlock_with_passphrase(file, M1, WORDS)) == bytes(SEEDS)
            continue
        with pytest.raises(CannotOpenError):
            unlock_with_passphrase(file, M1, WORDS)


def keys_by_hand(opener: bytes, passphrase: bytes) -> tuple[bytes, bytes]:
    stretched = hash_secret_raw(passphrase, opener[64:96], 1, 8, 1, 32, Type.ID)
    info = Label("member-kek").over(b"m1", opener[5:6] + opener[8:20])
    both = HKDF(SHA512(), 64, opener[64:96], info).derive(stretched)
    return both[:32], both[32:]


def test_a_key_file_is_of_one_member_and_one_kind() -> None:
    with pytest.raises(MalformedError):
        unlock_with_passphrase(FILE, M2, WORDS)
    with pytest.raises(MalformedError):
        unlock_with_passphrase(SECOND_WAY, M1, WORDS)
    with pytest.raises(MalformedError):
        unlock_with_passkey(FILE, M1, PASSKEY)
    renamed = bytearray(FILE)
    renamed[33] = ord("2")
    with pytest.raises(CryptoError):
        unlock_with_passphrase(bytes(renamed), M2, WORDS)


@pytest.mark.parametrize("member", ["", "M1", "é", "m" * 33])
def test_a_key_file_is_of_a_person_of_the_manifest(member: str) -> None:
    with pytest.raises(MalformedError):
        lock_with_passphrase(SEEDS, PersonId(member), WORDS, CHEAPEST)
    with pytest.raises(MalformedError):
        unlock_with_passphrase(FILE, PersonId(member), WORDS)


def test_the_longest_id_fits() -> None:
    longest = PersonId("m" * 32)
    assert (
        unlock_with_passkey(lock_with_passkey(SEEDS, longest, PASSKEY), longest, PASSKEY) == SEEDS
    )


@pytest.mark.parametrize(
    ("memory_kib", "passes", "lanes"),
    [(7, 1, 1), (1_048_577, 1, 1), (8, 0, 1), (8, 17, 1), (8, 1, 0), (128, 1, 9)],
)
def test_a_hostile_file_cannot_make_us_spend_more_than_a_gibibyte(
    memory_kib: int, passes: int, lanes: int
) -> None:
    with pytest.raises(RefusedError):
        HashCost(passes, memory_kib, lanes)
    costs = b"".join(cost.to_bytes(4) for cost in (memory_kib, passes, lanes))
    with pytest.raises(RefusedError):
        unlock_with_passphrase(FILE[:8] + costs + FILE[20:], M1, WORDS)


def test_costs_up_to_the_bounds_are_allowed() -> None:
    assert HashCost(16, 1_048_576, 8) != HashCost(1, 8, 1) == CHEAPEST
    assert HashCost(passes=4, memory_kib=262_144, lanes=1) == PRODUCTION
    assert HashCost(passes=1, memory_kib=64, lanes=8).lanes == 8


def test_every_lane_has_eight_blocks_at_least() -> None:
    with pytest.raises(RefusedError):
        HashCost(passes=1, memory_kib=15, lanes=2)
    costs = b"".join(cost.to_bytes(4) for cost in (15, 1, 2))
    with pytest.raises(RefusedError):
        unlock_with_passphrase(FILE[:8] + costs + FILE[20:], M1, WORDS)


def test_a_passkeys_file_has_no_costs() -> None:
    locked = lock_with_passkey(SEEDS, M1, PASSKEY)
    for at in (11, 15, 19):
        changed = bytearray(locked)
        changed[at] = 1
        with pytest.raises(MalformedError):
            unlock_with_passkey(bytes(changed), M1, PASSKEY)


@pytest.mark.parametrize("memory_kib", [8, 16, 1_024])
def test_the_costs_stand_in_the_file(memory_kib: int) -> None:
    cost = replace(CHEAPEST, memory_kib=memory_kib, passes=2)
    locked = lock_with_passphrase(SEEDS, M1, WORDS, cost)
    assert locked[8:20] == memory_kib.to_bytes(4) + (2).to_bytes(4) + (1).to_bytes(4)
    assert unlock_with_passphrase(locked, M1, WORDS) == SEEDS


def test_every_file_has_salt_and_nonce_of_its_own() -> None:
    for again, file in (
        (lock_with_passphrase(SEEDS, M1, WORDS, CHEAPEST), FILE),
        (lock_with_passkey(SEEDS, M1, PASSKEY), SECOND_WAY),
    ):
        assert again[64:96] != file[64:96]
        assert again[128:140] != file[128:140]


@pytest.mark.parametrize(
    "typed",
    [
        "ORBIT LEMON CHALK RIVER PIANO WAGON",
        "  orbit\tlemon\nchalk  river piano wagon ",
        "orbit-lemon-chalk, river. piano/wagon",
        "\uff4frbit lemon chalk river piano wagon",
        "\u200borbit lemon chalk river piano wagon\ud800",
    ],
)
def test_how_a_passphrase_is_typed_does_not_count(typed: str) -> None:
    assert unlock_with_passphrase(FILE, M1, Passphrase(typed)) == SEEDS
    assert Passphrase(typed).canonical == b"orbit lemon chalk river piano wagon"


@pytest.mark.parametrize("typed", ["", "  ", "-", "\n"])
def test_a_passphrase_is_not_empty(typed: str) -> None:
    with pytest.raises(MalformedError):
        Passphrase(typed)


def test_a_generated_passphrase_is_six_words_of_the_list() -> None:
    drawn = {generate_passphrase(LIST).text for _ in range(5_000)}
    assert len(drawn) == 5_000
    assert {len(text.split()) for text in drawn} == {6}
    # In 5,000 draws some 1,870 of 2,048 words come up at each place; fewer than 1,700 never do.
    for place in range(6):
        words = {text.split()[place] for text in drawn}
        assert words <= set(LIST)
        assert len(words) > 1_700


@pytest.mark.parametrize("words", [[], LIST[:-1], [*LIST, "more"], [*LIST[:-1], "word0"]])
def test_passphrases_come_from_2048_different_words(words: list[str]) -> None:
    with pytest.raises(MalformedError):
        generate_passphrase(words)


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_passkeys_secret_has_32_bytes(size: int) -> None:
    with pytest.raises(MalformedError):
        PasskeySecret(bytes(size))


@pytest.mark.parametrize("size", [0, 95, 97])
def test_seeds_have_96_bytes(size: int) -> None:
    with pytest.raises(MalformedError):
        read_seeds(bytes(size))


def test_nothing_private_shows_itself() -> None:
    assert repr(WORDS) == "Passphrase()"
    assert repr(PASSKEY) == "PasskeySecret()"
    assert repr(SEEDS) == "MemberSeeds(vault=VaultSeed(), signing=SigningSeed())"


@given(raw=st.binary(max_size=300))
@settings(max_examples=60)
def test_no_bytes_break_the_reader(raw: bytes) -> None:
    for hostile in (raw, (FILE[:4] + raw).ljust(252, b"\0")[:252], (raw + FILE[len(raw) :])[:252]):
        if hostile != FILE and not _is_costly(hostile):
            with pytest.raises(CryptoError):
                unlock_with_passphrase(hostile, M1, WORDS)


def _is_costly(raw: bytes) -> bool:
    return len(raw) == 252 and raw[:4] == b"CLKF" and raw[8:20] != FILE[8:20]


@pytest.mark.parametrize("vector", vectors("keyfile"), ids=lambda vector: vector["name"])
def test_frozen_key_files_keep_their_meaning(vector: dict[str, str]) -> None:
    raw, member = KeyFile(bytes.fromhex(vector["file"])), PersonId(vector["member"])

    def opened() -> MemberSeeds:
        if "passphrase" in vector:
            return unlock_with_passphrase(raw, member, Passphrase(vector["passphrase"]))
        return unlock_with_passkey(raw, member, PasskeySecret(bytes.fromhex(vector["passkey"])))

    if vector["expect"] == "opens":
        assert bytes(opened()).hex() == vector["seeds"]
        return
    with pytest.raises(CryptoError):
        opened()
