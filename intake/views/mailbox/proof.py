"""Proof that one reported: a signed file to keep with a lawyer, apart from the nine words."""

from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, Response
from flask_wtf.csrf import generate_csrf

from config.frames import IntakeFrame
from config.rendering import Page
from crypto.errors import CryptoError
from crypto.mailbox.proof import Proof, verify_proof
from crypto.mailbox.readers import Accepted
from crypto.mailbox.reading import Known
from intake.views.frame import intake_frame
from intake.views.mailbox.callers import Answer, Caller, answered, behind_the_words

proof = Blueprint("proof", __name__)

PROOF = "/messages/proof"


@dataclass(frozen=True)
class ProofPage(Page):
    template: ClassVar[str] = "mailbox/proof.html"
    frame: IntakeFrame
    csrf: str
    is_ready: bool


@proof.get(PROOF)
@behind_the_words
def ask(caller: Caller) -> Answer:
    return ProofPage(intake_frame(), generate_csrf(), _proof(caller) is not None)


@proof.post(PROOF)
@behind_the_words
def make(caller: Caller) -> Answer:
    """Give the file under a dull name. Nothing is in it but what the committee signed."""
    if (found := _proof(caller)) is None:
        return ProofPage(intake_frame(), generate_csrf(), is_ready=False)
    file = Response(
        found.text,
        mimetype="text/plain",
        headers={"Content-Disposition": 'attachment; filename="notes-2.txt"'},
    )
    return answered(file, caller.visit.keys)


def draw_again(caller: Caller) -> Page:
    return ProofPage(intake_frame(), generate_csrf(), _proof(caller) is not None)


def _proof(caller: Caller) -> Proof | None:
    """Return a proof that holds. One that would fail before a judge is none."""
    found = caller.visit.found
    if not isinstance(found, Known) or not isinstance(found.answer, Accepted):
        return None
    signed = found.answer.snapshot.proof
    if not isinstance(signed, Proof):
        return None
    try:
        verify_proof(signed, caller.word.roles)
    except CryptoError:
        return None
    return signed
