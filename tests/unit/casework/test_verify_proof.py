"""A kept proof is checked by somebody who has never heard of us, on a machine without a network."""

import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.cli import main
from casework.proofs import ReportCopy, join_manifests, read_copy, split_manifests
from casework.verify_proof import FAILS, HOLDS, UNCHECKED
from crypto.errors import MalformedError
from crypto.mailbox.answering import Pen, sign_proof
from crypto.mailbox.proof import Proof
from crypto.manifest.fingerprint import fingerprint
from crypto.manifest.people import Role
from crypto.message.said import Answer
from crypto.names import ManifestHash, PersonId
from deploy.standin.committee import Committee
from deploy.standin.people import Seat
from tests.committee import HELEN, MARIA, RECOVERY, THOMAS, founded, newcomer, seeds_of
from tests.running import HOUSE

Capture = pytest.CaptureFixture[str]

SENT, COLLECTED = date(2026, 6, 3), date(2026, 6, 5)
COMMITTEE = founded(date(2026, 6, 1))
COPY = ReportCopy(
    bytes(range(32)),
    (Answer("what", "Invoices were “backdated”.\n"), Answer("when", ("q2", "q3"))),
    (bytes(32), b"\xff" * 32),
)
HASH = COMMITTEE.genesis.hex()


def proof_by(person: PersonId, committee: Committee = COMMITTEE, copy: ReportCopy = COPY) -> Proof:
    return sign_proof(SENT, COLLECTED, copy.content, committee.pen(person))


@dataclass(frozen=True, slots=True)
class Desk:
    """A lawyer's folder with three files in it."""

    folder: Path

    def put(self, name: str, content: bytes | str) -> str:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return str(path)

    def check(
        self,
        proof: Proof | bytes | str,
        copy: ReportCopy | bytes | None = None,
        genesis: str = HASH,
        manifests: bytes | None = None,
    ) -> int:
        kept = proof.text if isinstance(proof, Proof) else proof
        chain = join_manifests(COMMITTEE.signed) if manifests is None else manifests
        asked = ["verify-proof", self.put("notes-2.txt", kept), "--genesis", genesis]
        asked += ["--manifests", self.put("manifests.bin", chain)]
        if copy is not None:
            text = copy.text if isinstance(copy, ReportCopy) else copy
            asked += ["--answers", self.put("copy.json", text)]
        return main(asked)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_proof_holds_with_the_hash_or_the_fingerprint_however_it_is_typed(
    desk: Desk, capsys: Capture
) -> None:
    printed = fingerprint(COMMITTEE.genesis)
    typed = printed.lower().replace("0", "o").replace("1", "l").replace(" ", "-")
    for pin in (HASH, HASH.upper(), printed, typed, printed.replace(" ", "")):
        assert desk.check(proof_by(MARIA), genesis=pin) == HOLDS
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.startswith(
        "This proof holds.\n"
        "A report was sent to the Audit Committee of Northfield on 2026-06-03.\n"
        "The committee collected it on 2026-06-05.\n"
        "Signed by Maria Alvarez, chair of the committee.\n"
        "What was sent was not compared: for that, give the committee’s copy with --answers.\n"
        f"The committee’s fingerprint is {printed}.\n"
    )


def test_whoever_signed_is_named_with_their_place(desk: Desk, capsys: Capture) -> None:
    assert desk.check(proof_by(THOMAS)) == HOLDS
    assert "Signed by Thomas Okafor, member of the committee.\n" in capsys.readouterr().out
    assert desk.check(proof_by(HELEN)) == HOLDS
    said = capsys.readouterr().out
    assert (
        "Signed by Helen Grant of Lee & Grant LLP, who works for the committee from outside."
        in (said)
    )


