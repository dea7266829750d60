"""The key day, from an empty machine to a committee: `python -m casework ceremony`.

    python -m casework ceremony --plan plan.toml --herald /etc/…/herald --papers /dev/shm/papers
    … --yes      answers every question with yes and reads the sheets back itself

It asks before every step that somebody in the room must see. Nothing counts before the last
step, and whoever stops before that has changed nothing.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from casework.committee.commands.paperwork import PaperError, PaperFolder
from casework.committee.commands.terminal import StoppedError, Terminal, insist
from casework.committee.domain.plan import Costs, Plan, PlanError, read_plan
from casework.committee.services.keyday.ceremony import CeremonyRefusedError, Ground
from casework.committee.services.keyday.founding import Founding, found
from casework.committee.services.keyday.papers import Sheet, fits, sheets_of, signed_record
from casework.committee.services.keyday.proving import (
    ProofFailedError,
    Proven,
    prove_test_report,
    unlocked,
)
from casework.desk import Desk
from crypto.keyring.keyfile import CHEAPEST
from crypto.manifest.fingerprint import fingerprint
from crypto.names import PersonId
from store.errors import StoreError

FAULTS = (PaperError, PlanError, ProofFailedError, CeremonyRefusedError, StoreError)


@dataclass(frozen=True, slots=True)
class Asked:
    plan: Path
    herald: Path
    papers: Path
    yes: bool
    cheap: bool


def parse(arguments: Sequence[str]) -> Asked:
    parser = argparse.ArgumentParser(prog="python -m casework ceremony")
    parser.add_argument("--plan", type=Path, required=True, help="who is to hold keys, as TOML")
    parser.add_argument("--herald", type=Path, required=True, help="where the herald’s key goes")
    parser.add_argument("--papers", type=Path, required=True, help="an empty folder in memory")
    parser.add_argument("--yes", action="store_true", help="ask nothing, and leave the papers")
    parser.add_argument("--cheap", action="store_true", help="for demos: weak passphrase hashes")
    return Asked(**vars(parser.parse_args(arguments)))


def hold(asked: Asked, desk: Desk, terminal: Terminal) -> int:
    """Return 0 when a committee was founded, 1 when something stood in the way, 2 when stopped."""
    try:
        _hold(asked, desk, terminal)
    except StoppedError:
        terminal.say("Stopped. Nothing was kept, and the papers mean nothing: destroy them.")
        return 2
    except FAULTS as sorry:
        terminal.say(str(sorry))
        return 1
    return 0


def _hold(asked: Asked, desk: Desk, terminal: Terminal) -> None:
    plan = _plan(asked.plan)
    ground = Ground(desk.dropbox, desk.database, desk.keystore, asked.herald)
    folder = PaperFolder(asked.papers, may_be_on_disk=desk.settings.in_development)
    ground.require_free()
    folder.require_fit()
    _agree(plan, terminal)
    founding = found(plan, _costs(asked, desk), desk.today())
    sheets = sheets_of(founding)
    folder.lay(sheets)
    words = _sealed(sheets, folder, asked, terminal)
    proven = _proven(founding, words, desk)
    ground.keep(founding)
    folder.lay(signed_record(founding, _in_words(founding, proven)))
    _tell(founding, proven, terminal)
    if not asked.yes:
        insist(terminal, "Print the record too, and have everybody sign it. Then all is removed.")
        folder.clear()


def _plan(path: Path) -> Plan:
    try:
        return read_plan(path.read_text("utf-8"))
    except (OSError, UnicodeError):
        raise PlanError(f"{path} cannot be read.") from None


def _costs(asked: Asked, desk: Desk) -> Costs:
    if not asked.cheap:
        return Costs()
    if not desk.settings.in_development:
        raise PlanError("Weak passphrase hashes are for demos: set the mode to development first.")
    return Costs(key_files=CHEAPEST)


def _agree(plan: Plan, terminal: Terminal) -> None:
    terminal.say(f"{plan.committee} of {plan.company}")
    for seat in plan.holders:
        terminal.say(f"  {seat.name}{', ' + seat.organisation if seat.organisation else ''}")
    terminal.say(f"Shares from outside: {', '.join(plan.outsiders)}")
    insist(terminal, "Are these the people, and are they in the room?")


def _sealed(
    sheets: Sequence[Sheet], folder: PaperFolder, asked: Asked, terminal: Terminal
) -> Mapping[str, str]:
    """Have each sheet printed, checked by the one it is for, and sealed; return its words."""
    words = {}
    for sheet in sheets:
        terminal.say(f"{sheet.name}.txt, to be sealed as “{sheet.envelope}”")
        if asked.yes:
            words[sheet.name] = folder.read_back(sheet).words
        else:
            words[sheet.name] = _typed(sheet, terminal)
    return words


def _typed(sheet: Sheet, terminal: Terminal) -> str:
    question = "Print it. Its owner types its words from the paper, or “stop”:"
    while (typed := terminal.ask_unseen(question)).casefold() != "stop":
        if fits(sheet, typed):
            return typed
        terminal.say("That is not what stands on the sheet. Compare each word.")
    raise StoppedError


def _proven(founding: Founding, words: Mapping[str, str], desk: Desk) -> Proven:
    typed = {PersonId(keys.person): words[f"passphrase-{keys.person}"] for keys in founding.keys}
    shares = [text for name, text in sorted(words.items()) if name.startswith("recovery-")]
    return prove_test_report(founding, unlocked(founding, typed), shares, desk.today())


def _in_words(founding: Founding, proven: Proven) -> Iterator[str]:
    yield f"Every passphrase was typed from its sheet: {len(founding.keys)} of them."
    yield f"All {founding.quorums} smallest groups of recovery sheets make the recovery key."
    yield f"Test reports were opened {proven.opened} times by those admitted, and were closed"
    yield f"{proven.refused} times to the one who was left out."


def _tell(founding: Founding, proven: Proven, terminal: Terminal) -> None:
    for line in _in_words(founding, proven):
        terminal.say(line)
    terminal.say("The committee is founded.")
    terminal.say(f"Fingerprint: {fingerprint(founding.link.hash)}")
    terminal.say("Put this into the settings of both sites, and start them again:")
    terminal.say(f"CHARTERLINE_GENESIS={founding.link.hash.hex()}")
