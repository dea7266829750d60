"""Hostile exports, notes and proofs of the history."""

from collections.abc import Iterator
from contextlib import contextmanager

from crypto.errors import CryptoError
from crypto.log.checkpoint import parse_checkpoint
from crypto.log.commitment import ENTRY_SIZE, SALT_SIZE, Opening, read_opening
from crypto.log.export import parse_export
from crypto.log.notes import parse_note
from crypto.log.proofs import verify_consistency, verify_inclusion
from crypto.log.tree import HASH_SIZE
from crypto.log.verifying import Trust, verify_export

_HEAD = b"charterline-history/v1\norigin a\n"


@contextmanager
def _our_errors() -> Iterator[None]:
    try:
        yield
    except CryptoError:
        return


def fuzz_note(data: bytes) -> None:
    with _our_errors():
        note = parse_note(data)
        assert str(note).encode() == data


def fuzz_checkpoint(data: bytes) -> None:
    with _our_errors():
        checkpoint, note = parse_checkpoint(data)
        assert checkpoint.text == note.text


def fuzz_export(data: bytes) -> None:
    for raw in (data, _HEAD + data):
        with _our_errors():
            verify_export(parse_export(raw), Trust(()))


def fuzz_opening(data: bytes) -> None:
    with _our_errors():
        _ = read_opening(data).deed
    with _our_errors():
        _ = Opening(bytes(SALT_SIZE), data[:ENTRY_SIZE].ljust(ENTRY_SIZE, b"\0")).deed


def fuzz_proofs(data: bytes) -> None:
    """Two sizes, then hashes: nothing that the input chooses may cost more than its length."""
    first, second, rest = data[:8], data[8:16], data[16:]
    hashes = [rest[at : at + HASH_SIZE] for at in range(0, len(rest), HASH_SIZE)]
    one, other = int.from_bytes(first), int.from_bytes(second)
    with _our_errors():
        verify_inclusion(bytes(HASH_SIZE), one, other, hashes, bytes(HASH_SIZE))
    with _our_errors():
        verify_consistency((one, other), (bytes(HASH_SIZE), bytes(HASH_SIZE)), hashes)
