"""What is nearly an address, a place to listen or a secret is refused."""

import secrets
from base64 import b64encode, urlsafe_b64encode
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from config import parsing
from config.parsing import SettingsError

ADDRESS_LIKE = st.text("htps:/@.#?;[]Aa0123489-_% \n\u0663", max_size=30).map("https://{}".format)


@pytest.mark.parametrize(
    ("given_as", "read_as"),
    [
        ("https://report.example.com", "https://report.example.com"),
        ("https://report.example.com/", "https://report.example.com"),
        ("https://xn--bcher-kva.example:8443", "https://xn--bcher-kva.example:8443"),
        ("http://localhost:8001", "http://localhost:8001"),
        ("http://demo.localhost", "http://demo.localhost"),
        ("http://abc234.onion", "http://abc234.onion"),
    ],
)
def test_an_address_is_read_as_a_browser_writes_it(given_as: str, read_as: str) -> None:
    assert parsing.address(given_as) == read_as


@pytest.mark.parametrize(
    "address",
    [
        "https://",
        "https://#",
        "https://[",
        "https://[::1]",
        "https://Report.example.com",
        "https://bücher.example",
        "https://192.0.2.1",
        "https://a_b.example",
        "https://-a.example",
        "https://a..example",
        "https://a.example.",
        f"https://{'a' * 64}.example",
        f"https://{'a.' * 130}example",
        "HTTPS://report.example.com",
        "https://report.example.com//",
        "https://report.example.com?",
        "https://report.example.com#top",
        "https://report.example.com;c",
        "https://report.example.com/;c",
        "https://user:pass@report.example.com",
        "https://@report.example.com",
        "https://report.example.com:",
        "https://report.example.com:0",
        "https://report.example.com:443",
        "https://report.example.com:08443",
        "https://report.example.com:99999",
        "https://report.example.com:٨٤٤٣",
        "https://report.exa mple.com",
        "https://report.exa\nmple.com",
        "https://report.example.com\n",
        "https://report.example.com/form",
        "ftp://report.example.com",
        "report.example.com",
    ],
)
def test_what_a_browser_would_write_otherwise_is_no_address(address: str) -> None:
    with pytest.raises(SettingsError, match="an address such as"):
        parsing.address(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://report.example.com",
        "http://notlocalhost",
        "http://notonion",
        "http://localhost.example.com",
        "http://x.onion.example.com",
    ],
)
def test_only_localhost_and_onion_services_do_without_tls(address: str) -> None:
    with pytest.raises(SettingsError, match="https://"):
        parsing.address(address)


@given(ADDRESS_LIKE)
@example("https://a]")
def test_no_address_is_more_than_scheme_host_and_port(value: str) -> None:
    try:
        read = parsing.address(value)
    except SettingsError:
        return
    parts = urlsplit(read)
    port = f":{parts.port}" if parts.port else ""
    assert read == f"https://{parts.hostname}{port}"


@pytest.mark.parametrize(
    "where",
    [
        "127.0.0.1:8001",
        "0.0.0.0:65535",
        "localhost:1",
        "unix:/run/x.sock",
        f"unix:/{'a' * 106}",
    ],
)
def test_a_site_listens_at_a_socket_or_an_ipv4_address(where: str) -> None:
    assert parsing.listen(where) == where


@pytest.mark.parametrize(
    "where",
    [
        "8001",
        ":8001",
        "127.0.0.1:",
        "127.0.0.1:http",
        "127.0.0.1:0",
        "127.0.0.1:08001",
        "127.0.0.1:99999",
        "127.0.0.1:٨٠٠١",
        "127.0.0.1:8001\n",
        "127.0.0.256:80",
        "127.1:80",
        "report.example.com:80",
        "a b:80",
        ":::1:80",
        "::1:80",
        "[::1]:8001",
        "unix:",
        "unix:/",
        "unix://",
        "unix:run/x.sock",
        "unix:/run/",
        "unix:/run/x\n.sock",
        f"unix:/{'a' * 107}",
        f"unix:/{'é' * 60}",
    ],
)
def test_where_no_server_could_listen_is_refused(where: str) -> None:
    with pytest.raises(SettingsError, match="a host and a port"):
        parsing.listen(where)


@pytest.mark.parametrize(
    "address",
    ["https://www.weather.gov/", "https://weather.example", "https://weather.example/a?b=c#d"],
)
def test_the_neutral_site_may_have_a_path(address: str) -> None:
    assert parsing.site(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "https://",
        "https:///path",
        "http://weather.example/",
        "http://localhost/",
        "https://user@weather.example/",
        "https://weather.example.evil@other.example/",
        "https://weather.example/\nSet-Cookie: x=y",
        "https://weather.example/a b",
        "https://weather.example:99999/",
        "https://weather.example/\u202e",
    ],
)
def test_a_neutral_site_that_no_browser_could_open_is_refused(address: str) -> None:
    with pytest.raises(SettingsError, match="https://"):
        parsing.site(address)


@given(st.sets(st.integers(0, 255), min_size=32, max_size=48).map(bytes))
def test_a_random_secret_is_taken_in_either_alphabet_padded_or_not(raw: bytes) -> None:
    for encoded in (b64encode(raw).decode(), urlsafe_b64encode(raw).decode()):
        for value in (encoded, encoded.rstrip("=")):
            assert parsing.secret(value) == value


@pytest.mark.parametrize(
    "value", [secrets.token_urlsafe(32), secrets.token_hex(32)], ids=["base64", "hex"]
)
def test_what_people_use_to_make_secrets_will_do(value: str) -> None:
    assert parsing.secret(value) == value


@pytest.mark.parametrize(
    "value",
    [
        "s" * 43,
        "abcd" * 11,
        "password" * 8,
        "0123456789" * 5,
        b64encode(bytes(range(15)) * 3).decode(),
        b64encode(bytes(range(31))).decode(),
        "not base64, though it is long enough and of many letters",
        b64encode(bytes(range(32))).decode() + "\n",
        "é" * 43,
    ],
)
def test_what_is_not_random_is_no_secret(value: str) -> None:
    with pytest.raises(SettingsError, match="random"):
        parsing.secret(value)
