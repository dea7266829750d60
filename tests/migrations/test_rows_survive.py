"""Rows of every age reach the newest revision with the same bytes.

Each step brings rows of its own here, as they were at its time. A step that
changes what a row looks like says so in `becomes`.
"""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, Table, insert, select

from store.database import Which
from store.engines import new_engine
from store.migrating import migrate, steps_of
from tests.migrations.conftest import NewUrl

DAY = date(2026, 11, 20)
some = secrets.token_bytes
DEED = some(16)


@dataclass(frozen=True, slots=True)
class OldRow:
    table: str
    values: Mapping[str, object]
    becomes: Mapping[str, object] = field(default_factory=dict)


ROWS: Mapping[Which, Mapping[str, list[OldRow]]] = {
    Which.DROPBOX: {
        "0001": [
            OldRow(
                "envelopes",
                {
                    "id": some(16), "blob": some(16), "day": DAY, "head": some(96),
                    "stanzas": some(18_688), "body": some(46_752),
                },
            ),
            OldRow(
                "envelopes",
                {
                    "id": some(16), "blob": some(16), "day": DAY, "head": some(96),
                    "stanzas": None, "body": None,
                },
            ),
            OldRow("blob_rows", {"blob": some(16), "number": 0, "day": DAY, "sealed": some(2**20)}),
            OldRow("mailbox_states", {"tag": some(16), "sealed": some(8_192), "closed": False}),
            OldRow("mailbox_states", {"tag": some(16), "sealed": some(8_192), "closed": True}),
            OldRow("mailbox_snapshots", {"tag": some(16), "sealed": some(65_536), "closed": True}),
            OldRow("manifests", {"version": 1, "text": some(300), "signatures": some(3_373)}),
            OldRow("notices", {"day": DAY, "text": some(300), "signature": some(3_373)}),
        ],
        "0002": [],
        "0003": [],
        "0004": [],
        "0005": [],
        "0006": [
            OldRow("mailbox_weeks", {"tag": some(16), "week": DAY}),
            OldRow("mailbox_life", {"one": 1, "day": DAY, "months": 24}),
        ],
    },
    Which.CASEWORK: {
        "0001": [
            OldRow(
                "deeds",
                {"id": DEED, "day": DAY, "verb": "committee founded", "commitment": some(32)},
            ),
        ],
        "0002": [],
        "0003": [
            OldRow(
                "accounts",
                {
                    "person": "m1", "name_key": "mariaalvarez", "name": "Maria Alvarez",
                    "roles": "chair,member", "state": "active", "handle": some(16),
                    "idle_minutes": 10, "totp": some(48),
                },
            ),
            OldRow(
                "passkeys",
                {
                    "credential": some(32), "person": "m1", "label": "iPad",
                    "public_key": some(77), "uses": 3, "added": DAY, "opens": True,
                },
            ),
            OldRow("recovery_codes", {"known": some(32), "person": "m1"}),
            OldRow("invitations", {"person": "m1", "known": some(32), "ends": DAY}),
            OldRow(
                "sessions",
                {
                    "id": some(32), "person": "m1", "device": some(32), "ends": 29_000_720,
                    "seen": 29_000_000, "box": some(124),
                },
            ),
            OldRow(
                "devices",
                {
                    "id": some(32), "person": "m1", "number": 471, "first": DAY,
                    "approved": True, "vouched": None,
                },
            ),
        ],
        "0004": [
            OldRow(
                "proposals",
                {
                    "id": bytes(16), "day": DAY, "proposer": "m1", "version": 2,
                    "text": some(300), "state": "open",
                },
            ),
            OldRow(
                "proposal_signatures",
                {
                    "proposal": bytes(16), "key": some(32), "signature": some(3_373),
                    "person": "m1", "day": DAY,
                },
            ),
            OldRow(
                "removals",
                {"id": some(16), "kind": "person", "person": "m1", "subject": b""},
            ),
            OldRow("drills", {"person": "m1", "kind": "sheet", "day": DAY}),
            OldRow("share_drills", {"sheet": some(32), "day": DAY}),
            OldRow(
                "recovery_uses",
                {"id": some(16), "key": some(32), "day": DAY, "why": "signed a change"},
            ),
            OldRow(
                "share_keepers",
                {
                    "key": some(32), "side": "outside", "number": 3, "name": "Notary Voss",
                    "sheet": some(32),
                },
            ),
        ],
        "0005": [
            OldRow("openings", {"deed": DEED, "opening": some(1_056)}),
            OldRow("leaves", {"place": 0, "commitment": some(32)}),
            OldRow("nodes", {"level": 1, "place": 0, "hash": some(32)}),
            OldRow("checkpoints", {"size": 256, "day": DAY, "note": some(9_000)}),
            OldRow(
                "countersignatures", {"person": "maria-alvarez", "size": 256, "note": some(5_000)}
            ),
        ],
        "0006": [
            OldRow(
                "arrivals",
                {
                    "id": some(16), "blob": some(16), "arrived": DAY, "collected": DAY,
                    "safe": False, "head": some(96), "body": some(46_752),
                },
            ),
            OldRow("arrived_rows", {"blob": some(16), "number": 0, "sealed": some(65_536)}),
            OldRow("outbox", {"tag": some(16), "place": 0, "sealed": some(65_536)}),
            OldRow("closed_mailboxes", {"tag": some(16)}),
            OldRow(
                "self_tests",
                {
                    "envelope": some(16), "words": "nine words", "sent": DAY, "returned": None,
                    "opened": DAY,
                },
            ),
            OldRow("marks", {"what": "collected", "day": DAY}),
            OldRow("counted", {"day": DAY, "promise": "soon", "figures": "{}"}),
            OldRow("mail_addresses", {"person": "maria-alvarez", "address": "m@example.org"}),
        ],
        "0007": [
            OldRow(
                "cases",
                {
                    "id": some(32), "generation": 2, "received": DAY, "standing": "us",
                    "due": DAY, "card": some(1_056), "inside": some(8_224),
                },
            ),
            OldRow("case_entries", {"id": some(16), "case_id": some(32), "sealed": some(2_080)}),
            OldRow(
                "case_readers",
                {
                    "id": some(16), "case_id": some(32), "generation": 2, "manifest": some(32),
                    "sealed": some(5_449),
                },
            ),
            OldRow("kept_keys", {"envelope": some(16), "header": some(32), "kept": some(60)}),
            OldRow("tried_up_to", {"person": "maria-alvarez", "sealed": some(38)}),
            OldRow(
                "private_notes",
                {
                    "id": some(16), "manifest": some(32), "wraps": some(1_168 * 7),
                    "sealed": some(7529),
                },
            ),
        ],
        "0008": [
            OldRow(
                "declared_ties",
                {
                    "person": "maria-alvarez", "document": some(16), "version": 2,
                    "manifest": some(32), "wraps": some(1_168 * 7), "sealed": some(19_817),
                },
            ),
        ],
        "0009": [
            OldRow("erased_cases", {"id": some(32)}),
            OldRow(
                "certificates",
                {
                    "id": some(16), "manifest": some(32), "wraps": some(1_168 * 7),
                    "sealed": some(19_833),
                },
            ),
        ],
        "0010": [OldRow("incoming_blobs", {"blob": some(16), "begun": DAY})],
        "0011": [OldRow("kept_mailboxes", {"tag": some(16)})],
    },
}  # fmt: skip

