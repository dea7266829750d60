"""What a browser or a sheet of paper holds is known to a row by its hash, and by nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.errors import CannotOpenError
from crypto.keyring.handles import (
    Handle,
    SiteKey,
    generate_code,
    known,
    new_token,
    read_code,
)
from crypto.suite import derive, mac

KEY = SiteKey.of(b"a secret from a file")


def test_a_token_is_known_by_a_hash_that_depends_on_what_it_is_for() -> None:
    token = new_token()
    assert len(token) == 32
    assert token != new_token()
    hashes = {known(token, handle) for handle in Handle}
    assert len(hashes) == len(Handle)
    assert known(token, Handle.SESSION) == derive(token, b"charterline/v1/door/session\0")
    assert known(token, Handle.DEVICE) == derive(token, b"charterline/v1/door/device\0")
    assert known(token, Handle.CODE) == derive(token, b"charterline/v1/door/recovery-code\0")
    assert known(token, Handle.INVITATION) == derive(token, b"charterline/v1/door/invitation\0")


def test_the_sites_key_is_drawn_from_its_secret_for_this_alone() -> None:
    raw = derive(b"a secret from a file", b"charterline/v1/door/site-key\0")
    key = SiteKey.of(b"a secret from a file")
    assert key.raw == raw
    assert key.mark(b"text") == mac(derive(raw, b"charterline/v1/door/mark\0"), b"text")


def test_codes_have_the_form_that_was_asked_for() -> None:
    drawn = [generate_code(4, 4) for _ in range(200)]
    assert len(set(drawn)) == 200
    assert all([len(group) for group in code.split("-")] == [4, 4, 4, 4] for code in drawn)
    letters = set("".join(drawn)) - {"-"}
    assert letters == set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")


@given(groups=st.integers(1, 4), in_group=st.integers(1, 5))
def test_a_code_is_read_as_it_was_drawn(groups: int, in_group: int) -> None:
    code = generate_code(groups, in_group)
    letters = code.replace("-", "").encode()
    assert read_code(code) == read_code(f" {code.lower()} ") == letters
    assert read_code(code.replace("-", " ")) == letters


def test_letters_that_are_misread_count_as_what_they_were() -> None:
    assert read_code("ilo-ILO") == b"110110"
    assert read_code("\uff2b\uff17") == b"K7"
    assert read_code("u, $ and ü") == b"AND"
    assert read_code("7" * 65) == b"7" * 64


@given(plain=st.binary(max_size=200))
def test_what_the_site_locks_it_unlocks_for_the_same_purpose_and_person(plain: bytes) -> None:
    box = KEY.lock(plain, "app-secret", "m1")
    assert KEY.unlock(box, "app-secret", "m1") == plain
    for what, whose in (("app-secret", "m2"), ("other", "m1")):
        with pytest.raises(CannotOpenError):
            KEY.unlock(box, what, whose)
    with pytest.raises(CannotOpenError):
        SiteKey.of(b"another secret").unlock(box, "app-secret", "m1")


def test_a_mark_is_made_by_this_key_alone() -> None:
    own = derive(b"a secret from a file", b"charterline/v1/door/site-key\0")
    assert KEY.raw == own
    assert KEY.mark(b"name") == mac(derive(own, b"charterline/v1/door/mark\0"), b"name")
    assert SiteKey.of(b"x").mark(b"name") != KEY.mark(b"name")


def test_a_site_key_is_not_shown() -> None:
    assert repr(KEY) == "SiteKey()"