def test_the_committees_copy_is_what_was_sent_or_it_is_not(desk: Desk, capsys: Capture) -> None:
    assert desk.check(proof_by(MARIA), COPY) == HOLDS
    assert "copy is what was sent, with all its files.\n" in capsys.readouterr().out
    assert desk.check(proof_by(MARIA), replace(COPY, files=COPY.files[:1])) == FAILS
    said = capsys.readouterr()
    assert said.out == ""
    assert "about another report" in said.err


@given(
    salt=st.binary(min_size=32, max_size=32),
    answers=st.dictionaries(st.text(), st.text() | st.lists(st.text()), max_size=4),
    files=st.lists(st.binary(min_size=32, max_size=32), max_size=3),
)
def test_a_copy_is_read_back_as_it_was_written(
    salt: bytes, answers: dict[str, str | list[str]], files: list[bytes]
) -> None:
    said = tuple(
        Answer(name, value if isinstance(value, str) else tuple(value))
        for name, value in answers.items()
    )
    copy = ReportCopy(salt, said, tuple(files))
    assert read_copy(copy.text) == copy
    assert read_copy(copy.text).content == copy.content


@pytest.mark.parametrize(
    "changed",
    [
        lambda copy: replace(copy, salt=bytes(32)),
        lambda copy: replace(copy, answers=copy.answers[:1]),
        lambda copy: replace(copy, answers=copy.answers[::-1]),
        lambda copy: replace(copy, files=copy.files[::-1]),
        lambda copy: replace(copy, answers=(*copy.answers, Answer("more", ""))),
    ],
)
def test_no_part_of_a_copy_can_be_changed(changed: object, desk: Desk) -> None:
    assert callable(changed)
    assert desk.check(proof_by(MARIA), changed(COPY)) == FAILS


def test_a_proof_outlives_whoever_signed_it(desk: Desk) -> None:
    amina = newcomer(Seat(PersonId("amina-diallo"), Role.MEMBER, "Amina Diallo"))
    stay = [each for each in COMMITTEE.manifest.persons if each.id != THOMAS]
    later = COMMITTEE.followed_by(
        COMMITTEE.next_manifest(date(2026, 9, 1), [*stay, amina.person]), [amina]
    )
    chain = join_manifests(later.signed)
    assert desk.check(proof_by(THOMAS), manifests=chain) == HOLDS
    assert desk.check(proof_by(amina.id, later), manifests=chain) == HOLDS
    assert desk.check(proof_by(amina.id, later)) == FAILS


def test_a_signature_of_anybody_else_is_worth_nothing(desk: Desk, capsys: Capture) -> None:
    stranger = Pen(MARIA, COMMITTEE.hash, seeds_of("stranger").signing)
    nowhere = Pen(MARIA, ManifestHash(bytes(32)), COMMITTEE.holders[MARIA].seeds.signing)
    for pen in (stranger, nowhere, COMMITTEE.pen(RECOVERY)):
        assert desk.check(sign_proof(SENT, COLLECTED, COPY.content, pen)) == FAILS
        assert "no holder of the committee’s keys signed" in capsys.readouterr().err


def test_a_day_that_was_changed_by_hand_is_noticed(desk: Desk, capsys: Capture) -> None:
    kept = proof_by(MARIA).text.replace("2026-06-03", "2026-06-02", 1)
    assert desk.check(kept) == FAILS
    assert "the words of this file are not those that were signed" in capsys.readouterr().err


def test_a_file_without_a_proof_is_no_proof(desk: Desk, capsys: Capture) -> None:
    assert desk.check("Dear committee,\n") == FAILS
    assert capsys.readouterr().err == "This proof does not hold: no proof in this file.\n"


def test_a_proof_that_windows_has_touched_still_holds(desk: Desk) -> None:
    assert desk.check("\ufeff" + proof_by(MARIA).text.replace("\n", "\r\n")) == HOLDS


