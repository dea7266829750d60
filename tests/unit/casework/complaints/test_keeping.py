"""What ends a case, or keeps it, comes back from its sealed field as it went in."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from casework.complaints.domain.case.keeping import Keeping, SignedApproval
from casework.complaints.domain.finishing import Item, PassedOver
from casework.complaints.domain.retention.disposal import Approval, ListHash
from casework.complaints.domain.retention.holds import Hold, Voice
from casework.complaints.domain.retention.periods import Extension, Jurisdiction, Why
from casework.complaints.records.keepings import keeping_value, read_keeping
from crypto.encoding import decode, encode
from crypto.log.certificate import Capacity
from crypto.names import CaseId, ManifestHash, PersonId
from crypto.signing import SIGNATURE_SIZE
from tests.unit.casework.complaints.people import ALVAREZ, OKAFOR

PEOPLE = st.sampled_from(["m1", "m2", "x1"]).map(PersonId)
DAYS = st.dates(date(2020, 1, 1), date(2050, 1, 1))
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
PASSINGS = st.builds(PassedOver, st.frozensets(PEOPLE), WORDS, st.frozensets(st.sampled_from(Item)))
HOLDS = st.builds(
    Hold,
    st.sampled_from(Why),
    WORDS,
    PEOPLE,
    DAYS,
    st.lists(st.tuples(PEOPLE, st.sampled_from(Voice)), max_size=2).map(tuple),
    st.none() | DAYS,
)
HASHES = st.binary(min_size=32, max_size=32)
APPROVALS = st.builds(
    SignedApproval,
    st.builds(Approval, PEOPLE, st.sampled_from(Capacity), DAYS, HASHES.map(ListHash)),
    HASHES.map(ManifestHash),
    st.just(bytes(SIGNATURE_SIZE)),
)
KEEPINGS = st.builds(
    Keeping,
    st.none() | PASSINGS,
    st.lists(HOLDS, max_size=2).map(tuple),
    st.sampled_from(["us", "de"]).map(Jurisdiction),
    st.none() | st.builds(Extension, st.integers(1, 5), WORDS),
    st.lists(HASHES.map(CaseId), max_size=2).map(tuple),
    st.lists(APPROVALS, max_size=2).map(tuple),
)


@settings(max_examples=40)
@given(keeping=KEEPINGS)
def test_whatever_is_written_is_read_again(keeping: Keeping) -> None:
    assert read_keeping(decode(encode(keeping_value(keeping)))) == keeping


def test_another_wish_begins_with_one_voice() -> None:
    first = Keeping().asked_to_pass(ALVAREZ, "In May.", frozenset({Item.TASKS})).agreed_by(OKAFOR)
    assert first.passing is not None
    assert first.passing.by == {ALVAREZ, OKAFOR}
    second = first.asked_to_pass(OKAFOR, "Never.", frozenset({Item.TASKS}))
    assert second.passing is not None
    assert second.passing.by == {OKAFOR}
    assert Keeping().agreed_by(ALVAREZ) == Keeping()


@settings(max_examples=20)
@given(keeping=KEEPINGS)
def test_what_is_opened_again_keeps_its_holds_and_no_approval(keeping: Keeping) -> None:
    again = keeping.reopened()
    assert again.holds == keeping.holds
    assert again.passing is None
    assert again.approvals == ()
