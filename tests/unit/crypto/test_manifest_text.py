"""A manifest is read as it was written, or not at all."""

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.errors import CryptoError, MalformedError
from crypto.manifest.body import Derivation, Manifest
from crypto.manifest.fingerprint import fingerprint
from crypto.manifest.lines import LARGEST_TEXT
from crypto.manifest.people import check_name
from crypto.manifest.text import manifest_hash, parse, serialise
from crypto.names import ManifestHash
from tests.unit.crypto.committees import (
    LATER_DERIVATION,
    after,
    genesis_of,
    holders,
    vectors,
)

PEOPLE = holders(members=3, externals=2, guests=1)
GENESIS = genesis_of(PEOPLE.values())
TEXT = serialise(GENESIS)
LINES = TEXT.decode().split("\n")[:-1]


def is_name(text: str) -> bool:
    try:
        check_name(text)
    except MalformedError:
        return False
    return True


names = st.one_of(
    st.text(min_size=1, max_size=100),
    st.text(alphabet="aé%漢 \u200c+Å-", min_size=1, max_size=20),
).filter(is_name)
derivations = st.builds(
    Derivation,
    salt=st.binary(min_size=16, max_size=16),
    memory_kib=st.integers(64, 1_048_576),
    passes=st.integers(1, 16),
    lanes=st.integers(1, 8),
    words=st.binary(min_size=32, max_size=32),
)


@st.composite
def manifests(draw: st.DrawFn) -> Manifest:
    people = holders(draw(st.integers(3, 4)), draw(st.integers(2, 3)), draw(st.integers(0, 1)))
    manifest = genesis_of(people.values())
    if draw(st.booleans()):
        manifest = after(manifest, people.values())
    issued = draw(st.dates(max_value=date(8_000, 1, 1)))
    return replace(
        manifest,
        issued=issued,
        expires=issued + timedelta(days=draw(st.integers(1, 400))),
        company=draw(names),
        committee=draw(names),
        suites=(1, *sorted(draw(st.sets(st.integers(2, 0xFFFF), max_size=3)))),
        derivations=tuple(draw(st.lists(derivations, min_size=1, max_size=4, unique=True))),
    )


@given(manifest=manifests())
@settings(max_examples=25, deadline=None)
def test_a_manifest_is_read_as_it_was_written(manifest: Manifest) -> None:
    text = serialise(manifest)
    assert text.isascii()
    assert parse(text) == manifest
    assert serialise(parse(text)) == text


@given(at=st.integers(0, len(TEXT) - 1), byte=st.integers(0, 255))
@settings(max_examples=150, deadline=None)
def test_a_changed_text_is_refused_or_is_another_manifest(at: int, byte: int) -> None:
    changed = TEXT[:at] + bytes([byte]) + TEXT[at + 1 :]
    try:
        manifest = parse(changed)
    except CryptoError:
        return
    assert serialise(manifest) == changed
    assert (manifest == GENESIS) == (changed == TEXT)


@given(first=st.integers(0, len(LINES) - 1), second=st.integers(0, len(LINES) - 1))
@settings(max_examples=60, deadline=None)
def test_lines_have_one_order(first: int, second: int) -> None:
    lines = list(LINES)
    lines[first], lines[second] = lines[second], lines[first]
    text = ("\n".join(lines) + "\n").encode()
    if lines[first].split(" ")[0] == lines[second].split(" ")[0]:
        return  # two names exchanged make another manifest, which nobody signed
    with pytest.raises(CryptoError):
        parse(text)


