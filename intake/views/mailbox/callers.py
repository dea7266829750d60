"""Everybody behind the words: let in by a sealed cookie, and sealed in anew with every answer."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TypeAlias

from flask import Response, make_response
from flask.typing import ResponseReturnValue

from config.rendering import Page, render
from crypto.mailbox.reading import Unknown
from crypto.mailbox.tags import MailboxKeys
from intake.conversation.visiting import Visit
from intake.desk import desk
from intake.trust import Closed, Word
from intake.views import cookies
from intake.views.mailbox.doors import cannot_open_page, signed_out_page, unknown_page

Answer: TypeAlias = Page | Response


@dataclass(frozen=True, slots=True, eq=False)
class Caller:
    """Somebody who came back, and the word of the committee by which the mailbox was read."""

    visit: Visit
    word: Word


def word_to_read_by() -> Word | None:
    """Return what the committee last said, even if it is too old to write by."""
    word = desk().trust.now()
    return word.word if isinstance(word, Closed) else word


def let_in() -> MailboxKeys | None:
    return desk().conversation.door.let_in(cookies.read(cookies.RETURN) or "")


View: TypeAlias = Callable[[Caller], Answer]


def behind_the_words(view: View) -> Callable[[], ResponseReturnValue]:
    """Open the mailbox first. Who was not let in, or finds nothing, is told the same as ever."""

    @wraps(view)
    def told(caller: Caller) -> Answer:
        return unknown_page() if isinstance(caller.visit.found, Unknown) else view(caller)

    return behind_words_that_may_be_gone(told)


def behind_words_that_may_be_gone(view: View) -> Callable[[], ResponseReturnValue]:
    @wraps(view)
    def opened() -> ResponseReturnValue:
        if (keys := let_in()) is None:
            return without_cookie(signed_out_page())
        if (word := word_to_read_by()) is None:
            return render(cannot_open_page())
        answer = view(Caller(desk().conversation.door.visit(keys, word.roles), word))
        return answered(answer, keys) if isinstance(answer, Page) else answer

    return opened


def drawn_again(view: Callable[[Caller], Page]) -> Callable[[], Page]:
    """Answer a form without a good token by a page of its own, never by a ready-made click."""

    def page() -> Page:
        keys, word = let_in(), word_to_read_by()
        if keys is None or word is None:
            return signed_out_page() if keys is None else cannot_open_page()
        caller = Caller(desk().conversation.door.visit(keys, word.roles), word)
        return unknown_page() if isinstance(caller.visit.found, Unknown) else view(caller)

    return page


def answered(answer: Page | Response | str, keys: MailboxKeys) -> Response:
    """Send an answer, and the cookie for the next half hour."""
    response = make_response(render(answer) if isinstance(answer, Page) else answer)
    cookies.give(response, cookies.RETURN, desk().conversation.door.seal(keys))
    return response


def without_cookie(page: Page) -> Response:
    response = make_response(render(page))
    cookies.drop(response, cookies.RETURN)
    return response
