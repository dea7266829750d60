"""What surrounds a page. The sites fill these in; the layouts in templates/ui draw them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    href: str
    text: str
    current: bool = False
    gap: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Language:
    code: str
    name: str
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class GateFrame:
    """A door: before sign-in, and when something went wrong."""

    lang: str = "en"
    dir: str = "ltr"
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class IntakeFrame:
    exit_href: str
    footer: tuple[Link, ...]
    languages: tuple[Language, ...] = ()
    language_form: str = ""
    lang: str = "en"
    dir: str = "ltr"
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class CaseworkFrame:
    committee: str
    home_href: str
    search_href: str
    lock_href: str
    csrf_token: str
    menu: tuple[Link, ...]
    lock_minutes: int = 0  # how long a screen may be left alone; 0 never covers it
    keys: bool = False  # single keys do something; off until somebody asks for them
    lang: str = "en"
    dir: str = "ltr"
    wrong: bool = False
