"""From a form to the sealed envelope, and what the page says of what came of it."""

from dataclasses import dataclass
from typing import TypeAlias

from flask import request
from flask_babel import gettext as _

from crypto.admission import Admission, NotAccepting
from crypto.mailbox.token import Purpose
from crypto.manifest.standing import Current
from intake.conversation.notes import Again, Note, Redraw, Sent, Silence
from intake.conversation.writing import Ready, readers_now
from intake.desk import desk
from intake.filing import Pairs
from intake.forms.readers import Named, in_order, name_of
from intake.views.mailbox.callers import Caller
from store.errors import StoreError

TOKEN = "token"  # noqa: S105  # the name of a form field
_NOT_ANSWERS = {"csrf_token", TOKEN}


@dataclass(frozen=True, slots=True)
class NotSaved:
    """The store could not take it, so nothing was sent."""


Outcome: TypeAlias = Sent | Redraw | Silence | NotSaved


@dataclass(frozen=True, slots=True)
class Composer:
    """What every form needs on which something is written: who reads it, and the sealed token."""

    token: str
    readers: str
    note: str
    named: tuple[Named, ...]


def composer(caller: Caller, purpose: Purpose) -> Composer | Silence:
    named = readers_now(caller.visit, caller.word)
    if not isinstance(named, Admission):
        return named
    token = desk().conversation.writing.token_for(purpose, named, caller.word)
    readers = ", ".join(in_order(caller.word, named.admitted))
    return Composer(token, readers, _note(caller), _named(caller, named))


def posted() -> Pairs:
    return tuple(
        (name, value) for name, value in request.form.items(multi=True) if name not in _NOT_ANSWERS
    )


def send(caller: Caller, note: Note) -> Outcome:
    """Send what has no files. The blob is there all the same."""
    writing = desk().conversation.writing
    desk().gates.coming_back()
    try:
        begun = writing.begin(request.form.get(TOKEN, ""), caller.visit, note, caller.word)
        if not isinstance(begun, Ready):
            return begun
        return writing.finish(begun, writing.parcel(begun, desk().blobs), caller.word)
    except StoreError:
        return NotSaved()


def trouble_in_words(outcome: Redraw | Silence | NotSaved) -> str:
    if isinstance(outcome, NotSaved):
        return str(
            _("We could not save this, so nothing was sent. Wait a minute and send it again")
        )
    if isinstance(outcome, Redraw) and outcome.why is Again.STALE:
        return str(
            _("This page was open for a long time. Nothing was sent. Check it, then send it again")
        )
    if isinstance(outcome, Redraw):
        return str(
            _("Who can read this has changed. Nothing was sent. Look at the names, then send it")
        )
    return silence_in_words(outcome)


def silence_in_words(why: Silence) -> str:
    """Say why there is no box to write in."""
    if isinstance(why, NotAccepting):
        return str(_("You can read here, but not write. The committee’s keys are out of date."))
    return str(_("You can read here, but not write. Too few of your readers are left."))


def _note(caller: Caller) -> str:
    if isinstance(caller.word.standing, Current):
        return ""
    return str(_("The committee has not confirmed its keys. Only people from outside can open it."))


def _named(caller: Caller, named: Admission) -> tuple[Named, ...]:
    persons = (*caller.word.members, *caller.word.externals)
    return tuple((each.id, name_of(each)) for each in persons if each.id in named.admitted)
