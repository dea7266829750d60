"""A link ends with one of its two reports, whoever reads the other."""

from sqlalchemy import insert, select

from casework.complaints.records.contents import EntryRow, case_entries
from casework.complaints.services.opening.pending import open_pending
from casework.complaints.views.parts.addresses import case_at
from crypto.message.said import Answer
from tests.cases import cases_of, done, name_of
from tests.channel import MARIA, THOMAS, Channel
from tests.endings import COUNSEL, closed, destroyed, later
from tests.sites.casework.test_linked import WHY, tie


def rows_of(channel: Channel, case: str) -> dict[bytes, EntryRow]:
    mine = case_at(case.rpartition("/")[2])
    with channel.desk.database.reading() as tx:
        found = tx.execute(select(case_entries).where(case_entries.c.case_id == mine))
        return {row.id: EntryRow(row.id, mine, row.sealed) for row in found}


def test_what_is_destroyed_leaves_no_name_and_no_row_in_what_was_linked_with_it(
    channel: Channel,
) -> None:
    channel.report(Answer("what", "The rebates are kept in a file called the cushion."))
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    [gone] = cases_of(maria)
    channel.report(Answer("what", "Ask about the cushion file."))
    open_pending(channel.desk, channel.seat(MARIA))
    [kept] = cases_of(maria) - {gone}
    thomas.get("/reports")
    before = rows_of(channel, kept)
    done(tie(maria, gone, kept, "link"))
    [end] = [row for name, row in rows_of(channel, kept).items() if name not in before]
    name = name_of(maria, gone)
    closed(maria, thomas, gone)
    later(channel)
    destroyed(channel, gone)
    assert end.id not in rows_of(channel, kept)
    # A thief who kept the row puts it back: with the keys of everybody it is no link any more.
    with channel.desk.database.transaction() as tx:
        row = {"id": end.id, "case_id": end.case, "sealed": end.sealed}
        tx.execute(insert(case_entries).values(row))
    for person in (MARIA, THOMAS, COUNSEL):
        visitor = channel.sign_in(person)
        visitor.get("/reports")
        page = visitor.get(f"{kept}/linked").text
        assert WHY not in page
        assert name not in page
        assert name not in visitor.get(f"{kept}/timeline").text