_CHAIN = join_manifests(COMMITTEE.signed)


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"genesis": founded(date(2026, 6, 2)).genesis.hex()}, "do not lead from this finger"),
        ({"genesis": "ABCDE " * 6}, "do not lead from this fingerprint"),
        ({"manifests": join_manifests([replace(COMMITTEE.signed[0], signatures=())])}, "not lead"),
        ({"manifests": b""}, "do not lead from this fingerprint"),
        ({"manifests": _CHAIN[:-1]}, "do not lead from this fingerprint"),
        ({"genesis": "x" * 64}, "letters other than a to f"),
        ({"genesis": "ABCDE"}, "six groups of five"),
        ({"copy": b"{}"}, "is not the committee’s copy of a report"),
        ({"copy": b"\xff"}, "is not a text file"),
        ({"proof": b"\xff\xfe"}, "is not a text file"),
    ],
)
def test_what_stops_the_checking_is_said_and_is_no_verdict(
    asked: dict[str, Any], why: str, desk: Desk, capsys: Capture
) -> None:
    assert desk.check(**({"proof": proof_by(MARIA)} | asked)) == UNCHECKED
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("This proof could not be checked. ")
    assert why in said.err


def test_a_file_that_is_not_there_is_named(capsys: Capture) -> None:
    assert main(["verify-proof", "/no", "--genesis", HASH, "--manifests", "/none"]) == UNCHECKED
    assert "/none cannot be read: No such file or directory." in capsys.readouterr().err


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_file_that_anybody_made_ends_in_a_traceback(data: st.DataObject, desk: Desk) -> None:
    """Whatever lies in the three files, there is a sentence and one of three codes."""
    good = (proof_by(MARIA).text.encode(), COPY.text.encode(), join_manifests(COMMITTEE.signed))
    proof, copy, manifests = (data.draw(_hostile(each)) for each in good)
    assert desk.check(proof, copy, manifests=manifests) in {HOLDS, FAILS, UNCHECKED}


def _hostile(good: bytes) -> st.SearchStrategy[bytes]:
    """Return the file as it should be, or cut, changed at one place, or something else."""
    at = st.integers(0, len(good) - 1)
    changed = st.builds(lambda to, byte: good[:to] + bytes([byte]) + good[to + 1 :], at, _BYTE)
    cut = at.map(lambda to: good[:to])
    return st.just(good) | changed | cut | st.binary() | st.text().map(str.encode)


_BYTE = st.integers(0, 255)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "[" * 100_000,
        "1" * 10_000,
        COPY.text.replace("v1", "v2"),
        COPY.text.replace('"when"', '"what"'),
        COPY.text.replace('"when"', "1"),
        COPY.text.replace('"when"', r'"\ud800"'),
        COPY.text.replace('"q2"', "null"),
        COPY.text.replace("00", "0g", 1),
        COPY.text.replace("00", "", 1),
        COPY.text.replace('"files": [', '"files": ["ab",'),
    ],
)
def test_a_copy_that_we_did_not_write_is_refused(text: str, desk: Desk) -> None:
    assert desk.check(proof_by(MARIA), text.encode()) == UNCHECKED


@given(cut=st.integers(1, 46_000))
@settings(max_examples=20)
def test_a_file_of_manifests_is_whole_or_refused(cut: int) -> None:
    raw = join_manifests(COMMITTEE.signed)
    assert split_manifests(raw) == COMMITTEE.signed
    with pytest.raises(MalformedError):
        split_manifests(raw[:-cut])


def test_the_shipped_command_checks_and_never_starts_a_site(desk: Desk) -> None:
    desk.check(proof_by(MARIA), COPY)
    files = ("notes-2.txt", "--manifests", "manifests.bin", "--answers", "copy.json")
    done = subprocess.run(
        [sys.executable, "-m", "casework", "verify-proof", *files, "--genesis", HASH],
        cwd=desk.folder,
        env={"PYTHONPATH": str(HOUSE), "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (HOLDS, "")
    assert done.stdout.startswith("This proof holds.\n")
    wrong = subprocess.run(
        [sys.executable, "-m", "casework", "verify-prof"],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert wrong.returncode == UNCHECKED
    assert "Traceback" not in wrong.stderr
