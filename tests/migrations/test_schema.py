"""What the steps make is what the code describes: no column, rule or index is only in one."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, MetaData, text

import casework.collecting.records.addresses as address_rows
import casework.collecting.records.arrivals as arrival_rows
import casework.collecting.records.counted as counted_rows
import casework.collecting.records.mailboxes as kept_rows
import casework.collecting.records.marks as mark_rows
import casework.collecting.records.outbox as outbox_rows
import casework.collecting.records.selftests as test_rows
import casework.committee.records.proposals
import casework.committee.records.recovery
import casework.committee.records.removals
import casework.complaints.records.cases as case_rows
import casework.complaints.records.contents as content_rows
import casework.complaints.records.erased as erased_rows
import casework.complaints.records.evidence.incoming as incoming_rows
import casework.complaints.records.ties as ties_rows
import casework.history.records.deeds as deed_rows
import casework.history.records.tree as tree_rows
import casework.members.records.accounts
import casework.members.records.factors
import casework.members.records.sessions
import store.blobs
import store.dropbox
import store.lasting.lifetimes
import store.mailbox
import store.manifests  # imported for the tables that they describe
from store.database import Which, casework_tables, dropbox_tables
from store.engines import make_sqlite_file, new_engine
from store.migrating import migrate
from tests.migrations.conftest import NewUrl

DESCRIBED: Mapping[Which, MetaData] = {
    Which.DROPBOX: dropbox_tables,
    Which.CASEWORK: casework_tables,
}
TABLES = {
    Which.DROPBOX: {
        store.dropbox.envelopes, store.blobs.blob_rows, store.mailbox.mailbox_states,
        store.mailbox.mailbox_snapshots, store.lasting.lifetimes.mailbox_weeks,
        store.lasting.lifetimes.mailbox_life, store.manifests.manifests, store.manifests.notices,
    },
    Which.CASEWORK: {
        casework.members.records.accounts.accounts, casework.members.records.factors.passkeys,
        casework.members.records.factors.recovery_codes,
        casework.members.records.factors.invitations,
        casework.members.records.sessions.sessions, casework.members.records.sessions.devices,
        casework.committee.records.proposals.proposals,
        casework.committee.records.proposals.proposal_signatures,
        casework.committee.records.removals.removals,
        casework.committee.records.recovery.drills,
        casework.committee.records.recovery.share_drills,
        casework.committee.records.recovery.recovery_uses,
        casework.committee.records.recovery.share_keepers,
        store.database.turn, deed_rows.deeds, deed_rows.openings, tree_rows.leaves,
        tree_rows.nodes, tree_rows.checkpoints, tree_rows.countersignatures,
        arrival_rows.arrivals, arrival_rows.arrived_rows, incoming_rows.incoming_blobs,
        outbox_rows.outbox,
        outbox_rows.closed_mailboxes, test_rows.self_tests, mark_rows.marks,
        counted_rows.counted, address_rows.mail_addresses,
        case_rows.cases, content_rows.case_entries, content_rows.case_readers,
        content_rows.kept_keys, content_rows.tried_up_to,
        content_rows.private_notes, erased_rows.erased_cases, erased_rows.certificates,
        ties_rows.declared_ties, kept_rows.kept_mailboxes,
    },
}  # fmt: skip


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    engine = new_engine(url)
    with engine.begin() as tx:
        yield tx
    engine.dispose()


def test_every_table_is_described(which: Which) -> None:
    assert set(DESCRIBED[which].tables.values()) == TABLES[which]


def test_the_steps_make_what_the_code_describes(new_url: NewUrl, which: Which) -> None:
    url = new_url()
    migrate(url, which)
    with _connected(url) as tx:
        compared = MigrationContext.configure(tx, opts={"compare_type": True})
        assert compare_metadata(compared, DESCRIBED[which]) == []


def test_the_rules_are_the_same_too(new_url: NewUrl, which: Which) -> None:
    """Alembic does not compare checks, nor whether a table has row numbers."""
    by_steps, by_description = new_url(), new_url()
    migrate(by_steps, which)
    make_sqlite_file(by_description)
    with _connected(by_description) as tx:
        DESCRIBED[which].create_all(tx)
    with _connected(by_steps) as one, _connected(by_description) as other:
        assert _rules(one) == _rules(other)


def _rules(tx: Connection) -> set[tuple[str, ...]]:
    if tx.dialect.name == "sqlite":
        asked = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type <> 'trigger'"
    else:
        asked = (
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)"
            " FROM pg_constraint WHERE connamespace = 'public'::regnamespace"
        )
    found = tx.execute(text(asked))
    rules = {tuple(" ".join(str(part).split()) for part in row) for row in found}
    return {rule for rule in rules if not rule[0].startswith("alembic")}


@pytest.mark.parametrize("which", [Which.DROPBOX], indirect=True)
@pytest.mark.parametrize("new_url", ["sqlite"], indirect=True)
def test_nothing_keyed_by_a_random_id_is_numbered(new_url: NewUrl, which: Which) -> None:
    """A row number is an order of arrival."""
    url = new_url()
    migrate(url, which)
    with _connected(url) as tx:
        listed = tx.execute(text("PRAGMA table_list"))
        unnumbered = {row.name for row in listed if row.wr}
    assert unnumbered == {"envelopes", "blob_rows", "mailbox_states", "mailbox_snapshots"} | {
        "mailbox_weeks"
    }
