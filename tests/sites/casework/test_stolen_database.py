"""Whoever carries the files away, after somebody joined and worked, can come in with none of it."""

from base64 import b32encode, b64encode, urlsafe_b64encode
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from crypto.keyring.handles import read_code
from tests.members import WORDS, House
from tests.sites.casework.test_joining import (
    JUNE,
    add_app,
    add_passkey,
    confirmed,
    invited,
    sheet_of,
)
from tests.sites.casework.test_sessions import cookie_of

TYPED = "the ledger of the harbour works"


def test_no_file_holds_what_lets_somebody_in(house: House, tmp_path: Path) -> None:
    code = invited(house)
    seeds = house.keys(JUNE.person)
    visitor = confirmed(house, code)
    passkey, app = add_passkey(visitor), add_app(visitor, house)
    sheet = sheet_of(visitor)
    visitor.fill_in("/join/steps", "/join/finish", code=sheet[0])
    cookies = [cookie_of(visitor)]
    visitor.fill_in("/you", "/lock/keep", note=TYPED)
    visitor.fill_in("/", "/unlock", passphrase=WORDS)
    cookies.append(cookie_of(visitor))
    device = visitor.client.get_cookie("__Host-committee-device", domain="committee.example.com")
    assert device is not None
    keys = [each.key.raw for each in cookies if each.key is not None]
    assert len(keys) == 2
    secrets = [
        *(seeds.vault.raw, seeds.signing.raw, bytes(seeds), app.raw, passkey.secret),
        *(each.token for each in cookies),
        *keys,
        *(text.encode() for text in (code, *sheet, app.letters, WORDS, TYPED, device.value)),
        *(read_code(each) for each in (code, *sheet)),
    ]
    kept = {path.name: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert any(b"June Park" in each for each in kept.values())  # so it looks where things are kept
    assert found_in(kept, secrets) == set()


def found_in(kept: Mapping[str, bytes], secrets: Sequence[bytes]) -> set[str]:
    forms = [form for secret in secrets for form in forms_of(secret)]
    return {name for name, content in kept.items() for form in forms if form in content}


def forms_of(secret: bytes) -> Iterator[bytes]:
    assert len(secret) > 8
    yield secret
    yield secret.hex().encode()
    for spelt in (b64encode(secret), urlsafe_b64encode(secret), b32encode(secret)):
        yield spelt.rstrip(b"=")[:-1]
