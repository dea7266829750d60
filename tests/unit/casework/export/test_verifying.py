"""Whoever has an export can tell, on any machine and without us, that it is as it was signed."""

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from zipfile import ZIP_BZIP2, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.cli import main
from casework.export.services.zipping import Member, zipped
from casework.proofs import join_manifests
from casework.verify_proof import FAILS, HOLDS, UNCHECKED
from crypto.export.packing import Copy, PackingList, mark_of, packed, sign_packing_list
from crypto.manifest.fingerprint import fingerprint
from crypto.names import PersonId
from tests.committee import MARIA, RECOVERY, founded, seeds_of
from tests.running import HOUSE

Capture = pytest.CaptureFixture[str]

COMMITTEE = founded(date(2026, 6, 1))
HASH = COMMITTEE.genesis.hex()
KEYS = join_manifests(COMMITTEE.signed)
FILES = {"case.pdf": b"%PDF" * 50, "files/001 a.txt": b"ledger", "committee-keys.bin": KEYS}


def list_of(files: Mapping[str, bytes], signer: PersonId = MARIA) -> PackingList:
    unsigned = PackingList(
        date(2026, 11, 21),
        "Dana Whitfield",
        "Advice",
        (Copy("Amber Harbor", 2),),
        tuple(packed(name, [raw]) for name, raw in files.items()),
        signer,
        COMMITTEE.genesis,
    )
    return sign_packing_list(unsigned, seeds_of(signer).signing)


def whole_of(files: Mapping[str, bytes], listed: bytes) -> bytes:
    members = [("manifest.txt", listed), *files.items()]
    return b"".join(zipped(Member(name, len(raw), [raw]) for name, raw in members))


GOOD = whole_of(FILES, list_of(FILES).raw)


@dataclass
class Desk:
    folder: Path

    def check(self, raw: bytes, *more: str, genesis: str = HASH) -> int:
        path = self.folder / "case.zip"
        path.write_bytes(raw)
        pinned = ["--genesis", genesis] if genesis else []
        return main(["verify-export", str(path), *pinned, *more])


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_an_export_holds_by_the_hash_or_the_fingerprint(desk: Desk, capsys: Capture) -> None:
    for pin in (HASH, fingerprint(COMMITTEE.genesis).lower()):
        assert desk.check(GOOD, genesis=pin) == HOLDS
    assert capsys.readouterr().out.startswith(
        "This export holds.\n"
        "It is copy 2 of Amber Harbor, made on 2026-11-21 for Dana Whitfield: Advice.\n"
        "Maria Alvarez signed for its 3 files.\n"
        f"The committee’s fingerprint is {fingerprint(COMMITTEE.genesis)}."
    )


def test_without_a_fingerprint_it_says_which_one_to_compare(desk: Desk, capsys: Capture) -> None:
    assert desk.check(GOOD, genesis="") == UNCHECKED
    said = capsys.readouterr().err
    assert fingerprint(COMMITTEE.genesis) in said
    assert "Whose keys signed it was not checked." in said


def test_a_copy_that_names_nobody_is_checked_with_keys_from_elsewhere(
    desk: Desk, capsys: Capture
) -> None:
    """Nobody is named by what checks it either, although the keys would tell."""
    files = {"case.pdf": b"%PDF"}
    unsigned = replace(list_of(files), signer=mark_of(seeds_of(MARIA).signing.public))
    raw = whole_of(files, sign_packing_list(unsigned, seeds_of(MARIA).signing).raw)
    (desk.folder / "keys.bin").write_bytes(KEYS)
    assert desk.check(raw) == UNCHECKED
    assert "since those name its people" in capsys.readouterr().err
    assert desk.check(raw, "--manifests", str(desk.folder / "keys.bin")) == HOLDS
    said = capsys.readouterr().out
    assert "A holder of the committee’s keys signed for its 1 files." in said
    assert "Maria" not in said


