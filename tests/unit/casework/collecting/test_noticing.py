"""The herald speaks once a day, and says of figures only what a member has counted."""

from datetime import timedelta

import pytest

from casework.collecting.commands import alarms as alarms_command
from casework.collecting.commands import backup, collect, notice
from casework.collecting.domain import Alarm, Mark, Trouble
from casework.collecting.records.counted import Count
from casework.collecting.records.marks import Marks
from casework.collecting.records.selftests import SelfTest, SelfTests
from casework.collecting.services.alarms import alarms
from casework.collecting.services.noticing import keep_count
from casework.history.commands import nightly
from crypto.manifest.notice import Figure, Notice, verify_notice
from crypto.names import EnvelopeId
from store.manifests import Manifests
from tests.unit.casework.collecting.senders import send
from tests.unit.casework.ground import House

Capture = pytest.CaptureFixture[str]


def said(house: House) -> Notice:
    """Return the newest notice as the public site would take it."""
    with house.desk.dropbox.reading() as tx:
        stored = Manifests(tx).newest_notice()
    assert stored is not None
    herald = house.standing.manifest.herald
    return verify_notice(stored.signature, herald, stored.day, house.day())


def test_the_notice_confirms_the_newest_manifest_and_claims_no_more(house: House) -> None:
    assert notice.main([], house.desk) == 0
    found = said(house)
    assert found.manifest == house.standing.chain.newest.hash
    assert (found.day, found.counted, found.figures) == (house.day(), None, ())
    assert (found.self_test.sent, found.self_test.collected) == (None, None)


def test_it_repeats_what_a_member_counted_with_its_day(house: House) -> None:
    counted = house.day()
    figures = (Figure("closed", "at least 11"), Figure("open", "at least 2"))
    with house.desk.database.transaction() as tx:
        keep_count(tx, Count(counted - timedelta(days=9), "opened soon", ()))
        keep_count(tx, Count(counted, "opened within two working days", figures))
    house.day.passes(3)
    notice.main([], house.desk)
    found = said(house)
    assert (found.day, found.counted) == (house.day(), counted)
    assert (found.promise, found.figures) == ("opened within two working days", figures)


def test_a_second_notice_of_one_day_is_none(house: House, capsys: Capture) -> None:
    notice.main([], house.desk)
    assert notice.main([], house.desk) == 0
    assert "there already" in capsys.readouterr().out


def test_without_the_heralds_key_there_is_no_notice(house: House, capsys: Capture) -> None:
    herald = house.desk.settings.herald
    assert herald is not None
    herald.unlink()
    assert notice.main([], house.desk) == 1
    assert "There is no notice of today." in capsys.readouterr().err


def all_is_done(house: House) -> None:
    """Do what a day's timers do, but for the self-test, which needs a public site."""
    assert notice.main([], house.desk) == 0
    assert nightly.main([], house.desk) == 0
    assert collect.main([], house.desk) == 0
    assert backup.main([], house.desk) == 0
    sent = send(house.desk.dropbox)
    collect.main([], house.desk)
    with house.desk.database.transaction() as tx:
        SelfTests(tx).add(SelfTest(EnvelopeId(sent.id), "nine words", house.day()))
        SelfTests(tx).came_back(EnvelopeId(sent.id), house.day())


def troubles(house: House) -> set[Trouble]:
    return {each.trouble for each in alarms(house.desk)}


def test_while_everything_goes_on_there_is_no_alarm(house: House, capsys: Capture) -> None:
    for _ in range(3):
        all_is_done(house)
        assert alarms(house.desk) == ()
        house.day.passes()
        assert alarms(house.desk) == ()  # the day is not over
    assert alarms_command.main([], house.desk) == 0
    assert "All is well." in capsys.readouterr().out


def test_on_the_key_day_nothing_is_late_yet(house: House) -> None:
    assert alarms(house.desk) == ()


def test_what_has_stopped_is_said_with_the_day_it_was_last_done(
    house: House, capsys: Capture
) -> None:
    all_is_done(house)
    last = house.day()
    house.day.passes(2)
    assert troubles(house) == {
        Trouble.NOT_COLLECTED,
        Trouble.NOT_BACKED_UP,
        Trouble.NOT_NOTICED,
        Trouble.NOT_SEALED,
        Trouble.TEST_NOT_SENT,
        Trouble.TEST_NOT_RETURNED,
        Trouble.TEST_NOT_COLLECTED,
    }
    assert alarms_command.main([], house.desk) == 1
    err = capsys.readouterr().err
    assert f"Nothing was collected from the public site after {last}." in err


def test_what_was_never_done_is_said_too(house: House) -> None:
    house.day.passes(5)
    assert Alarm(Trouble.NOT_SEALED, None) in alarms(house.desk)
    assert str(Alarm(Trouble.NOT_SEALED)) == "The history was not sealed after the key day."


def test_what_will_end_is_said_in_time(house: House) -> None:
    expires = house.standing.manifest.expires
    with house.desk.database.transaction() as tx:
        Marks(tx).put(Mark.CERTIFICATE_ENDS, expires)
        Marks(tx).put(Mark.OWN_CERTIFICATE_ENDS, expires + timedelta(days=1))
    house.day.today = expires - timedelta(days=60)
    assert Trouble.KEYS_EXPIRE in troubles(house)
    assert Trouble.CERTIFICATE_ENDS not in troubles(house)
    house.day.today = expires - timedelta(days=14)
    assert Trouble.CERTIFICATE_ENDS in troubles(house)
    assert Trouble.OWN_CERTIFICATE_ENDS not in troubles(house)
    house.day.passes()
    assert Trouble.OWN_CERTIFICATE_ENDS in troubles(house)


def test_a_mirror_that_is_away_is_said(house: House) -> None:
    house.desk.keystore.mirror.unlink()
    assert Trouble.MIRROR_AWAY in troubles(house)


def test_what_a_member_found_broken_stays_said(house: House) -> None:
    with house.desk.database.transaction() as tx:
        Marks(tx).put(Mark.HISTORY_BROKEN, house.day())
        Marks(tx).put(Mark.REFUSED, house.day())
    house.day.passes(8)
    assert Trouble.HISTORY_BROKEN in troubles(house)
    assert Trouble.REFUSED not in troubles(house)
