"""A reporter who comes back: real words, real rows, and forms as a browser posts them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from secrets import token_bytes

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from crypto.admission import Choice
from crypto.mailbox.filling import filler_snapshot
from crypto.mailbox.state import Part, State, seal_state
from crypto.mailbox.tags import MailboxKeys
from crypto.message.said import Answer
from crypto.names import ID_SIZE, EnvelopeId, PersonId
from crypto.passcode.issuing import Passcode, words
from crypto.passcode.reporter import HashCost, reporter_keys
from crypto.readers import Readers
from intake.desk import Desk
from intake.filing import Draft, Held, Ready, Sent
from intake.trust import Closed, Word
from store.mailbox import Mailbox
from tests.browser import Visitor, check_page
from tests.committee import HELEN, MARIA, Committee
from tests.conftest import INTAKE

_HIDDEN = re.compile(r'<input type="hidden"\s+name="([^"]+)"\s+value="([^"]*)"')
_FORM = re.compile(r'<form[^>]*action="([^"]+)"[^>]*>(.*?)</form>', re.DOTALL)


@dataclass(frozen=True, repr=False)
class Comer:
    """One browser, one report, and the words that lead back to it."""

    app: Flask
    visitor: Visitor
    committee: Committee
    words: str
    keys: MailboxKeys

    def come_back(self, typed: str = "") -> TestResponse:
        return self.visitor.fill_in("/return", words=typed or self.words)

    def send(self, page: TestResponse | str, action: str, **answers: object) -> TestResponse:
        """Fill in the form of that page and press its button, as a browser would."""
        hidden = hidden_fields(page if isinstance(page, str) else page.text, action)
        return self.post(action, hidden, **answers)

    def post(self, action: str, hidden: dict[str, str], **answers: object) -> TestResponse:
        answer = self.visitor.client.post(action, base_url=INTAKE, data={**hidden, **answers})
        if answer.data and answer.mimetype == "text/html":
            check_page(answer.text)
        return answer

    @property
    def word(self) -> Word:
        said = desk_of(self.app).trust.now()
        assert isinstance(said, Word)
        return said

    def elsewhere(self) -> "Comer":
        """Another browser, whose owner has the same words."""
        visitor = Visitor(self.app.test_client(), INTAKE)
        return Comer(self.app, visitor, self.committee, self.words, self.keys)


def hidden_fields(html: str, action: str) -> dict[str, str]:
    [inside, *_] = [body for where, body in _FORM.findall(html) if where == action]
    return {name: unescape(value) for name, value in _HIDDEN.findall(inside)}


def desk_of(app: Flask) -> Desk:
    desk: Desk = app.extensions["desk"]
    return desk


def reported(app: Flask, committee: Committee, choice: Choice | None = None) -> Comer:
    """Send a report through the site's own services, without its form."""
    desk = desk_of(app)
    word = desk.trust.now()
    assert isinstance(word, Word)
    draft = Draft("en", (Answer("what", "Sales were booked early."),), choice or Choice())
    held = desk.filing.begin(desk.filing.token_for((), word), (), word)
    assert isinstance(held, Held)
    ready = desk.filing.admit(held, draft, word)
    assert isinstance(ready, Ready)
    sent = desk.filing.finish(ready, desk.filing.parcel(ready, desk.blobs))
    assert isinstance(sent, Sent)
    visitor = Visitor(app.test_client(), INTAKE)
    return Comer(app, visitor, committee, nine_words(app, sent.passcode), ready.held.keys)


def moved_in(
    app: Flask, passcode: Passcode, admitted: Sequence[PersonId] = (MARIA, HELEN)
) -> State:
    """Lay the rows of a mailbox by hand: what Send does to it, but for the report."""
    desk, keys = desk_of(app), keys_of(app, passcode)
    readers = Readers(tuple(sorted(admitted)))
    first = EnvelopeId(token_bytes(ID_SIZE))
    state = State.begun(first, "en", readers, Part.sent_on(desk.today(), 0))
    row = seal_state(state, keys.state_key, keys.state_tag)
    with desk.dropbox.transaction() as tx:
        Mailbox(tx).open(keys.state_tag, row, keys.snapshot_tag, filler_snapshot())
    return state


def keys_of(app: Flask, passcode: Passcode) -> MailboxKeys:
    said = desk_of(app).trust.now()
    word = said.word if isinstance(said, Closed) else said
    assert word is not None
    by = word.manifest.derivations[-1]
    return reporter_keys(passcode, by.salt, HashCost(by.passes, by.memory_kib, by.lanes))


def nine_words(app: Flask, passcode: Passcode) -> str:
    return " ".join(words(passcode, desk_of(app).word_lists[0]))


@pytest.fixture
def comer(open_intake: Flask, committee: Committee) -> Comer:
    return reported(open_intake, committee)
