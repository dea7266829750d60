"""The cookies of the public site: what they are called, how long they live, who reads them.

Names are single letters, because browsers list cookies on screens that others see.
"""

from dataclasses import dataclass
from typing import Literal

from flask import Response, request

from intake.desk import desk

FORM_TOKENS = "f"
_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Cookie:
    letter: str
    minutes: int | None  # None lasts as long as the browser's window, and is never on its disk
    same_site: Literal["Strict", "Lax"]


# What a person who came back may open, sealed; the mailbox seals it anew with every answer.
RETURN = Cookie("r", None, "Strict")
# Whoever has left. Strict would not be sent after a link from another site, and Back shows home.
EXIT = Cookie("w", 10, "Lax")


def read(cookie: Cookie) -> str | None:
    return request.cookies.get(_name(cookie.letter))


def give(response: Response, cookie: Cookie, value: str) -> None:
    response.set_cookie(
        _name(cookie.letter),
        value,
        max_age=None if cookie.minutes is None else cookie.minutes * _SECONDS,
        path="/",
        secure=desk().settings.over_tls,
        httponly=True,
        samesite=cookie.same_site,
    )


def drop(response: Response, cookie: Cookie) -> None:
    _drop(response, cookie.letter)


def drop_form_tokens(response: Response) -> None:
    _drop(response, FORM_TOKENS)


def _drop(response: Response, letter: str) -> None:
    # A __Host- cookie can be taken back only with the marks that it was given with.
    response.delete_cookie(
        _name(letter), path="/", secure=desk().settings.over_tls, httponly=True, samesite="Lax"
    )


def _name(letter: str) -> str:
    # The prefix needs TLS. Without it there is only localhost, and onion services.
    return f"__Host-{letter}" if desk().settings.over_tls else letter
