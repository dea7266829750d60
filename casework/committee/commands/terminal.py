"""Somebody at a keyboard, or a script in that place."""

import sys
from getpass import getpass
from typing import Protocol


class StoppedError(Exception):
    """Somebody said no. Nothing was kept."""


class Terminal(Protocol):
    def say(self, text: str) -> None: ...

    def ask(self, question: str) -> str: ...

    def ask_unseen(self, question: str) -> str: ...


class RealTerminal:
    """Nothing that is typed unseen is shown, and nothing is remembered."""

    def say(self, text: str) -> None:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()

    def ask(self, question: str) -> str:
        self.say(question)
        line = sys.stdin.readline()
        if not line:
            raise StoppedError
        return line.strip()

    def ask_unseen(self, question: str) -> str:
        try:
            return getpass(f"{question} ")
        except EOFError:
            raise StoppedError from None


def insist(terminal: Terminal, question: str) -> None:
    """Go on only if somebody types yes."""
    if terminal.ask(f"{question} Type yes to go on.").casefold() != "yes":
        raise StoppedError
