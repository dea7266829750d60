"""A case goes by four eyes and for good; what is left proves it, and tells nobody else anything."""

import re
import shutil
from pathlib import Path

import pytest
from sqlalchemy import func, select

from casework.cli import main
from casework.collecting.records.arrivals import arrivals, arrived_rows
from casework.complaints.records.cases import cases
from casework.complaints.records.contents import case_entries, case_readers, kept_keys
from casework.complaints.services.reading.keys import vaults_of
from casework.trust import Standing
from crypto.errors import CannotOpenError
from crypto.keyring.casekeys import CaseKey, open_older
from crypto.keyring.grants import Generation, try_wraps
from crypto.log.certificate import parse_certificate, verify_certificate
from crypto.names import CaseId
from store.keystore.store import KeyStore
from tests.browser import Visitor
from tests.cases import done, hidden_in, name_of, press, take_out, tied
from tests.channel import DAVID, EXTERNALS, MARIA, MEMBERS, THOMAS, Channel
from tests.conftest import INTAKE
from tests.endings import (
    COUNSEL,
    destroyed,
    finished,
    later,
    list_of,
    put_forward,
)


def scope_of(channel: Channel) -> CaseId:
    with channel.desk.database.reading() as tx:
        [case] = [*tx.exec_driver_sql("SELECT id FROM cases").scalars()]
    return CaseId(case)


def key_of_maria(channel: Channel, scope: CaseId) -> CaseKey:
    with channel.desk.keystore.reading() as keys:
        found = keys.wraps.newest(scope)
    assert found is not None
    generation = Generation(scope, found.generation, found.manifest)
    key = try_wraps(found.wraps, channel.seat(MARIA).seeds.vault, MARIA, generation)
    assert isinstance(key, CaseKey)
    return key


def test_what_is_finished_is_kept_until_its_last_day(channel: Channel) -> None:
    _, case = finished(channel)
    maria = channel.sign_in(MARIA)
    page = maria.get("/records").text
    assert name_of(maria, case) in page
    assert "It is kept until" in page
    assert 'name="cases"' not in page
    token = hidden_in(maria.get("/reports").text, "/lock")
    early = maria.post("/records/propose", cases=case.removeprefix("/reports/"), **token)
    assert "Something of it must be kept for now." in early.text
    assert "Choose what is to go." in maria.post("/records/propose", **token).text


def test_a_member_and_counsel_destroy_a_case_and_one_side_alone_does_not(channel: Channel) -> None:
    _, case = finished(channel)
    later(channel)
    maria, thomas, counsel = map(channel.sign_in, (MARIA, THOMAS, COUNSEL))
    name = name_of(maria, case)
    put_forward(maria)
    waiting = thomas.get(list_of(case)).text
    assert "Maria Alvarez wants these to go." in waiting
    assert "Destroy these for good" not in waiting
    token = hidden_in(thomas.get("/reports").text, "/lock")
    alone = thomas.post(list_of(case), **token)
    assert (alone.status_code, "Nothing was destroyed." in alone.text) == (422, True)
    done(press(counsel, list_of(case)))
    for visitor in (maria, thomas, counsel):
        assert visitor.get(case).status_code == 404
        assert visitor.get(list_of(case)).status_code == 404
        page = visitor.get("/records").text
        assert name in page.partition("Certificates of destruction")[2]
        assert case not in page
    assert case not in maria.get("/reports?show=finished").text


