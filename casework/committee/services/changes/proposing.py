"""Propose a change of keys, sign it, or take it back. Nothing changes before enough have signed.

Several proposals may wait at once, one of each person. The first that enough have signed is
made, and the others fall, since they follow a list that is no longer the newest. So nobody can
hold up the committee by proposing something, and nobody can take back what another proposed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from secrets import token_bytes
from typing import TypeAlias

from casework.committee.domain import changing
from casework.committee.domain.proposals import (
    PROPOSAL_ID_SIZE,
    Progress,
    Proposal,
    ProposalId,
    State,
)
from casework.committee.records.proposals import Proposals
from casework.committee.services.changes.settling import settle, take_effect
from casework.committee.services.keymaking import NewKeys
from casework.desk import Desk
from casework.history.domain import Said, Verb
from casework.history.services import record
from casework.rights import SignedIn
from casework.trust import Standing
from crypto.errors import CryptoError, RefusedError
from crypto.manifest.body import Manifest
from crypto.manifest.chain import Authority
from crypto.manifest.signed import KeyId, SignedManifest, key_id, sign_manifest
from crypto.manifest.succession import check_succession
from crypto.manifest.text import serialise
from crypto.names import PersonId
from crypto.signing import SigningSeed
from store.database import Transaction
from store.keystore.keyfiles import Coming


@dataclass(frozen=True, slots=True)
class NotFoundedYet:
    """There is no committee that could change anything."""


@dataclass(frozen=True, slots=True)
class OneAtATime:
    """Another change was signed and does not count yet; what follows it would be unknown."""


@dataclass(frozen=True, slots=True)
class NotPossible:
    """A rule of manifests forbids this change, in our words."""

    why: str


@dataclass(frozen=True, slots=True)
class Gone:
    """There is no such proposal any more, or it is not open."""


@dataclass(frozen=True, slots=True)
class MayNotSign:
    """These keys are of nobody whose signature this proposal needs."""


@dataclass(frozen=True, slots=True)
class Signed:
    progress: Progress


@dataclass(frozen=True, slots=True)
class Accepted:
    """Enough have signed. By recovery it counts seven days later."""

    authority: Authority


@dataclass(frozen=True, slots=True)
class Hand:
    """Who signs, and with which key: it may be one that is yet to come."""

    person: PersonId
    key: SigningSeed = field(repr=False)


Base: TypeAlias = Standing | NotFoundedYet | OneAtATime
Refusal: TypeAlias = NotFoundedYet | OneAtATime | NotPossible
Proposing: TypeAlias = Proposal | Refusal
Signing: TypeAlias = Signed | Accepted | MayNotSign | Gone
Note: TypeAlias = Callable[[Transaction], None]


def base_of(desk: Desk) -> Base:
    """Return what a change would follow, unless one is on its way that was signed already."""
    found = desk.trust.now()
    if not isinstance(found, Standing):
        return NotFoundedYet()
    with desk.database.reading() as tx:
        signed = Proposals(tx).in_state(State.SIGNED)
    return OneAtATime() if signed or found.waiting else found


def propose(
    desk: Desk,
    by: PersonId,
    manifest: Manifest,
    *,
    keys: NewKeys | None = None,
    note: Note | None = None,
) -> Proposing:
    """Put a change before the members, in the place of what the same person proposed before.

    Keys that it names go to the key store in the same step: nobody may sweep them away before
    the proposal is there, and no proposal may name keys that nobody has.
    """
    base = base_of(desk)
    if not isinstance(base, Standing):
        return base
    links = base.chain.links
    try:
        check_succession([link.manifest for link in links], links[-1].hash, manifest)
    except RefusedError as exc:
        return NotPossible(str(exc))
    text = SignedManifest(serialise(manifest))
    proposal = Proposal(ProposalId(token_bytes(PROPOSAL_ID_SIZE)), desk.today(), by, text)
    with desk.database.transaction() as tx:
        _take_back_earlier(tx, desk, by)
        Proposals(tx).add(proposal)
        _say(tx, desk, Verb.CHANGE_PROPOSED, proposal, by)
        if note is not None:
            note(tx)
        if keys is not None:
            with desk.keystore.change() as store:
                store.key_files.put_coming(keys.person, Coming(keys.id, keys.file))
    return proposal


def propose_and_sign(desk: Desk, me: SignedIn, naming: Callable[[Manifest], Manifest]) -> Proposing:
    """Propose what somebody wants and sign it for them: pressing the button is agreeing."""
    base = base_of(desk)
    if not isinstance(base, Standing):
        return base
    try:
        manifest = naming(changing.confirmed(base.chain.newest, desk.today()))
    except CryptoError as exc:
        return NotPossible(str(exc))
    proposal = propose(desk, me.person, manifest)
    if isinstance(proposal, Proposal):
        sign(desk, me.person, me.seeds.signing, proposal.id)
    return proposal


def sign(desk: Desk, person: PersonId, key: SigningSeed, which: ProposalId) -> Signing:
    """Add one signature; with the last that is needed, the change is made."""
    with desk.database.transaction() as tx:
        said = _sign(tx, desk, Hand(person, key), which)
    if isinstance(said, Accepted):
        settle(desk)
    return said


def withdraw(desk: Desk, by: PersonId, which: ProposalId) -> bool:
    """Take one's own proposal back. Whoever is against another's does not sign it."""
    with desk.database.transaction() as tx:
        proposal = Proposals(tx).find(which)
        if proposal is None or proposal.state is not State.OPEN or proposal.proposer != by:
            return False
        _take_back(tx, desk, proposal, by)
    settle(desk)
    return True


def _take_back_earlier(tx: Transaction, desk: Desk, by: PersonId) -> None:
    for each in Proposals(tx).in_state(State.OPEN):
        if each.proposer == by:
            _take_back(tx, desk, each, by)


def _take_back(tx: Transaction, desk: Desk, proposal: Proposal, by: PersonId) -> None:
    Proposals(tx).become(proposal.id, State.WITHDRAWN)
    _say(tx, desk, Verb.CHANGE_WITHDRAWN, proposal, by)


def _sign(tx: Transaction, desk: Desk, hand: Hand, which: ProposalId) -> Signing:
    proposal, found = Proposals(tx).find(which), desk.trust.now()
    if proposal is None or not isinstance(found, Standing):
        return Gone()
    if not _is_open(proposal, found, desk) or Proposals(tx).in_state(State.SIGNED):
        # What was signed shuts people out at once, and is published a moment later, or after a
        # power cut: until then a rival would still follow the newest list, and shut out others.
        return Gone()
    before = found.chain.newest.manifest
    if key_id(hand.key.public) not in _who_may_sign(before, proposal.manifest):
        return MayNotSign()
    signature = sign_manifest(proposal.signed.text, hand.key)
    if Proposals(tx).sign(which, signature, hand.person, desk.today()):
        _say(tx, desk, Verb.CHANGE_SIGNED, proposal, hand.person)
    signed = proposal.with_signature(signature)
    progress = signed.progress(before)
    return _accept(tx, desk, signed, before) if progress.is_enough else Signed(progress)


def _is_open(proposal: Proposal, found: Standing, desk: Desk) -> bool:
    """Say whether it can still be made: it follows the newest list, and was not forgotten."""
    follows = proposal.manifest.previous == found.chain.newest.hash and not found.waiting
    return proposal.state is State.OPEN and follows and not proposal.is_stale(desk.today())


def _accept(tx: Transaction, desk: Desk, proposal: Proposal, before: Manifest) -> Accepted:
    """Let the change be, after the same verification that every site will make."""
    link = desk.trust.verify(proposal.signed).newest
    Proposals(tx).become(proposal.id, State.SIGNED)
    if link.authority is Authority.COMMITTEE:
        take_effect(tx, before, link.manifest)
    _say(tx, desk, Verb.CHANGE_PUBLISHED, proposal, None)
    return Accepted(link.authority)


def _who_may_sign(before: Manifest, after: Manifest) -> frozenset[KeyId]:
    people = (*before.members, before.recovery, *after.members)
    return frozenset(key_id(person.signing) for person in people)


def _say(tx: Transaction, desk: Desk, verb: Verb, proposal: Proposal, by: PersonId | None) -> None:
    subject = {"version": str(proposal.manifest.version), "manifest": proposal.hash.hex()}
    record(tx, Said(verb, desk.today(), by, subject))
