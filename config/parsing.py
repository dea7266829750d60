"""What a setting may look like.

A value that is nearly right does its harm later, in front of somebody who reports.
So each is taken apart and put together again, and what comes out must be what went in.
"""

import re
from base64 import b64decode
from collections.abc import Callable
from ipaddress import IPv4Address
from pathlib import Path, PurePosixPath
from typing import TypeVar
from urllib.parse import parse_qsl, urlsplit

from crypto.names import ManifestHash

T = TypeVar("T")

_LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
# The last part begins with a letter: a number is no name, and certificates and passkeys want one.
_HOST = re.compile(rf"({_LABEL}\.)*(?=[a-z]){_LABEL}")
_HOST_LENGTH = 253
_PORT = re.compile("[1-9][0-9]{0,4}")
_PORTS = range(1, 65_536)
_IMPLIED = {"http": 80, "https": 443}
_NEEDS_NO_TLS = (".localhost", ".onion")
_SOCKET_LENGTH = 107  # what Linux has room for
_FILE = re.compile("sqlite:///(/[^/?%]+)+")
_HASH = re.compile("[0-9a-f]{64}")
_NUMBER = re.compile("0|[1-9][0-9]{0,8}")
_SECRET_BYTES = 32
# Of 32 random bytes fewer are distinct once in 3 * 10**16 times. It catches what repeats itself;
# that a long sentence was made up, no program can see.
_DISTINCT_BYTES = 16


class SettingsError(ValueError):
    """Names every setting that is missing or malformed, and never repeats a value."""


def text(value: str) -> str:
    return value


def address(value: str) -> str:
    origin = _origin(value)
    if not origin or value.removesuffix("/") != origin:
        raise SettingsError(
            "must be an address such as https://report.example.com: a name in small letters,"
            " perhaps a port, and nothing else"
        )
    host = urlsplit(origin).hostname or ""
    if origin.startswith("http://") and host != "localhost" and not host.endswith(_NEEDS_NO_TLS):
        raise SettingsError("must begin with https:// unless the host is localhost or an .onion")
    return origin


def site(value: str) -> str:
    """Parse an address somewhere else, with whatever path: it goes into an answer's header."""
    origin = _origin(value)
    whole = bool(origin) and f"{value}/".startswith(f"{origin}/")
    if not whole or not origin.startswith("https://") or not _is_printable(value) or " " in value:
        raise SettingsError("must begin with https:// and be an address that a browser can open")
    return value


def listen(value: str) -> str:
    """Parse a socket or an IPv4 address: nginx stands before the site, on the same machine."""
    if not (_is_socket(value) or _is_host_and_port(value)):
        raise SettingsError(
            "must be a host and a port (127.0.0.1:8001, localhost:8001)"
            f" or a socket (unix:/run/x.sock, {_SOCKET_LENGTH} bytes at most)"
        )
    return value


def secret(value: str) -> str:
    if len(set(_decoded(value))) < _DISTINCT_BYTES:
        raise SettingsError(
            f"must be {_SECRET_BYTES} random bytes or more, in base64 (openssl rand -base64 32)"
        )
    return value


def database(value: str) -> str:
    """Ask of an address what `store.engines` will ask of it, before anything is started."""
    readable = value.isprintable() and "%00" not in value
    if not readable or not (_is_file(value) or _is_server(value)):
        raise SettingsError(
            "must be sqlite:////path/to/file, with no ? and no % in it,"
            " or postgresql://role@host/database"
        )
    return value


def manifest_hash(value: str) -> ManifestHash:
    """Parse what the ceremony printed: it is compared with what a stranger may have stored."""
    if not _HASH.fullmatch(value):
        raise SettingsError("must be the hash of the committee's first manifest: 64 of 0-9 and a-f")
    return ManifestHash(bytes.fromhex(value))


def path(value: str) -> Path:
    if not value.startswith("/") or not value.isprintable() or value.endswith("/"):
        raise SettingsError("must be the path of a file, from the root: /var/lib/x/y")
    return Path(value)


def whole_number(least: int, most: int) -> Callable[[str], int]:
    def parse(value: str) -> int:
        if not _NUMBER.fullmatch(value) or not least <= int(value) <= most:
            raise SettingsError(f"must be a number from {least} to {most}")
        return int(value)

    return parse


def unless_none(parse: Callable[[str], T]) -> Callable[[str], T | None]:
    """Take the word "none" for what a committee may not have. Nothing at all is a mistake."""

    def parse_or_none(value: str) -> T | None:
        return None if value == "none" else parse(value)

    return parse_or_none


def _origin(value: str) -> str:
    """Return scheme, host and port as a browser would write them, or nothing if it would not."""
    try:
        parts = urlsplit(value)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if parts.scheme not in _IMPLIED or not _HOST.fullmatch(host) or len(host) > _HOST_LENGTH:
        return ""
    if port in {None, _IMPLIED[parts.scheme]}:
        return f"{parts.scheme}://{host}"
    return f"{parts.scheme}://{host}:{port}" if port in _PORTS else ""


def _is_socket(value: str) -> bool:
    path = value.removeprefix("unix:")
    if path == value or not _is_printable(path) or path in {"/", "//"}:
        return False
    normal = path.startswith("/") and str(PurePosixPath(path)) == path
    return normal and len(path) <= _SOCKET_LENGTH


def _is_host_and_port(value: str) -> bool:
    host, _, port = value.rpartition(":")
    try:
        known = host == "localhost" or IPv4Address(host) is not None
    except ValueError:
        return False
    return known and _is_port(port)


def _decoded(value: str) -> bytes:
    """Return the bytes, or none if there are too few. Both alphabets will do, padded or not."""
    bare = value.rstrip("=").translate(str.maketrans("-_", "+/"))
    try:
        raw = b64decode(bare + "=" * (-len(bare) % 4), validate=True)
    except ValueError:
        return b""
    return raw if len(raw) >= _SECRET_BYTES else b""


def _is_file(value: str) -> bool:
    """Say whether it ends in the name of a file; the root by another spelling has none."""
    path = value.removeprefix("sqlite:///")
    return _FILE.fullmatch(value) is not None and PurePosixPath(path).name != ""


def _is_server(value: str) -> bool:
    try:
        parts = urlsplit(value)
        asked = parse_qsl(parts.query, strict_parsing=True) if parts.query else []
        in_range = parts.port is None or parts.port in _PORTS
    except ValueError:
        return False
    named = re.fullmatch("/[^/%]+", parts.path) is not None and not parts.fragment
    plain = value.startswith("postgresql://") and parts.netloc.count("@") <= 1
    return (
        named and plain and in_range and all(_is_port(it) for name, it in asked if name == "port")
    )


def _is_port(value: str) -> bool:
    return _PORT.fullmatch(value) is not None and int(value) in _PORTS


def _is_printable(value: str) -> bool:
    return value.isascii() and value.isprintable()