AGES = [(which, revision) for which, steps in ROWS.items() for revision in steps]


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    engine = new_engine(url)
    with engine.begin() as tx:
        yield tx
    engine.dispose()


def _table(tx: Connection, name: str) -> Table:
    return Table(name, MetaData(), autoload_with=tx)


@pytest.mark.parametrize("which", list(Which))
def test_every_step_brings_rows_of_its_own(which: Which) -> None:
    steps = ScriptDirectory.from_config(steps_of(which)).walk_revisions()
    assert {step.revision for step in steps} == set(ROWS[which])


@pytest.mark.parametrize(("which", "revision"), AGES)
def test_rows_of_every_age_survive(new_url: NewUrl, which: Which, revision: str) -> None:
    url = new_url()
    rows = [row for step in sorted(ROWS[which]) if step <= revision for row in ROWS[which][step]]
    migrate(url, which, upto=revision)
    with _connected(url) as tx:
        for row in rows:
            tx.execute(insert(_table(tx, row.table)).values(row.values))
    migrate(url, which)
    with _connected(url) as tx:
        for row in rows:
            expected = {**row.values, **row.becomes}
            table = _table(tx, row.table)
            key = [column == expected[column.name] for column in table.primary_key.columns]
            assert tx.execute(select(table).where(*key)).mappings().one() == expected
