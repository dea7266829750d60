"""From a form to the sealed envelope, and what the page says of what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from flask import request
from flask_babel import gettext as _

from crypto.admission import Admission, NotAccepting
from crypto.mailbox.token import Purpose
from crypto.manifest.standing import Current
from crypto.names import ManifestHash
from intake.conversation.notes import Again, Note, Redraw, Sent, Silence
from intake.conversation.writing import Ready, Shown, readers_before, readers_now
from intake.desk import desk
from intake.filing import Pairs
from intake.forms.readers import Named, in_order, name_of
from intake.forms.typed import answers_in, token_in
from intake.views.mailbox.callers import Caller
from store.errors import StoreError


@dataclass(frozen=True, slots=True)
class NotSaved:
    """The store could not take it, or its answer was lost. Sending again doubles nothing."""


Outcome: TypeAlias = Sent | Redraw | Silence | NotSaved


@dataclass(frozen=True, slots=True)
class Composer:
    """What every form needs on which something is written: who reads it, and the sealed token."""

    token: str
    readers: str
    note: str
    named: tuple[Named, ...]


def composer(caller: Caller, purpose: Purpose, before: str = "") -> Composer | Silence:
    """Return what the page needs; one that is drawn again gives its token as `before`."""
    named = readers_now(caller.visit, caller.word)
    if not isinstance(named, Admission):
        return named
    shown = Shown(caller.visit, named, caller.word)
    token = desk().conversation.writing.token_for(purpose, shown, before)
    readers = ", ".join(in_order(caller.word, named.admitted))
    return Composer(token, readers, _note(caller), _named(caller, named))


def posted() -> Pairs:
    return answers_in(request.form.items(multi=True))


def posted_token() -> str:
    return token_in(request.form.items(multi=True))


def send(caller: Caller, note: Note) -> Outcome:
    """Send what has no files. The blob is there all the same."""
    writing = desk().conversation.writing
    desk().gates.coming_back()
    try:
        begun = writing.begin(posted_token(), caller.visit, note, caller.word)
    except StoreError:
        return NotSaved()
    if not isinstance(begun, Ready):
        return begun
    _let_through(note)
    try:
        return writing.finish(begun, writing.parcel(begun, desk().blobs), caller.word)
    except StoreError:
        return NotSaved()


def _let_through(note: Note) -> None:
    """Take one message from the hour's. What ends a mailbox never waits behind a flood."""
    if note.then is None:
        desk().gates.message()


def trouble_in_words(caller: Caller, outcome: Redraw | Silence | NotSaved) -> tuple[str, ...]:
    if isinstance(outcome, NotSaved):
        return (_("We may not have it. Press Send again in a minute. You cannot send it twice"),)
    if not isinstance(outcome, Redraw):
        return (silence_in_words(outcome),)
    if outcome.why is not Again.CHANGED:
        return (_why(outcome.why),)
    says = _("Who can read this has changed. Nothing was sent. Look at the names, then send it")
    return (says, *_changes(caller, outcome.before))


def _why(why: Again) -> str:
    says = {
        Again.STALE: _(
            "This page was open for a long time. Nothing was sent. Check it, then send it again"
        ),
        Again.ELSEWHERE: _(
            "This was written for another report. Nothing was sent. "
            "Check that this is the right report, then send it"
        ),
        Again.ENOUGH: _(
            "You sent very many messages this week, so this one was not sent. "
            "Write again next week, or use another way to reach us"
        ),
    }
    return str(says[why])


def _changes(caller: Caller, before: ManifestHash | None) -> Iterator[str]:
    """Name who came and who left. What the reporter's own readers signed, only they can tell."""
    named = readers_now(caller.visit, caller.word)
    if before is None or not isinstance(named, Admission):
        return
    old = readers_before(caller.visit, caller.word, before)
    for each in old:
        if each.id not in named.admitted:
            yield _("%(name)s can no longer read it", name=name_of(each))
    known = {each.id for each in old}
    for each in (*caller.word.members, *caller.word.externals):
        if known and each.id in named.admitted and each.id not in known:
            yield _("%(name)s can now read it", name=name_of(each))


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
