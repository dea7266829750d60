"""From an empty machine to a committee, and nothing half if somebody stops."""

from base64 import b64decode
from dataclasses import replace
from pathlib import Path

import pytest

from casework.committee.services.keyday.papers import Sheet
from casework.desk import new_desk
from casework.history.domain import Verb
from casework.history.records import History
from casework.trust import NotBelieved, NotFounded, Standing
from config.settings import Mode
from crypto.keyring.keyfile import Passphrase, unlock_with_passphrase
from crypto.manifest.fingerprint import fingerprint
from crypto.manifest.record import verify_record
from crypto.names import ManifestHash, PersonId
from crypto.recovery import (
    MoreNeeded,
    RecoverySecret,
    RecoveryShare,
    combine,
    read_share,
)
from crypto.signing import SigningSeed
from store.manifests import Manifests
from tests.unit.casework.committee.table import DAY, NAMES, Table, Typist, plan_of, stopping_at

MARIA = PersonId("maria-alvarez")


def words_on(table: Table, name: str) -> str:
    return Sheet(name, "", table.sheet(name)).words


def standing(table: Table) -> Standing:
    found = table.founded().trust.now()
    assert isinstance(found, Standing)
    return found


def test_a_ceremony_ends_in_a_committee_that_the_intakes_hash_pins(table: Table) -> None:
    typist = Typist()
    assert table.hold(typist) == 0
    link = standing(table).link
    assert {person.name for person in link.manifest.members} == set(NAMES[:3])
    assert [person.name for person in link.manifest.members if person.chair] == [NAMES[0]]
    assert len(link.signers) == 3
    assert f"CHARTERLINE_GENESIS={link.hash.hex()}" in typist.said
    assert f"Fingerprint: {fingerprint(link.hash)}" in typist.said


@pytest.mark.parametrize("members", [3, 4, 5])
def test_every_sheet_opens_what_it_is_for(table: Table, members: int) -> None:
    table.plan.write_text(plan_of(members))
    assert table.hold() == 0
    manifest = standing(table).manifest
    with table.desk.keystore.reading() as keys:
        for person in (*manifest.members, *manifest.externals):
            file = keys.key_files.passphrase_file(person.id)
            assert file is not None
            words = Passphrase(words_on(table, f"passphrase-{person.id}"))
            seeds = unlock_with_passphrase(file, person.id, words)
            assert seeds.vault.public == person.vault
            assert seeds.signing.public == person.signing
    herald = SigningSeed(table.herald.read_bytes())
    assert herald.public == manifest.herald
    assert table.herald.stat().st_mode & 0o777 == 0o600


def test_the_recovery_sheets_of_both_groups_are_needed(table: Table) -> None:
    table.plan.write_text(plan_of(4))
    table.hold()
    vault = standing(table).manifest.recovery.vault
    inside = [read_share(words_on(table, f"recovery-member-{n}")) for n in range(1, 5)]
    outside = [read_share(words_on(table, f"recovery-outside-{n}")) for n in range(1, 4)]
    read = [share for share in (*inside, *outside) if isinstance(share, RecoveryShare)]
    assert len(read) == 7
    assert isinstance(combine([*read[:3], *read[4:6]], vault), RecoverySecret)
    assert combine(read[:4], vault) == MoreNeeded(0, 1)
    assert combine([*read[:2], *read[4:]], vault) == MoreNeeded(1, 0)


def test_the_record_says_what_was_proven_and_every_member_signed_it(table: Table) -> None:
    table.hold()
    record, manifest = table.sheet("record"), standing(table).manifest
    assert "All 9 smallest groups of recovery sheets make the recovery key." in record
    assert "Test reports were opened 25 times by those admitted" in record
    assert "Notary Voss" in record
    signatures = dict(line.split() for line in table.sheet("record-signatures").splitlines())
    for member in manifest.members:
        raw = b64decode(signatures[member.id])
        verify_record(record, raw, member.signing)


def test_the_founding_stands_in_the_history(table: Table) -> None:
    table.hold()
    with table.desk.database.reading() as tx:
        [deed] = History(tx).all(DAY)
    assert deed.verb is Verb.COMMITTEE_FOUNDED


def test_no_secret_is_in_any_file_but_on_paper_and_in_the_heralds_credential(
    table: Table,
) -> None:
    table.hold()
    passphrase = Passphrase(words_on(table, f"passphrase-{MARIA}"))
    with table.desk.keystore.reading() as keys:
        file = keys.key_files.passphrase_file(MARIA)
    assert file is not None
    seeds = unlock_with_passphrase(file, MARIA, passphrase)
    secrets = [passphrase.canonical, passphrase.text.encode(), seeds.vault.raw, seeds.signing.raw]
    secrets.append(words_on(table, "recovery-member-1").encode())
    for path in table.folder.rglob("*"):
        if path.is_file() and path.parent != table.papers:
            held = path.read_bytes()
            assert not any(secret in held for secret in secrets), path


