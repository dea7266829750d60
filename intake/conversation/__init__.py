"""Talk with somebody who came back: read what the committee wrote, and seal what is to be added."""

from dataclasses import dataclass

from intake.conversation.visiting import Door
from intake.conversation.writing import Writing


@dataclass(frozen=True, slots=True)
class Conversation:
    door: Door
    writing: Writing
