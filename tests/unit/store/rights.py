"""Who may do what on PostgreSQL. What is not listed here must be refused."""

from collections.abc import Mapping
from typing import LiteralString

from store.database import Which

INTAKE, CASEWORK, AUDIT = "charterline_intake", "charterline_casework", "charterline_audit"
STRANGER = "charterline_stranger"  # a role of the same server that nobody granted anything
MAY_CONNECT = {Which.DROPBOX: [INTAKE, CASEWORK], Which.CASEWORK: [CASEWORK, AUDIT]}

# (database, role, table) -> what the role may do. UPDATE is listed by column.
TABLE_RIGHTS: Mapping[tuple[Which, str, str], set[str]] = {
    (Which.DROPBOX, INTAKE, "envelopes"): {"INSERT"},
    (Which.DROPBOX, INTAKE, "blob_rows"): {"INSERT"},
    (Which.DROPBOX, INTAKE, "manifests"): {"SELECT"},
    (Which.DROPBOX, INTAKE, "notices"): {"SELECT"},
    (Which.DROPBOX, CASEWORK, "envelopes"): {"SELECT", "INSERT", "UPDATE stanzas", "UPDATE body"},
    (Which.DROPBOX, CASEWORK, "blob_rows"): {"SELECT", "INSERT", "DELETE", "LOCK"},
    (Which.DROPBOX, CASEWORK, "manifests"): {"SELECT", "INSERT"},
    (Which.DROPBOX, CASEWORK, "notices"): {"SELECT", "INSERT"},
    (Which.DROPBOX, INTAKE, "alembic_version"): {"SELECT"},
    (Which.DROPBOX, CASEWORK, "alembic_version"): {"SELECT"},
    (Which.CASEWORK, CASEWORK, "alembic_version"): {"SELECT"},
    (Which.CASEWORK, CASEWORK, "deeds"): {"SELECT", "INSERT"},
    (Which.CASEWORK, CASEWORK, "turn"): {"UPDATE never", "LOCK"},
    (Which.CASEWORK, CASEWORK, "accounts"): {
        "SELECT", "INSERT", "UPDATE name_key", "UPDATE name", "UPDATE roles", "UPDATE state",
        "UPDATE idle_minutes", "UPDATE totp",
    },
    (Which.CASEWORK, CASEWORK, "passkeys"): {"SELECT", "INSERT", "DELETE", "LOCK", "UPDATE uses"},
    (Which.CASEWORK, CASEWORK, "recovery_codes"): {"SELECT", "INSERT", "DELETE", "LOCK"},
    (Which.CASEWORK, CASEWORK, "invitations"): {"SELECT", "INSERT", "DELETE", "LOCK"},
    (Which.CASEWORK, CASEWORK, "sessions"): {
        "SELECT", "INSERT", "DELETE", "UPDATE seen", "UPDATE box", "LOCK",
    },
    (Which.CASEWORK, CASEWORK, "devices"): {
        "SELECT", "INSERT", "DELETE", "UPDATE approved", "UPDATE vouched", "LOCK",
    },
    (Which.CASEWORK, CASEWORK, "proposals"): {"SELECT", "INSERT", "UPDATE state"},
    (Which.CASEWORK, CASEWORK, "proposal_signatures"): {"SELECT", "INSERT"},
    (Which.CASEWORK, CASEWORK, "removals"): {"SELECT", "INSERT", "DELETE", "LOCK"},
    (Which.CASEWORK, CASEWORK, "drills"): {"SELECT", "INSERT", "DELETE", "LOCK"},
    (Which.CASEWORK, CASEWORK, "share_drills"): {"SELECT", "INSERT", "DELETE", "LOCK"},
    (Which.CASEWORK, CASEWORK, "recovery_uses"): {"SELECT", "INSERT"},
    (Which.CASEWORK, CASEWORK, "share_keepers"): {"SELECT", "INSERT"},
    (Which.CASEWORK, AUDIT, "deeds"): {"SELECT"},
    (Which.CASEWORK, CASEWORK, "openings"): {"SELECT", "INSERT"},
    (Which.CASEWORK, CASEWORK, "arrivals"): {"SELECT", "INSERT", "DELETE", "UPDATE safe", "LOCK"},
    (Which.CASEWORK, CASEWORK, "self_tests"): {
        "SELECT", "INSERT", "DELETE", "UPDATE returned", "UPDATE opened", "LOCK",
    },
    **{
        (Which.CASEWORK, CASEWORK, table): {"SELECT", "INSERT", "DELETE", "LOCK"}
        for table in ("arrived_rows", "incoming_blobs", "outbox", "counted", "mail_addresses")
    },
    (Which.CASEWORK, CASEWORK, "closed_mailboxes"): {"SELECT", "INSERT"},
    (Which.CASEWORK, CASEWORK, "cases"): {
        "SELECT", "INSERT", "UPDATE generation", "UPDATE standing", "UPDATE due", "UPDATE card",
        "UPDATE inside", "DELETE", "LOCK",
    },
    (Which.CASEWORK, CASEWORK, "case_entries"): {
        "SELECT", "INSERT", "UPDATE sealed", "DELETE", "LOCK",
    },
    **{
        (Which.CASEWORK, CASEWORK, table): {"SELECT", "INSERT", "DELETE", "LOCK"}
        for table in (
            *("case_readers", "kept_keys", "tried_up_to", "private_notes", "declared_ties"),
            "kept_mailboxes",
        )
    },
    (Which.CASEWORK, CASEWORK, "erased_cases"): {"SELECT", "INSERT"},
    (Which.CASEWORK, CASEWORK, "certificates"): {"SELECT", "INSERT"},
    (Which.CASEWORK, CASEWORK, "marks"): {"SELECT", "INSERT", "UPDATE day"},
    **{
        (Which.CASEWORK, CASEWORK, table): {"SELECT", "INSERT"}
        for table in ("leaves", "nodes", "checkpoints", "countersignatures")
    },
    **{
        (Which.CASEWORK, AUDIT, table): {"SELECT"}
        for table in ("leaves", "nodes", "checkpoints", "countersignatures")
    },
}  # fmt: skip
TABLES = {
    Which.DROPBOX: {
        "envelopes", "blob_rows", "mailbox_states", "mailbox_snapshots", "mailbox_weeks",
        "mailbox_life", "manifests", "notices", "alembic_version",
    },
    Which.CASEWORK: {
        "deeds", "turn", "accounts", "passkeys", "recovery_codes", "invitations", "sessions",
        "devices", "alembic_version", "proposals", "proposal_signatures", "removals", "drills",
        "share_drills", "recovery_uses", "share_keepers",
        "openings", "leaves", "nodes", "checkpoints", "countersignatures",
        "arrivals", "arrived_rows", "incoming_blobs", "outbox", "closed_mailboxes", "self_tests",
        "marks", "counted", "mail_addresses", "cases", "case_entries", "case_readers", "kept_keys",
        "tried_up_to", "private_notes", "declared_ties", "erased_cases", "certificates",
        "kept_mailboxes",
    },
}  # fmt: skip
FUNCTIONS: Mapping[Which, Mapping[str, set[str]]] = {
    Which.DROPBOX: {
        "envelope_held": {INTAKE, CASEWORK},
        "abandon_blob": {INTAKE, CASEWORK},
        "mailbox_open": {INTAKE, CASEWORK},
        "mailbox_read": {INTAKE},
        "mailbox_swap_state": {INTAKE},
        "mailbox_close": {INTAKE},
        "mailbox_put_snapshot": {CASEWORK},
        "mailbox_state": {CASEWORK},
        "self_test_forget": {CASEWORK},
        "mailbox_keep": {CASEWORK},
        "mailbox_sweep": {CASEWORK},
        "refuse_change": set(),
    },
    Which.CASEWORK: {"refuse_change": set()},
}
STATEMENTS: Mapping[str, LiteralString] = {
    "SELECT": "SELECT FROM {table}",
    "INSERT": "INSERT INTO {table} DEFAULT VALUES",
    "DELETE": "DELETE FROM {table}",
    "TRUNCATE": "TRUNCATE {table}",
    "LOCK": "LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE",
    "TRIGGER": "CREATE TRIGGER t BEFORE INSERT ON {table} EXECUTE FUNCTION suppress_redundant_updates_trigger()",  # noqa: E501  # one statement, one line
    "ALTER": "ALTER TABLE {table} ADD COLUMN extra integer",
    "DISABLE": "ALTER TABLE {table} DISABLE TRIGGER ALL",
    "DROP": "DROP TABLE {table}",
    "INDEX": "CREATE INDEX ON {table} ((1))",
    "POLICY": "ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
}
FORBIDDEN_TO_ALL: tuple[LiteralString, ...] = (
    "CREATE TABLE mine (x integer)",
    "CREATE TEMPORARY TABLE mine (x integer)",
    "CREATE SCHEMA mine",
    "CREATE VIEW mine AS SELECT 1",
    "CREATE FUNCTION mine() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
    "CREATE ROLE mine",
    "CREATE DATABASE mine",
    "SET ROLE charterline_owner",
    "SET ROLE postgres",
    "SET session_replication_role = replica",
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "SELECT pg_read_file('PG_VERSION')",
    "SELECT pg_ls_dir('.')",
    "DO LANGUAGE plpgsql $$ BEGIN EXECUTE 'CREATE TABLE mine (x integer)'; END $$",
)