@pytest.mark.parametrize("step", [0, 1, 5, 11])
def test_whoever_stops_leaves_nothing_half(table: Table, step: int) -> None:
    answer = stopping_at(step)
    typist = Typist(lambda question: _typed(table, typist, question, answer))
    assert table.hold(typist, yes=False) == 2
    assert not table.herald.exists()
    with table.desk.dropbox.reading() as tx:
        assert not Manifests(tx).newest().version
    with table.desk.keystore.reading() as keys:
        assert not keys.key_files.people()
    with table.desk.database.reading() as tx:
        assert not History(tx).all(DAY)


def _typed(table: Table, typist: Typist, question: str, answer: object) -> str:
    assert callable(answer)
    said = str(answer(question))
    if "from the paper" not in question:
        return said
    [laid] = [line for line in typist.said if line.endswith("”")][-1:]
    return words_on(table, laid.partition(".txt")[0])


def test_at_the_table_each_sheet_is_typed_from_paper_and_all_are_removed_afterwards(
    table: Table,
) -> None:
    typist = Typist(lambda question: _typed(table, typist, question, lambda _: "yes"))
    assert table.hold(typist, yes=False) == 0
    assert isinstance(table.founded().trust.now(), Standing)
    assert list(table.papers.iterdir()) == []
    asked = [line for line in typist.said if "from the paper" in line]
    assert len(asked) == 5 + 3 + 3


def test_a_slip_while_typing_is_pointed_out_and_typed_again(table: Table) -> None:
    tried: list[str] = []

    def answer(question: str) -> str:
        if "from the paper" not in question:
            return "yes"
        tried.append(question)
        if len(tried) == 1:
            return "not what is on the sheet"
        if len(tried) == 2:
            return ""
        return _typed(table, typist, question, lambda _: "yes")

    typist = Typist(answer)
    assert table.hold(typist, yes=False) == 0
    assert typist.said.count("That is not what stands on the sheet. Compare each word.") == 2


def test_a_ceremony_that_broke_off_at_the_end_is_simply_held_again(table: Table) -> None:
    table.hold()
    table.lose_the_dropbox()  # as if the last step had never happened
    old = words_on(table, f"passphrase-{MARIA}")
    for path in table.papers.iterdir():
        path.unlink()
    assert table.hold() == 0
    assert words_on(table, f"passphrase-{MARIA}") != old
    assert isinstance(table.founded().trust.now(), Standing)


def test_a_second_committee_is_refused(table: Table) -> None:
    table.hold()
    typist = Typist()
    for path in table.papers.iterdir():
        path.unlink()
    assert table.hold(typist) == 1
    assert typist.said == ["There is a committee already. It changes by proposals."]


def test_papers_on_a_disk_are_refused_in_production(table: Table) -> None:
    table.desk = replace(table.desk, settings=replace(table.settings, mode=Mode.PRODUCTION))
    table.papers = Path(__file__).parent / "papers"
    typist = Typist()
    try:
        assert table.hold(typist, cheap=False) == 1
    finally:
        table.papers.rmdir()
    assert "is on a disk" in typist.said[-1]


def test_weak_passphrase_hashes_are_refused_in_production(table: Table) -> None:
    table.desk = replace(table.desk, settings=replace(table.settings, mode=Mode.PRODUCTION))
    table.papers = Path("/dev/shm") / f"charterline-{table.folder.name}"  # noqa: S108  # in memory, as asked
    typist = Typist()
    try:
        assert table.hold(typist) == 1
    finally:
        table.papers.rmdir()
    assert typist.said[-1].startswith("Weak passphrase hashes are for demos")


def test_papers_beside_others_are_refused(table: Table) -> None:
    table.papers.mkdir()
    (table.papers / "letter.txt").touch()
    typist = Typist()
    assert table.hold(typist) == 1
    assert typist.said == [f"{table.papers} is not empty."]


def test_before_the_ceremony_nothing_is_believed_and_after_it_no_other_hash(table: Table) -> None:
    assert isinstance(table.desk.trust.now(), NotFounded)
    table.hold()
    assert isinstance(table.desk.trust.now(), NotFounded)
    assert isinstance(standing(table), Standing)
    settings = replace(table.settings, genesis=ManifestHash(table.genesis()[::-1]))
    other = new_desk(settings, table.days)
    assert isinstance(other.trust.now(), NotBelieved)