def test_the_certificate_holds_for_anybody_and_says_no_word_of_it(
    channel: Channel, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, case = finished(channel)
    later(channel)
    name = name_of(channel.sign_in(MARIA), case)
    destroyed(channel, case)
    thomas = channel.sign_in(THOMAS)
    [href] = re.findall(r"/records/certificates/[0-9a-f]{32}", thomas.get("/records").text)
    answer = thomas.get(str(href))
    certificate = parse_certificate(answer.data)
    committee = channel.desk.trust.now()
    assert isinstance(committee, Standing)
    verify_certificate(certificate, committee.chain)
    assert {each.word.by for each in certificate.words} == {MARIA, COUNSEL}
    assert name not in answer.text
    check_offline(channel, answer.data, tmp_path, capsys)
    assert thomas.get("/records/certificates/" + "0" * 32).status_code == 404


def check_offline(
    channel: Channel, certificate: bytes, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Do what an auditor does with three files and a fingerprint."""
    paper, manifests = folder / "certificate.txt", folder / "manifests.bin"
    manifests.write_bytes(
        Visitor(channel.intake.test_client(), INTAKE).get("/keys/manifests.bin").data
    )
    known = ["--manifests", str(manifests), "--genesis", channel.committee.founded.genesis.hex()]
    told = {}
    for code, raw in {0: certificate, 1: certificate.replace(b"counsel", b"counse1")}.items():
        paper.write_bytes(raw)
        assert main(["verify-destruction", str(paper), *known]) == code
        told[code] = "".join(capsys.readouterr())
    assert "Approved on" in told[0]
    assert "Maria Alvarez, who owns the records" in told[0]
    assert "does not hold" in told[1]


def test_no_key_opens_what_a_thief_had_copied_before(channel: Channel, tmp_path: Path) -> None:
    """Canary: the database of before, the key store of after, and the keys of everybody."""
    _, case = finished(channel)
    maria = channel.sign_in(MARIA)
    done(take_out(maria, case, DAVID, "He knows her."))
    later(channel)
    scope = scope_of(channel)
    settings = channel.desk.settings
    key = key_of_maria(channel, scope)
    destroyed(channel, case)
    for path in (settings.keystore, settings.keystore_mirror):
        opens_for_nobody(channel, Path(shutil.copy(path, tmp_path / f"copy-{path.name}")), key)
    with channel.desk.database.reading() as tx:
        for table in (cases, case_entries, case_readers, kept_keys, arrivals, arrived_rows):
            assert tx.scalar(select(func.count()).select_from(table)) == 0, table.name


def opens_for_nobody(channel: Channel, store: Path, key: CaseKey) -> None:
    with KeyStore(store, store).reading() as keys:
        found, older = keys.wraps.newest(key.case), keys.wraps.older_keys(key.case)
        assert keys.stanzas.is_empty()
    assert found is not None
    assert found.generation > 1
    assert len(older) == found.generation - 1
    for _, kept in older:
        with pytest.raises(CannotOpenError):
            open_older(kept, key)
    generation = Generation(key.case, found.generation, found.manifest)
    for person in (*MEMBERS, *EXTERNALS):
        for vault in vaults_of(channel.desk, channel.seat(person)):
            assert try_wraps(found.wraps, vault, person, generation) is None


def test_whoever_kills_us_in_between_only_puts_it_off(channel: Channel) -> None:
    _, case = finished(channel)
    later(channel)
    scope, settings = scope_of(channel), channel.desk.settings
    put_forward(channel.sign_in(MARIA))
    counsel = channel.sign_in(COUNSEL)
    fields = hidden_in(counsel.get(list_of(case)).text, list_of(case))
    away = settings.keystore_mirror.with_suffix(".away")
    settings.keystore_mirror.rename(away)
    assert counsel.post(list_of(case), **fields).status_code == 503
    away.rename(settings.keystore_mirror)
    with channel.desk.keystore.reading() as keys:
        before = keys.wraps.newest(scope)
    thomas = channel.sign_in(THOMAS)
    assert thomas.get(case).status_code == 404
    assert "No report waits" in thomas.get("/reports").text
    with channel.desk.keystore.reading() as keys:
        after = keys.wraps.newest(scope)
    assert before is not None
    assert after is not None
    assert set(before.wraps).isdisjoint(after.wraps)
    assert len(before.wraps) == len(after.wraps)


def test_what_comes_up_meanwhile_keeps_it(channel: Channel) -> None:
    _, case = finished(channel)
    later(channel)
    maria, thomas, counsel = map(channel.sign_in, (MARIA, THOMAS, COUNSEL))
    put_forward(maria)
    read = hidden_in(counsel.get(list_of(case)).text, list_of(case))
    place = f"{case}/kept"
    done(press(thomas, place, f"{place}/hold", why="claim", reason="A letter came today."))
    answer = counsel.post(list_of(case), **read)
    assert "The list has changed since it was put forward. Nothing was destroyed." in answer.text
    assert "There is no such list any more" in answer.text
    assert "the clock stands still" in maria.get("/records").text
    assert thomas.get(case).status_code == 200


def test_a_list_does_not_outlive_a_change_of_readers(channel: Channel) -> None:
    _, case = finished(channel)
    later(channel)
    maria, counsel = channel.sign_in(MARIA), channel.sign_in(COUNSEL)
    put_forward(maria)
    done(take_out(maria, case, DAVID, "He knows her."))
    assert "There is no such list any more" in counsel.get(list_of(case)).text


def test_nobody_destroys_by_the_word_of_somebody_who_is_kept_away(channel: Channel) -> None:
    _, case = finished(channel)
    later(channel)
    maria, counsel = channel.sign_in(MARIA), channel.sign_in(COUNSEL)
    put_forward(maria)
    read = hidden_in(counsel.get(list_of(case)).text, list_of(case))
    tied(maria, case)
    assert "Nothing was destroyed." in counsel.post(list_of(case), **read).text
    assert "There is no such list any more" in counsel.get(list_of(case)).text
    assert f'value="{case.removeprefix("/reports/")}"' not in maria.get("/records").text
    put_forward(channel.sign_in(THOMAS))
    tied(counsel, case)
    assert counsel.post(list_of(case), **read).status_code == 404
