"""Who may answer a reporter, and whom no answer can bring back."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto import signing
from crypto.errors import RefusedError
from crypto.mailbox.answering import sign_change, sign_snapshot
from crypto.mailbox.readers import (
    Accepted,
    Refusal,
    Refused,
    judge,
    recipients,
    unlawful,
)
from crypto.mailbox.roles import Holder, Roles
from crypto.mailbox.snapshot import SIGNED, ReaderChange, SignedSnapshot
from crypto.mailbox.state import State
from crypto.names import ManifestHash, PersonId
from crypto.readers import Readers
from crypto.signing import SigningPublic
from tests.unit.crypto.mailboxes import (
    DAVID,
    EVERYBODY,
    GRANT,
    HOLDERS,
    JUNE,
    KEYS,
    LEE,
    MANIFEST,
    MARIA,
    OTHER_KEYS,
    PENS,
    ROLES,
    SNAPSHOT,
    STATE,
    THOMAS,
)

TO = KEYS.address
# The key of a reader, so that a signature which stood under it would be taken for good.
SPARE = HOLDERS[MARIA].public
Change = tuple[Sequence[PersonId], Sequence[PersonId], PersonId]


def signed(
    signer: PersonId,
    changes: Sequence[ReaderChange] = (),
    version: int = 1,
    changes_from: int = 0,
) -> SignedSnapshot:
    snapshot = replace(
        SNAPSHOT,
        signer=signer,
        changes=tuple(changes),
        version=version,
        changes_from=changes_from,
    )
    return sign_snapshot(snapshot, TO, PENS[signer])


def changes(*wanted: Change, first: int = 1) -> list[ReaderChange]:
    return [
        sign_change(tuple(added), tuple(removed), TO, place, PENS[signer])
        for place, (added, removed, signer) in enumerate(wanted, first)
    ]


def outcome(
    snapshot: SignedSnapshot, state: State = STATE, roles: Roles = ROLES
) -> Refusal | State:
    judged = judge(snapshot, TO, state, roles, SPARE)
    return judged.why if isinstance(judged, Refused) else judged.state


@pytest.mark.parametrize("reader", STATE.readers.admitted)
def test_every_admitted_reader_may_answer(reader: PersonId) -> None:
    answer = signed(reader, version=7)
    followed = replace(STATE, snapshot_seen=7)
    assert judge(answer, TO, STATE, ROLES, SPARE) == Accepted(answer.content, followed)


@pytest.mark.parametrize("stranger", [JUNE, DAVID])
def test_holders_of_keys_who_are_not_readers_may_not(stranger: PersonId) -> None:
    assert outcome(signed(stranger)) is Refusal.STRANGER


def test_a_signature_counts_for_its_words_its_mailbox_and_its_signer_only() -> None:
    answer = signed(MARIA)
    other_words = SignedSnapshot.of(replace(answer.content, version=2), answer.signature)
    assert outcome(other_words) is Refusal.FORGED
    other_signer = SignedSnapshot.of(replace(answer.content, signer=THOMAS), answer.signature)
    assert outcome(other_signer) is Refusal.FORGED
    for address in (replace(TO, tag=OTHER_KEYS.snapshot_tag), OTHER_KEYS.address):
        assert judge(answer, address, STATE, ROLES, SPARE) == Refused(Refusal.FORGED)
    reporter = replace(TO, reporter=OTHER_KEYS.seed.public)
    assert judge(answer, reporter, STATE, ROLES, SPARE) == Refused(Refusal.FORGED)


@settings(max_examples=25, deadline=None)
@given(at=st.integers(0, 3_372), bit=st.integers(0, 7))
def test_a_flipped_bit_of_the_signature_is_a_forgery(at: int, bit: int) -> None:
    answer = signed(MARIA)
    signature = bytearray(answer.signature)
    signature[at] ^= 1 << bit
    assert outcome(replace(answer, signature=bytes(signature))) is Refusal.FORGED


def test_a_manifest_or_a_signer_that_we_do_not_know_is_a_forgery() -> None:
    assert outcome(signed(MARIA), roles=Roles({}, HOLDERS)) is Refusal.FORGED
    without = {person: holder for person, holder in HOLDERS.items() if person != MARIA}
    assert outcome(signed(MARIA), roles=Roles({MANIFEST: without}, HOLDERS)) is Refusal.FORGED
    broken = {**HOLDERS, MARIA: Holder(SigningPublic(bytes(1_984)), external=False)}
    assert outcome(signed(MARIA), roles=Roles({MANIFEST: broken}, HOLDERS)) is Refusal.FORGED


def test_a_departed_signers_answer_still_verifies_under_its_manifest() -> None:
    current = {person: holder for person, holder in HOLDERS.items() if person != MARIA}
    assert isinstance(outcome(signed(MARIA), roles=Roles({MANIFEST: HOLDERS}, current)), State)


def test_an_older_answer_is_not_shown_again_and_the_same_one_is() -> None:
    seen = replace(STATE, snapshot_seen=5)
    assert outcome(signed(MARIA, version=4), seen) is Refusal.ROLLED_BACK
    assert isinstance(outcome(signed(MARIA, version=5), seen), State)
    assert isinstance(outcome(signed(MARIA, version=6), seen), State)


def test_a_reader_brings_in_another_and_leaves() -> None:
    news = changes(([DAVID], [THOMAS], MARIA))
    followed = outcome(signed(MARIA, news), STATE)
    assert isinstance(followed, State)
    assert followed.readers == Readers((MARIA, LEE, GRANT, DAVID), (JUNE, THOMAS))
    assert followed.changes_applied == 1
    assert followed.version == STATE.version


def test_who_was_brought_in_by_a_reader_may_answer_and_bring_in_others() -> None:
    news = changes(([DAVID], [], MARIA), ([], [MARIA], DAVID))
    assert isinstance(outcome(signed(DAVID, news)), State)
    assert outcome(signed(DAVID, changes(([], [], MARIA)))) is Refusal.STRANGER


def test_who_leaves_says_so_in_an_answer_that_somebody_else_signs() -> None:
    news = changes(([], [MARIA], MARIA))
    followed = outcome(signed(THOMAS, news))
    assert isinstance(followed, State)
    assert followed.readers.left_out == (JUNE, MARIA)
    with pytest.raises(RefusedError):
        signed(MARIA, news)
    with pytest.raises(RefusedError):
        signed(MARIA, changes(([], [THOMAS], MARIA), ([], [MARIA], LEE)))


def test_an_answer_reads_the_same_before_and_after_its_changes_were_followed() -> None:
    news = replace(SNAPSHOT, changes=tuple(changes(([], [MARIA], MARIA))))
    unsigned = SignedSnapshot.of(news, b"")
    pen = PENS[MARIA].seed
    farewell = replace(unsigned, signature=signing.sign(SIGNED, unsigned.signed(TO), pen))
    assert outcome(farewell) is Refusal.STRANGER
    left = replace(STATE, readers=STATE.readers.without([MARIA]), changes_applied=1)
    assert outcome(farewell, left) is Refusal.STRANGER


def test_a_replaced_key_changes_no_readers_any_more() -> None:
    news = signed(THOMAS, changes(([], [LEE], MARIA)))
    new = Holder(PENS[JUNE].seed.public, external=False)
    replaced = Roles({MANIFEST: HOLDERS}, {**HOLDERS, MARIA: new})
    assert isinstance(outcome(news), State)
    assert outcome(news, roles=replaced) is Refusal.FORGED
    departed = {person: holder for person, holder in HOLDERS.items() if person != MARIA}
    assert isinstance(outcome(news, roles=Roles({MANIFEST: HOLDERS}, departed)), State)


def test_nobody_lets_themselves_in() -> None:
    assert outcome(signed(DAVID, changes(([DAVID], [], DAVID)))) is Refusal.STRANGER


def test_who_was_removed_signs_no_more_changes() -> None:
    news = changes(([], [THOMAS], MARIA), ([DAVID], [], THOMAS))
    assert outcome(signed(MARIA, news)) is Refusal.STRANGER


def test_once_the_reporter_has_followed_a_removal_the_removed_is_a_stranger() -> None:
    followed = outcome(signed(MARIA, changes(([], [THOMAS], MARIA))))
    assert isinstance(followed, State)
    assert outcome(signed(THOMAS, changes_from=1), followed) is Refusal.STRANGER


@pytest.mark.parametrize("signer", STATE.readers.admitted)
def test_no_reader_can_bring_back_whom_the_reporter_left_out(signer: PersonId) -> None:
    assert outcome(signed(signer, changes(([JUNE], [], signer)))) is Refusal.LEFT_OUT


def test_who_was_removed_once_cannot_come_back() -> None:
    news = changes(([], [THOMAS], MARIA), ([THOMAS], [], MARIA))
    assert outcome(signed(MARIA, news)) is Refusal.LEFT_OUT
    assert outcome(signed(MARIA, changes(([DAVID], [DAVID], MARIA)))) is Refusal.LEFT_OUT


def test_a_change_counts_at_its_place_in_its_mailbox_only() -> None:
    second = changes(([DAVID], [], MARIA), first=2)
    assert outcome(signed(MARIA, second)) is Refusal.FORGED
    elsewhere = sign_change((DAVID,), (), OTHER_KEYS.address, 1, PENS[MARIA])
    assert outcome(signed(MARIA, [elsewhere])) is Refusal.FORGED
    (change,) = changes(([DAVID], [], MARIA))
    for altered in (
        replace(change, added=(DAVID, PersonId("eve"))),
        replace(change, removed=(THOMAS,)),
        replace(change, signer=THOMAS),
        replace(change, manifest=ManifestHash(bytes(32))),
    ):
        assert outcome(signed(MARIA, [altered])) is Refusal.FORGED


def test_a_forged_second_change_is_noticed_behind_a_good_one() -> None:
    good, bad = changes(([DAVID], [], MARIA), ([], [THOMAS], MARIA))
    news = [good, replace(bad, removed=(LEE,))]
    assert outcome(signed(MARIA, news)) is Refusal.FORGED


def test_changes_that_were_followed_are_not_followed_twice() -> None:
    news = changes(([DAVID], [], MARIA), ([], [THOMAS], MARIA))
    followed = outcome(signed(MARIA, news))
    assert isinstance(followed, State)
    assert outcome(signed(MARIA, news), followed) == followed
    third = changes(([], [LEE], MARIA), first=3)
    after = outcome(signed(MARIA, third, changes_from=2), followed)
    assert isinstance(after, State)
    assert after.changes_applied == 3
    assert LEE in after.readers.left_out


def test_a_change_that_was_followed_is_not_judged_again() -> None:
    # Its manifest may be unknown by now; what counts is what the state already follows.
    old, new = changes(([DAVID], [], MARIA), ([], [THOMAS], MARIA))
    faded = replace(old, manifest=ManifestHash(bytes(32)))
    followed = outcome(signed(MARIA, [old]))
    assert isinstance(followed, State)
    assert outcome(signed(MARIA, [faded]), followed) == followed
    after = outcome(signed(MARIA, [faded, new]), followed)
    assert isinstance(after, State)
    assert after.readers.left_out == (JUNE, THOMAS)
    assert outcome(signed(MARIA, [faded, replace(new, removed=(LEE,))]), followed) is Refusal.FORGED


def test_a_gap_in_the_changes_is_refused_on_both_sides() -> None:
    followed = replace(STATE, changes_applied=2)
    assert isinstance(outcome(signed(MARIA, changes_from=2), followed), State)
    assert outcome(signed(MARIA, changes_from=3), followed) is Refusal.GAP
    assert outcome(signed(MARIA, changes_from=1), followed) is Refusal.GAP
    assert outcome(signed(MARIA, changes_from=1), STATE) is Refusal.GAP


def test_a_committee_stays_within_what_a_state_can_hold() -> None:
    some = [PersonId(f"p{number:02}") for number in range(36)]
    assert isinstance(outcome(signed(MARIA, changes((some[:35], [], MARIA)))), State)
    assert outcome(signed(MARIA, changes((some, [], MARIA)))) is Refusal.TOO_MANY


def test_two_readers_must_be_left_and_one_of_them_external() -> None:
    assert outcome(signed(MARIA, changes(([], [LEE, GRANT], MARIA)))) is Refusal.NO_EXTERNAL
    assert outcome(signed(LEE, changes(([], [MARIA, THOMAS, GRANT], LEE)))) is Refusal.TOO_FEW
    assert isinstance(outcome(signed(LEE, changes(([], [MARIA, THOMAS], LEE)))), State)
    assert isinstance(outcome(signed(LEE, changes(([], [GRANT, THOMAS], LEE)))), State)


def test_follow_ups_go_to_the_admitted_and_to_every_external_not_left_out() -> None:
    assert recipients(Readers((MARIA,), (JUNE, GRANT)), HOLDERS) == (LEE, MARIA)
    assert recipients(Readers((), ()), HOLDERS) == (GRANT, LEE)
    departed = {person: holder for person, holder in HOLDERS.items() if person != MARIA}
    assert recipients(Readers((MARIA, THOMAS), ()), departed) == (GRANT, LEE, THOMAS)


@given(
    admitted=st.sets(st.sampled_from(EVERYBODY)),
    left_out=st.sets(st.sampled_from(EVERYBODY)),
    current=st.sets(st.sampled_from(EVERYBODY)),
)
def test_nobody_left_out_ever_receives_and_every_lawful_set_has_an_external(
    admitted: set[PersonId], left_out: set[PersonId], current: set[PersonId]
) -> None:
    readers = Readers(tuple(admitted - left_out), tuple(left_out))
    holders = {person: HOLDERS[person] for person in current}
    sealed_to = recipients(readers, holders)
    assert not set(sealed_to) & left_out
    assert set(sealed_to) <= current
    if unlawful(readers, holders) is None:
        assert len(sealed_to) >= 2
        assert {LEE, GRANT} & set(sealed_to)
