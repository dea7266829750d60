"""A database restored from before an erasure brings nothing back, and loses no message."""

import shutil
from pathlib import Path

from sqlalchemy import func, select

from casework.collecting.records.arrivals import Arrivals
from casework.complaints.records.cases import cases
from casework.complaints.records.contents import case_entries
from casework.complaints.records.erased import Erased
from crypto.message.said import Answer
from tests.cases import cases_of, reply
from tests.channel import MARIA, THOMAS, Channel
from tests.endings import destroyed, finished, later


def copied(channel: Channel) -> Path:
    """Copy the database as a backup does, with all that was written so far."""
    own = Path(channel.desk.settings.database_url.removeprefix("sqlite:///"))
    channel.desk.database.close()
    return Path(shutil.copy(own, own.with_suffix(".before")))


def put_back(channel: Channel, copy: Path) -> None:
    channel.desk.database.close()
    own = copy.with_suffix(".sqlite")
    for each in own.parent.glob(f"{own.name}-*"):
        each.unlink()
    shutil.copy(copy, own)


def test_a_message_to_what_was_erased_is_read_although_an_older_database_was_restored(
    channel: Channel,
) -> None:
    sent, case = finished(channel)
    later(channel)
    copy = copied(channel)
    destroyed(channel, case)
    put_back(channel, copy)
    sent.add(Answer("message", "It begins again."))
    channel.collect()
    maria = channel.sign_in(MARIA)
    [again] = cases_of(maria)
    assert again != case
    assert "It begins again." in maria.get(again).text
    with channel.desk.database.reading() as tx:
        assert len(Erased(tx).all()) == 1
        assert tx.scalar(select(func.count()).select_from(cases)) == 1
        assert len(tx.scalars(select(case_entries.c.case_id).distinct()).all()) == 1
        assert sent.envelope not in Arrivals(tx).all()
    reply(maria, again, "We read it.")
    assert cases_of(channel.sign_in(THOMAS)) == {again}