@pytest.mark.parametrize("at", range(len(LINES)))
def test_no_line_may_be_missing_or_stand_twice(at: int) -> None:
    for lines in (LINES[:at] + LINES[at + 1 :], LINES[: at + 1] + LINES[at:]):
        with pytest.raises(CryptoError):
            parse(("\n".join(lines) + "\n").encode())


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\n",
        TEXT + b"\n",
        TEXT + b"x",
        TEXT + b"persons 0\n",
        TEXT[:-1],
        b"\n" + TEXT,
        b" " + TEXT,
        TEXT.replace(b"\n", b"\r\n"),
        TEXT.replace(b"\n", b" \n", 1),
        TEXT.replace(b"charterline-manifest 1\n", b"charterline-manifest 2\n"),
        TEXT.replace(b"version 1\n", b"version 01\n"),
        TEXT.replace(b"version 1\n", b"version +1\n"),
        TEXT.replace(b"version 1\n", b"version 1_0\n"),
        TEXT.replace(b"version 1\n", b"version 0\n"),
        TEXT.replace(b"version 1\n", b"version 2\n"),
        TEXT.replace(b"version 1\n", b"version 4294967297\n"),
        TEXT.replace(b"previous none", b"previous None"),
        TEXT.replace(b"previous none", b"previous " + b"00" * 32),
        TEXT.replace(b"previous none", b"previous xx"),
        TEXT.replace(b"issued 2026-06-01", b"issued 20260601"),
        TEXT.replace(b"issued 2026-06-01", b"issued 2026-W23-1"),
        TEXT.replace(b"issued 2026-06-01", b"issued 2026-13-01"),
        TEXT.replace(b"Zo%C3%AB", b"Zo%c3%ab"),
        TEXT.replace(b"Zo%C3%AB", b"Zo%EB"),
        TEXT.replace(b"Zo%C3%AB", "Zoë".encode()),
        TEXT.replace(b"Zo%C3%AB", b"Zoe%CC%88"),
        TEXT.replace(b"Zo%C3%AB", b"Zo%C3%AB%"),
        TEXT.replace(b"Zo%C3%AB", b"Zo%C3%AB%0A"),
        TEXT.replace(b"company Zo", b"company %5Ao"),
        TEXT.replace(b"suites 0001", b"suites 1"),
        TEXT.replace(b"suites 0001", b"suites 0001 0001"),
        TEXT.replace(b"suites 0001", b"suites 0002 0001"),
        TEXT.replace(b"suites 0001", b"suites 0002"),
        TEXT.replace(b"suites 0001", b"suites 0000 0001"),
        TEXT.replace(b"suites 0001", b"suites 0001 000000010000"),
        TEXT.replace(b"suites 0001", b"suites 0001 000A"),
        TEXT.replace(b"derivations 1", b"derivations 0"),
        TEXT.replace(b"derivations 1", b"derivations 2"),
        TEXT.replace(b"derivations 1", b"derivations 5"),
        TEXT.replace(b" 19456 2 1 ", b" 19456 2 "),
        TEXT.replace(b" 19456 2 1 ", b" 19456 2 1 1 "),
        TEXT.replace(b"persons 7", b"persons 6"),
        TEXT.replace(b"persons 7", b"persons 8"),
        TEXT.replace(b"persons 7", b"persons 41"),
        TEXT.replace(b"role external", b"role herald", 1),
        TEXT.replace(b"role external", b"role guest", 1).replace(b"person e1", b"person e!"),
        TEXT.replace(b"signing ", b"signing =", 1),
        TEXT.replace(b"signing ", b"signing !", 1),
    ],
)
def test_a_manifest_has_one_form(text: bytes) -> None:
    assert text != TEXT
    with pytest.raises(CryptoError):
        parse(text)


def test_base64_has_one_form() -> None:
    """The last letter of 1,984 bytes carries two bits that base64 ignores."""
    line = next(line for line in LINES if line.startswith("signing "))
    assert line.endswith("=")
    last = line[-2] if line[-2] != "=" else line[-3]
    other = chr(ord(last) + 1)
    assert parse(TEXT) == GENESIS
    with pytest.raises(CryptoError):
        parse(TEXT.replace(line.encode(), line.replace(last + "=", other + "=").encode()))


@given(text=st.binary(max_size=400))
@settings(max_examples=100)
def test_no_bytes_break_the_parser(text: bytes) -> None:
    for hostile in (text, text + b"\n", TEXT[:120] + text + b"\n"):
        with pytest.raises(CryptoError):
            parse(hostile)


def test_a_text_longer_than_any_manifest_is_not_read() -> None:
    with pytest.raises(MalformedError):
        parse(b"a" * LARGEST_TEXT + b"\n")


@pytest.mark.parametrize("vector", vectors("manifest"), ids=lambda vector: vector["name"])
def test_frozen_manifests_keep_their_text_and_hash(vector: dict[str, Any]) -> None:
    people = holders(**vector["holders"])
    manifest = genesis_of(people.values())
    if vector["version"] == 2:
        manifest = replace(
            after(manifest, people.values()), derivations=(*manifest.derivations, LATER_DERIVATION)
        )
    text = serialise(manifest)
    assert text == "".join(f"{line}\n" for line in vector["lines"]).encode("ascii")
    assert parse(text) == manifest
    assert sha256(text).hexdigest() == manifest_hash(text).hex() == vector["sha256"]
    assert fingerprint(manifest_hash(text)) == vector["fingerprint"]


def test_a_fingerprint_is_the_first_150_bits_in_letters_that_are_not_misread() -> None:
    assert fingerprint(ManifestHash(bytes(32))) == "00000 00000 00000 00000 00000 00000"
    assert fingerprint(ManifestHash(b"\xff" * 32)) == "ZZZZZ ZZZZZ ZZZZZ ZZZZZ ZZZZZ ZZZZZ"
    # 150 bits end inside the 19th byte, whose last two bits are not shown.
    last = bytes(18) + b"\x04" + bytes(13)
    assert fingerprint(ManifestHash(last)) == "00000 00000 00000 00000 00000 00001"
    assert fingerprint(ManifestHash(bytes(18) + b"\x03" + b"\xff" * 13)) == fingerprint(
        ManifestHash(bytes(32))
    )
    letters = bytes.fromhex("00443214c74254b635cf84653a56d7c675be77df") + bytes(12)
    assert fingerprint(ManifestHash(letters)) == "01234 56789 ABCDE FGHJK MNPQR STVWX"


@pytest.mark.parametrize("size", [0, 31, 33])
def test_only_a_whole_hash_has_a_fingerprint(size: int) -> None:
    with pytest.raises(MalformedError):
        fingerprint(ManifestHash(bytes(size)))