def test_the_committees_keys_may_come_from_elsewhere(desk: Desk) -> None:
    (desk.folder / "manifests.bin").write_bytes(KEYS)
    files = {"case.pdf": b"%PDF"}
    raw = whole_of(files, list_of(files).raw)
    assert desk.check(raw, "--manifests", str(desk.folder / "manifests.bin")) == HOLDS
    assert desk.check(raw) == UNCHECKED


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({**FILES, "case.pdf": b"%PDF" * 49 + b"%PDG"}, "case.pdf was changed."),
        ({**FILES, "case.pdf": b"%PDF" * 51}, "case.pdf was changed."),
        ({**FILES, "case.pdf": b"%PDF"}, "case.pdf was changed."),
        ({name: raw for name, raw in FILES.items() if "a.txt" not in name}, "a.txt is not there"),
        ({**FILES, "files/002 b.txt": b"planted"}, "files/002 b.txt was not in it."),
    ],
)
def test_a_change_is_named(desk: Desk, capsys: Capture, files: dict[str, bytes], says: str) -> None:
    assert desk.check(whole_of(files, list_of(FILES).raw)) == FAILS
    assert says in capsys.readouterr().err


def test_a_second_file_of_the_same_name_is_named(desk: Desk, capsys: Capture) -> None:
    members = [("manifest.txt", list_of(FILES).raw), ("case.pdf", b"other"), *FILES.items()]
    with pytest.warns(UserWarning, match="Duplicate"):
        raw = b"".join(zipped(Member(name, len(some), [some]) for name, some in members))
    assert desk.check(raw) == FAILS
    assert "case.pdf is in it twice." in capsys.readouterr().err


def test_a_file_that_is_packed_in_another_way_counts_as_changed(desk: Desk) -> None:
    path = desk.folder / "other.zip"
    with ZipFile(path, "w", ZIP_BZIP2) as whole:
        for name, raw in {"manifest.txt": list_of(FILES).raw, **FILES}.items():
            whole.writestr(name, raw)
    assert desk.check(path.read_bytes()) in {FAILS, UNCHECKED}


@pytest.mark.parametrize("signer", [RECOVERY, PersonId("stranger")])
def test_nobody_else_signs_for_the_committee(desk: Desk, signer: PersonId) -> None:
    assert desk.check(whole_of(FILES, list_of(FILES, signer).raw)) == FAILS


def test_a_list_of_anothers_files_does_not_hold(desk: Desk) -> None:
    other = {**FILES, "case.pdf": b"another"}
    assert desk.check(whole_of(FILES, list_of(other).raw)) == FAILS


@pytest.mark.parametrize(
    "raw", [b"", b"PK", GOOD[: len(GOOD) // 2], whole_of(FILES, b"x"), whole_of({}, b""), b"x" * 99]
)
def test_what_is_no_export_is_said_to_be_none(desk: Desk, raw: bytes, capsys: Capture) -> None:
    assert desk.check(raw) == UNCHECKED
    assert capsys.readouterr().err.startswith("This export could not be checked.")


def test_what_is_not_there_cannot_be_checked(desk: Desk) -> None:
    assert main(["verify-export", str(desk.folder / "none.zip"), "--genesis", HASH]) == UNCHECKED
    assert desk.check(GOOD, genesis="ABCDE") == UNCHECKED
    assert desk.check(GOOD, genesis="0" * 64) == UNCHECKED


@settings(
    deadline=None, max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(at=st.integers(0, len(GOOD) - 1), bit=st.integers(0, 7))
def test_a_flipped_bit_never_passes_for_what_was_signed(desk: Desk, at: int, bit: int) -> None:
    """Bytes of the wrapping that no reader looks at may flip; the files may not."""
    raw = bytearray(GOOD)
    raw[at] ^= 1 << bit
    if desk.check(bytes(raw)) == HOLDS:
        with ZipFile(desk.folder / "case.zip") as whole:
            assert {name: whole.read(name) for name in FILES} == FILES


def test_it_asks_nobody_on_any_machine(tmp_path: Path) -> None:
    path = tmp_path / "case.zip"
    path.write_bytes(GOOD)
    done = subprocess.run(
        [sys.executable, "-m", "casework", "verify-export", str(path), "--genesis", HASH],
        cwd=HOUSE,
        env={},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (HOLDS, "")
