"""What the company's lawyers may read lies within what the committee's may, and never around it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.errors import CryptoError
from crypto.keyring.casekeys import CaseKey, GuestKeys, Part, PartKey, case_id
from crypto.keyring.fields import Place, open_field, seal_field
from crypto.keyring.grants import CASE_WRAP_SIZE, Grant, Whole, wrap_case_key
from crypto.names import EnvelopeId, PersonId
from tests.unit.crypto.committees import seed_bytes
from tests.unit.crypto.second_reading import hkdf
from tests.unit.crypto.test_casekeys_wraps import CASE, KEY, LINK, PARTS_TOGETHER, granted

ROW = Place("case_entries", "sealed", b"row")


def opened_by(keys: GuestKeys, part: Part, sealed: bytes) -> bytes | None:
    key = keys.find(part)
    return None if key is None else open_field(sealed, key, ROW)


@given(parts=PARTS_TOGETHER, plain=st.binary(max_size=100))
@settings(max_examples=10, deadline=None)
def test_the_companys_lawyers_never_open_what_is_the_committees_alone(
    parts: frozenset[Part], plain: bytes
) -> None:
    """And the committee's open both: one key comes from the other, and only that way round."""
    readers: dict[PersonId, Grant] = {PersonId("m1"): Whole(), PersonId("g1"): parts}
    wraps = wrap_case_key(KEY, readers, LINK)
    assert {len(wrap) for wrap in wraps} == {CASE_WRAP_SIZE}
    found = granted("g1", wraps)
    assert isinstance(found, GuestKeys)
    sealed = {part: seal_field(plain, KEY.part(part), ROW) for part in Part}
    opens = {part for part in Part if opened_by(found, part, sealed[part]) == plain}
    assert opens == parts | ({Part.COMPANY} if Part.PRIVILEGED in parts else set())
    for key in found.parts:
        for part in set(Part) - opens:
            with pytest.raises(CryptoError):  # nor under another name
                open_field(sealed[part], PartKey(part, CASE, 1, key.raw), ROW)


@given(raw=st.binary(min_size=32, max_size=32), generation=st.integers(1, 2**32 - 1))
@settings(max_examples=25, deadline=None)
def test_the_key_comes_from_the_other_as_the_format_says(raw: bytes, generation: int) -> None:
    place = b"".join(len(each).to_bytes(4) + each for each in (CASE, generation.to_bytes(4)))
    label = b"charterline/v1/case-company-part\0" + place
    key = CaseKey(CASE, generation, raw)
    assert key.part(Part.COMPANY).raw == hkdf(key.part(Part.PRIVILEGED).raw, label)
    alone = GuestKeys(CASE, generation, (key.part(Part.PRIVILEGED),))
    assert alone.part(Part.COMPANY) == key.part(Part.COMPANY)


def test_it_is_of_one_case_and_one_generation() -> None:
    other = case_id(EnvelopeId(bytes(range(16))))
    raw = seed_bytes("case", 32)
    keys = [CaseKey(case, number, raw) for case in (CASE, other) for number in (1, 2)]
    made = {each.part(Part.COMPANY).raw for each in keys}
    assert len(made) == len(keys)
