"""After everything that a committee can do with its keys, no disk holds a word of any paper."""

from pathlib import Path

from casework.committee.services.changes.rekeying import (
    KeysProposed,
    propose_own_new_keys,
    renew_sheet,
)
from casework.committee.services.recovery.drilling import try_share, try_sheet
from casework.committee.services.recovery.recovering import restore_reading
from casework.committee.services.rewrapping import NoCases
from crypto.keyring.seeds import MemberSeeds
from tests.unit.casework.committee.papers import Papers, replace_recovery, typed
from tests.unit.casework.committee.seats import JUNE, MARIA, THOMAS, Seats

SIGNS_OF_A_PAPER = 3  # words in a row: fewer may meet by chance


def test_no_file_holds_a_seed_or_the_words_of_a_sheet(seats: Seats, papers: Papers) -> None:
    spoken = [*papers.members, *papers.outside, *seats.words.values()]
    seeds: list[MemberSeeds] = [seats.seeds(who) for who in seats.members]
    try_sheet(seats.desk, seats.me(MARIA), seats.words[MARIA])
    try_share(seats.desk, seats.me(MARIA), papers.outside[0])
    typed(seats, *papers.members[:2], *papers.outside[:2])
    restore_reading(seats.desk, MARIA, NoCases())
    new = replace_recovery(seats)
    made = propose_own_new_keys(seats.desk, seats.me(JUNE))
    assert isinstance(made, KeysProposed)
    seats.sign(made.proposal, MARIA, THOMAS)
    seats.gets(made.keys)
    renewed = renew_sheet(seats.desk, seats.me(JUNE))
    spoken += [*new.members, *new.outside, made.keys.passphrase.text, renewed.passphrase.text]
    seeds += [made.keys.seeds]
    kept = b"".join(path.read_bytes() for path in files_of(seats))
    assert b"Notary Voss" in kept  # so that this looks where things are kept
    for text in spoken:
        for letters in (text, text.upper()):
            for start in beginnings(letters):
                assert start not in kept
    for each in seeds:
        for secret in (each.vault.raw, each.signing.raw, each.signing.raw[:32]):
            assert secret not in kept
            assert secret.hex().encode() not in kept


def files_of(seats: Seats) -> list[Path]:
    """Return every file but the papers, which lie in memory on a real key day, and the herald's."""
    found = (path for path in seats.table.folder.rglob("*") if path.is_file())
    return [path for path in found if path.parent.name != "papers" and path.name != "herald"]


def beginnings(text: str) -> list[bytes]:
    words = text.split()
    runs = (words[at : at + SIGNS_OF_A_PAPER] for at in range(len(words) - SIGNS_OF_A_PAPER + 1))
    return [" ".join(run).encode() for run in runs]
