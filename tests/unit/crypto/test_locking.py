"""A copy that is locked opens with its words, in any program that knows the format."""

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.errors import MalformedError, RefusedError
from crypto.export.locking import LOCK_OVERHEAD, FileLock, TelephoneWords, draw_words
from crypto.passcode.wordlist import load
from tests.unit.crypto.frozen import frozen
from tests.unlocking import WrongWordsError, opened

LIST = load("en").words
WORDS = TelephoneWords("orbit lemon chalk river piano wagon amber stone")


def locked(lock: FileLock, *pieces: bytes) -> bytes:
    return lock.head + b"".join(map(lock.lock, pieces)) + lock.seal()


@settings(max_examples=50, deadline=None)
@given(pieces=st.lists(st.binary(max_size=300), max_size=5))
def test_cut_anywhere_it_opens_to_what_was_locked(pieces: list[bytes]) -> None:
    words = draw_words(LIST)
    raw = locked(FileLock(words), *pieces)
    plain = b"".join(pieces)
    assert len(raw) == len(plain) + LOCK_OVERHEAD
    assert opened(raw, words.text) == plain


def test_no_two_blocks_of_a_long_file_are_locked_alike() -> None:
    """Beyond a megabyte two more bytes of the counter move, and beyond 16 yet another."""
    size = 17 * 2**20
    raw = locked(FileLock(WORDS), bytes(2**20 - 8), bytes(size - 2**20 + 8))[18:-10]
    blocks = [raw[at : at + 16] for at in range(0, size, 16)]
    assert len(set(blocks)) == len(blocks)


@pytest.mark.parametrize("at", [-1, -11, 20])
def test_a_changed_byte_is_noticed(at: int) -> None:
    raw = bytearray(locked(FileLock(WORDS), b"The cushion is in the east wing."))
    raw[at] ^= 1
    with pytest.raises(WrongWordsError):
        opened(bytes(raw), WORDS.text)


def test_other_words_do_not_open_it() -> None:
    with pytest.raises(WrongWordsError):
        opened(locked(FileLock(WORDS), b"0"), draw_words(LIST).text)


def test_the_same_file_is_never_locked_alike_twice() -> None:
    assert locked(FileLock(WORDS), bytes(40)) != locked(FileLock(WORDS), bytes(40))


def test_nothing_comes_after_the_seal() -> None:
    lock = FileLock(WORDS)
    locked(lock, b"0")
    with pytest.raises(RefusedError):
        lock.lock(b"1")
    with pytest.raises(RefusedError):
        lock.seal()


@pytest.mark.parametrize(
    "text", ["", "one two", f"{WORDS.text} more", WORDS.text.replace("amber", "ámber")]
)
def test_words_of_another_making_are_refused(text: str) -> None:
    with pytest.raises(MalformedError):
        TelephoneWords(text)


def test_words_are_drawn_from_a_whole_list_alone() -> None:
    with pytest.raises(MalformedError):
        draw_words(LIST[:100])
    drawn = {draw_words(LIST).text for _ in range(20)}
    assert len(drawn) == 20
    assert all(each in LIST for text in drawn for each in text.split())


def test_a_salt_of_another_size_is_refused() -> None:
    with pytest.raises(MalformedError):
        FileLock(WORDS, b"short")


def test_words_are_secrets() -> None:
    assert WORDS.text not in repr(WORDS)
    assert TelephoneWords(WORDS.text) == WORDS
    assert draw_words(LIST) != WORDS


def test_the_frozen_vector_still_holds() -> None:
    [known] = frozen("locking")
    lock = FileLock(TelephoneWords(known["words"]), bytes.fromhex(known["salt"]))
    raw = locked(lock, bytes(known["zeros"]))
    assert raw[:64].hex() == known["begins"]
    assert sha256(raw).hexdigest() == known["sha256"]
    assert opened(raw, known["words"]) == bytes(known["zeros"])
