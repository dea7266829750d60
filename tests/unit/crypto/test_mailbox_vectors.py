"""Rows, tokens and proofs of the past open for ever, and what was refused stays refused."""

from base64 import b64decode
from datetime import date
from hashlib import sha256
from typing import Literal

import pytest

from crypto.encoding import encode
from crypto.errors import CannotOpenError, MalformedError, RefusedError
from crypto.mailbox.proof import Proof, content_digest, read_proof_text, verify_proof
from crypto.mailbox.readers import Accepted, judge
from crypto.mailbox.roles import Holder, Roles
from crypto.mailbox.snapshot import SignedSnapshot, Unanswered, open_snapshot
from crypto.mailbox.state import NoState, Part, State, read_state
from crypto.mailbox.tags import MailboxAddress, MailboxRoot, StateKey, tag
from crypto.mailbox.token import (
    Purpose,
    SendToken,
    ServerKeys,
    Stale,
    open_return,
    open_token,
)
from crypto.names import ManifestHash, PersonId, Tag
from crypto.readers import Readers
from crypto.signing import SigningPublic
from crypto.suite import VaultSeed
from tests.unit.crypto.frozen import Vector, frozen, name_of, unhex
from tests.unit.crypto.mailboxes import HOLDERS, STATE

(STATE_VECTOR,) = frozen("mailbox", "states")
(ANSWER,) = frozen("snapshot", "opens")
PROOFS = frozen("proof")


def damaged(row: str, vector: Vector) -> bytes:
    raw = bytearray(b64decode(row))
    if vector["flip"] is not None:
        raw[vector["flip"]] ^= 1
    return bytes(raw[: vector["size"]])


@pytest.mark.parametrize("vector", frozen("mailbox", "tags"), ids=name_of)
def test_tags(vector: Vector) -> None:
    root, state, snapshot = unhex(vector, "root", "state_tag", "snapshot_tag")
    assert (tag(MailboxRoot(root), 0), tag(MailboxRoot(root), 1)) == (state, snapshot)


def test_a_frozen_state_opens() -> None:
    vector = STATE_VECTOR
    key, name = unhex(vector, "key", "tag")
    state = read_state(b64decode(vector["row"]), StateKey(key), Tag(name))
    assert isinstance(state, State)
    assert (state.version, state.language, state.standing) == (2, "en", vector["standing"])
    assert state.readers == Readers(tuple(vector["admitted"]), tuple(vector["left_out"]))
    assert state.first.hex() == vector["first"]
    assert [one.hex() for one in state.follow_ups] == vector["follow_ups"]
    assert state.parts == tuple(Part(*part) for part in vector["parts"])


@pytest.mark.parametrize("vector", frozen("mailbox", "states_refused"), ids=name_of)
def test_a_damaged_state_is_none(vector: Vector) -> None:
    key, name = unhex(vector, "key", "tag")
    row = damaged(STATE_VECTOR["row"], vector)
    assert read_state(row, StateKey(key), Tag(name)) == NoState()


def opened(vector: Vector, row: bytes) -> SignedSnapshot | Unanswered:
    seed, name = unhex(vector, "seed", "tag")
    return open_snapshot(row, VaultSeed(seed), Tag(name))


def test_a_frozen_answer_is_accepted() -> None:
    signed = opened(ANSWER, b64decode(ANSWER["row"]))
    assert isinstance(signed, SignedSnapshot)
    found = signed.content
    assert (found.version, found.signer, found.status) == (3, "maria", ANSWER["status"])
    assert found.come_back == date.fromisoformat(ANSWER["come_back"])
    assert found.changes[0].added == tuple(ANSWER["added"])
    assert found.changes[0].removed == tuple(ANSWER["removed"])
    assert isinstance(found.proof, Proof)
    assert found.proof.content.hex() == ANSWER["proof_content"]
    assert found.messages[0].text == ANSWER["message"]
    assert sha256(found.body).hexdigest() == ANSWER["body_sha256"]
    assert isinstance(_judged(signed), Accepted)


def _judged(signed: SignedSnapshot) -> object:
    seed, name, public, manifest = unhex(ANSWER, "seed", "tag", "public", "manifest")
    to = MailboxAddress(Tag(name), VaultSeed(seed).public)
    assert sha256(to.reporter.raw).hexdigest() == ANSWER["reporter_sha256"]
    assert sha256(signed.signed(to)).hexdigest() == ANSWER["signed_sha256"]
    change = signed.content.changes[0].signed(to, 1)
    assert sha256(change).hexdigest() == ANSWER["change_signed_sha256"]
    holders = {PersonId("maria"): Holder(SigningPublic(public), external=False)}
    current = {person: holder for person, holder in HOLDERS.items() if person != "maria"}
    roles = Roles({ManifestHash(manifest): holders}, {**current, **holders})
    return judge(signed, to, STATE, roles, SigningPublic(public))


@pytest.mark.parametrize("vector", frozen("snapshot", "refused"), ids=name_of)
def test_a_damaged_answer_is_none(vector: Vector) -> None:
    assert opened(vector, damaged(ANSWER["row"], vector)) == Unanswered()


@pytest.mark.parametrize("vector", frozen("token", "tokens"), ids=name_of)
def test_tokens(vector: Vector) -> None:
    keys = ServerKeys(bytes.fromhex(vector["key"]), None)
    found = open_token(vector["text"], Purpose(vector["purpose"]), keys)
    if vector["expect"] == "stale":
        assert found == Stale()
    else:
        assert isinstance(found, SendToken)
        assert [found.envelope, found.page, found.manifest] == unhex(
            vector, "envelope", "page", "manifest"
        )
        assert (found.passcode.hex() if found.passcode else None) == vector["passcode"]


@pytest.mark.parametrize("vector", frozen("token", "cookies"), ids=name_of)
def test_cookies(vector: Vector) -> None:
    server = ServerKeys(bytes.fromhex(vector["key"]), None)
    found = open_return(vector["text"], vector["now"], server)
    if vector["expect"] == "stale":
        assert found == Stale()
    else:
        assert not isinstance(found, Stale)
        assert [found.root, found.seed.raw, found.state_key, found.followup_key] == unhex(
            vector, "root", "seed", "state", "followup"
        )


@pytest.mark.parametrize("vector", PROOFS, ids=name_of)
def test_proofs(vector: Vector) -> None:
    whole = {**PROOFS[0], **vector}
    text = whole["text"].replace(*whole.get("replace", ["", ""]))
    holder = Holder(SigningPublic(bytes.fromhex(whole["public"])), external=False)
    named = ManifestHash(bytes.fromhex(whole["manifest"]))
    by = Roles({named: {PersonId(whole["signer"]): holder}}, {})
    salt, answers = unhex(whole, "salt", "answers_cbor")
    assert encode(whole["answers"]) == answers
    content = content_digest(salt, whole["answers"], [bytes.fromhex(one) for one in whole["files"]])
    assert _verdict(text, by, content) == whole["expect"]
    if whole["expect"] == "verifies":
        proof = read_proof_text(text)
        assert proof.content.hex() == whole["content"]
        assert [proof.sent.isoformat(), proof.collected.isoformat(), proof.signer] == [
            whole["sent"],
            whole["collected"],
            whole["signer"],
        ]


def _verdict(
    text: str, by: Roles, content: bytes
) -> Literal["verifies", "malformed", "refused", "other content"]:
    try:
        verify_proof(read_proof_text(text), by, content)
    except MalformedError:
        return "malformed"
    except CannotOpenError:
        return "refused"
    except RefusedError:
        return "other content"
    return "verifies"
