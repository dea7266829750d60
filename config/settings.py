"""Settings, read once at start-up into values that cannot be wrong later.

Two classes, not one: the public site's settings have no field for casework's
database or for any key, so no deployment mistake can put one there. Every
mistake is named, in words, so that one failed start tells the whole story.
"""

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import NoReturn, TypeVar, cast
from urllib.parse import urlsplit

from config import parsing
from config.parsing import SettingsError
from crypto.names import ManifestHash

T = TypeVar("T")
S = TypeVar("S", bound="SiteSettings")

PREFIX = "CHARTERLINE_"
_WRONG_SETTINGS = 2


class Mode(StrEnum):
    PRODUCTION = "production"
    DEVELOPMENT = "development"


class SmtpSecurity(StrEnum):
    """How the way to the mail server is protected. “local” is for one on this machine."""

    TLS = "tls"
    STARTTLS = "starttls"
    LOCAL = "local"


def setting(parse: Callable[[str], T], default: str | None = None, *, secret: bool = False) -> T:
    """Declare a field, the environment variable of the same name, and how one becomes the other."""
    declared = field(repr=not secret, metadata={"parse": parse, "default": default})
    return cast(T, declared)


def _mode(value: str) -> Mode:
    try:
        return Mode(value)
    except ValueError:
        raise SettingsError("must be “production” or “development”") from None


def _smtp_security(value: str) -> SmtpSecurity:
    try:
        return SmtpSecurity(value)
    except ValueError:
        raise SettingsError("must be “tls”, “starttls” or “local”") from None


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """What either site needs before it can answer anybody."""

    mode: Mode = setting(_mode, default="production")
    address: str = setting(parsing.address)
    listen: str = setting(parsing.listen)
    cookie_secret: str = setting(parsing.secret, secret=True)
    company: str = setting(parsing.text)
    dropbox_url: str = setting(parsing.database, secret=True)

    @property
    def in_development(self) -> bool:
        return self.mode is Mode.DEVELOPMENT

    @property
    def over_tls(self) -> bool:
        return self.address.startswith("https://")

    @property
    def host(self) -> str:
        return urlsplit(self.address).hostname or ""


@dataclass(frozen=True, slots=True)
class IntakeSettings(SiteSettings):
    postal_address: str = setting(parsing.text)
    telephone: str = setting(parsing.text)
    other_problems: str = setting(parsing.text)
    neutral_site: str = setting(parsing.site, default="https://www.weather.gov/")
    genesis: ManifestHash = setting(parsing.manifest_hash)
    memory: Path = setting(parsing.path)
    keys: Path = setting(parsing.path)
    law: Path | None = setting(parsing.unless_none(parsing.path), default="none")
    onion: str | None = setting(parsing.unless_none(parsing.address), default="none")
    fingerprint_places: str | None = setting(parsing.unless_none(parsing.text), default="none")
    security_test: str | None = setting(parsing.unless_none(parsing.text), default="none")
    source: str | None = setting(parsing.unless_none(parsing.text), default="none")
    most_files: int = setting(parsing.whole_number(1, 20), default="20")
    file_megabytes: int = setting(parsing.whole_number(1, 1_023), default="100")
    upload_megabytes: int = setting(parsing.whole_number(1, 1_023), default="1023")
    hourly_gigabytes: int = setting(parsing.whole_number(1, 10_000), default="20")
    reserve_gigabytes: int = setting(parsing.whole_number(0, 10_000), default="4")
    mailbox_months: int = setting(parsing.whole_number(6, 120), default="24")
    hourly_reports: int = setting(parsing.whole_number(10, 1_000_000), default="20000")


@dataclass(frozen=True, slots=True)
class CaseworkSettings(SiteSettings):
    database_url: str = setting(parsing.database, secret=True)
    keystore: Path = setting(parsing.path)
    keystore_mirror: Path = setting(parsing.path)
    genesis: ManifestHash | None = setting(parsing.unless_none(parsing.manifest_hash))
    memory: Path = setting(parsing.path)
    code_secret: str = setting(parsing.secret, secret=True)
    herald: Path | None = setting(parsing.unless_none(parsing.path), default="none")
    procedure: Path | None = setting(parsing.unless_none(parsing.path), default="none")
    file_megabytes: int = setting(parsing.whole_number(1, 1_023), default="100")
    reserve_gigabytes: int = setting(parsing.whole_number(0, 10_000), default="4")
    intake_address: str | None = setting(parsing.unless_none(parsing.address), default="none")
    backups: Path | None = setting(parsing.unless_none(parsing.path), default="none")
    mailbox_months: int = setting(parsing.whole_number(6, 120), default="24")
    smtp_host: str | None = setting(parsing.unless_none(parsing.text), default="none")
    smtp_port: int = setting(parsing.whole_number(1, 65_535), default="587")
    smtp_security: SmtpSecurity = setting(_smtp_security, default="starttls")
    smtp_from: str | None = setting(parsing.unless_none(parsing.text), default="none")
    smtp_user: str | None = setting(parsing.unless_none(parsing.text), default="none")
    smtp_password: str | None = setting(
        parsing.unless_none(parsing.text), default="none", secret=True
    )


def read_settings(kind: type[S], env: Mapping[str, str]) -> S:
    """Parse every field of `kind`; raise once, with all mistakes, or return the settings."""
    values: dict[str, object] = {}
    mistakes: list[str] = []
    for declared in fields(kind):
        name = PREFIX + declared.name.upper()
        try:
            values[declared.name] = declared.metadata["parse"](
                _found(env, name, declared.metadata["default"])
            )
        except SettingsError as mistake:
            mistakes.append(f"{name} {mistake}")
    mistakes += [f"{name} is not a setting of this site" for name in _unknown(kind, env)]
    if mistakes:
        raise SettingsError("\n".join(mistakes))
    return kind(**values)  # type: ignore[arg-type]  # each value came from that field's own parser


def from_environment(kind: type[S]) -> S:
    """Read the process's environment, or say everything that is wrong with it and stop."""
    try:
        return read_settings(kind, os.environ)
    except SettingsError as mistakes:
        stop(mistakes)


def _found(env: Mapping[str, str], name: str, default: str | None) -> str:
    """Return the value, or what stands in the file that NAME_FILE gives: secrets come in files."""
    value = env.get(name, "")
    path = env.get(f"{name}_FILE", "")
    if path and value.strip():
        raise SettingsError(f"is set twice, as itself and as {name}_FILE: leave one out")
    if path:
        try:
            value = Path(path).read_text("utf-8")
        except (OSError, UnicodeError):
            raise SettingsError("is in a file that cannot be read") from None
    value = value.strip() or (default or "")
    if not value:
        raise SettingsError("is missing")
    return value


def _unknown(kind: type[SiteSettings], env: Mapping[str, str]) -> list[str]:
    """A misspelt setting must not be quietly ignored: its author believes that it holds."""
    names = {PREFIX + declared.name.upper() for declared in fields(kind)}
    known = names | {f"{name}_FILE" for name in names}
    return sorted(name for name in env if name.startswith(PREFIX) and name not in known)


def stop(mistakes: SettingsError) -> NoReturn:
    sys.stderr.write(f"Charterline cannot start. Please set these right:\n{mistakes}\n")
    raise SystemExit(_WRONG_SETTINGS)
