"""Recovery from a terminal: `python -m casework recovery`.

    status                  how many sheets it takes, who keeps them, and whether older ones count
    drill                   read sheets one by one, to know that each still works
    restore                 wrap anew what only recovery can open; sheets are typed one by one
    sign [NUMBER]           add recovery’s signature where too few members are left
    new --outsider NAME …   a new recovery key and its sheets, proposed like any other change

A member sits at the terminal with --as. Everybody types their own sheet unseen; what was typed
is gone with the command.
"""

import argparse
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Sequence as Seq
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from casework.committee.commands.paperwork import PaperError, PaperFolder
from casework.committee.commands.seat import SorryError, committee, require_member, take_seat
from casework.committee.commands.telling import (
    change_told,
    proposal_called,
    refused,
    signing_in_words,
)
from casework.committee.commands.terminal import StoppedError, Terminal, insist
from casework.committee.domain.proposals import Proposal
from casework.committee.domain.saying import names_in_words
from casework.committee.domain.sharing import missing_in_words, mistake_in_words
from casework.committee.services.changes.proposing import Accepted, Gone, MayNotSign, Signed
from casework.committee.services.keyday.papers import Sheet, fits
from casework.committee.services.keyday.replacing import make_recovery, propose_recovery
from casework.committee.services.recovery.drilling import TooOld, Works, try_share
from casework.committee.services.recovery.recovering import (
    Ready,
    restore_reading,
    sign_by_recovery,
    sofar,
    take_share,
)
from casework.committee.services.recovery.sheets import Known, OtherSet
from casework.committee.services.rewrapping import Rewrapped
from casework.committee.services.roster import keepers, needs_older_sheets
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.recovery import OUTSIDERS, MoreNeeded
from store.errors import StoreError

_ENOUGH: Final = "enough"


@dataclass(frozen=True, slots=True)
class Asked:
    verb: str
    what: str
    who: str
    outsider: list[str]
    papers: Path | None


@dataclass(frozen=True, slots=True)
class At:
    asked: Asked
    desk: Desk
    terminal: Terminal

    def sit(self) -> SignedIn:
        return require_member(take_seat(self.desk, self.asked.who, self.terminal))


def parse(arguments: Seq[str]) -> Asked:
    parser = argparse.ArgumentParser(prog="python -m casework recovery")
    parser.add_argument("verb", choices=sorted(_VERBS))
    parser.add_argument("what", nargs="?", default="", help="the number of a proposal")
    parser.add_argument("--as", dest="who", default="", help="the id of the member who sits here")
    parser.add_argument("--outsider", action="append", default=[], help="who keeps a sheet; thrice")
    parser.add_argument("--papers", type=Path, help="an empty folder in memory, for sheets")
    return Asked(**vars(parser.parse_args(arguments)))


def do(asked: Asked, desk: Desk, terminal: Terminal) -> int:
    """Return 0 when it was done, 1 when it could not be, 2 when somebody stopped."""
    try:
        _VERBS[asked.verb](At(asked, desk, terminal))
    except StoppedError:
        terminal.say("Stopped. Nothing was changed.")
        return 2
    except (SorryError, PaperError, StoreError) as sorry:
        terminal.say(str(sorry))
        return 1
    finally:
        desk.sitting.forget()
    return 0


def _status(at: At) -> None:
    found = committee(at.desk)
    needed = found.manifest.threshold
    kept = keepers(at.desk, found)
    at.terminal.say(f"It takes {needed} sheets of members and {OUTSIDERS.needed} from outside.")
    at.terminal.say(f"Members’ sheets: {names_in_words(kept.members)}.")
    at.terminal.say(f"Sheets from outside: {names_in_words(kept.outsiders)}.")
    if needs_older_sheets(at.desk, found):
        at.terminal.say("Sheets of an older recovery key are still needed. Keep them sealed.")
    else:
        at.terminal.say("No sheet of an older recovery key opens anything any more.")


def _drill(at: At) -> None:
    me = at.sit()
    for words in _typed(at):
        match try_share(at.desk, me, words):
            case Works(keeper):
                name = f" of {keeper.name}" if keeper else ""
                at.terminal.say(f"The sheet{name} can be read. Seal it again.")
            case TooOld():
                at.terminal.say("This sheet is of a recovery key that was replaced. Keep it.")
            case OtherSet():
                at.terminal.say("This sheet is of no recovery key of this committee.")
            case mistake:
                at.terminal.say(str(mistake_in_words(mistake)))


def _restore(at: At) -> None:
    me = at.sit()
    _gather(at)
    said = restore_reading(at.desk, me.person)
    if not isinstance(said, Rewrapped):
        raise SorryError("The sheets do not make a recovery key. Nothing was done.")
    at.terminal.say("What only recovery could read is given back. Replace the recovery key now.")


def _sign(at: At) -> None:
    proposal = proposal_called(at.desk, at.asked.what)
    for line in change_told(proposal, committee(at.desk)):
        at.terminal.say(line)
    me = at.sit()
    insist(at.terminal, "Do all who are in the room agree to this change?")
    _gather(at)
    said = sign_by_recovery(at.desk, me.person, proposal.id)
    if not isinstance(said, Signed | Accepted | Gone | MayNotSign):
        raise SorryError("Only sheets of the newest recovery key can sign. Nothing was signed.")
    at.terminal.say(signing_in_words(said))


def _gather(at: At) -> None:
    """Take sheets until there are enough, and say each time what is still missing."""
    for words in _typed(at):
        read = take_share(at.desk, words)
        if isinstance(read, OtherSet):
            at.terminal.say("This sheet is of no recovery key of this committee.")
        elif not isinstance(read, Known):
            at.terminal.say(str(mistake_in_words(read)))
        now = sofar(at.desk)
        if isinstance(now, Ready):
            return
        if isinstance(now, MoreNeeded):
            at.terminal.say(str(missing_in_words(now)))


def _typed(at: At) -> Iterator[str]:
    question = f"The 33 words of one recovery sheet, or “{_ENOUGH}”:"
    while (words := at.terminal.ask_unseen(question)).strip().casefold() != _ENOUGH:
        yield words


def _new(at: At) -> None:
    if len(set(at.asked.outsider)) != OUTSIDERS.total or at.asked.papers is None:
        raise SorryError("Name three different keepers with --outsider, and a folder: --papers.")
    folder = PaperFolder(at.asked.papers, may_be_on_disk=at.desk.settings.in_development)
    folder.require_fit()
    me = at.sit()
    made = make_recovery(committee(at.desk), at.asked.outsider)
    at.terminal.say(f"All {made.quorums} smallest groups of sheets make the key.")
    folder.lay(made.sheets)
    try:
        for sheet in made.sheets:
            _sealed(at, sheet)
    finally:
        folder.clear()
    said = propose_recovery(at.desk, me, made)
    if not isinstance(said, Proposal):
        raise refused(said)
    for line in change_told(proposal_called(at.desk, said.id.hex()), committee(at.desk)):
        at.terminal.say(line)


def _sealed(at: At, sheet: Sheet) -> None:
    at.terminal.say(f"{sheet.name}.txt, to be sealed as “{sheet.envelope}”")
    question = "Print it. Its keeper types its words from the paper, or “stop”:"
    while (typed := at.terminal.ask_unseen(question)).strip().casefold() != "stop":
        if fits(sheet, typed):
            return
        at.terminal.say("That is not what stands on the sheet. Compare each word.")
    raise StoppedError


_VERBS: Final[Mapping[str, Callable[[At], None]]] = {
    "status": _status,
    "drill": _drill,
    "restore": _restore,
    "sign": _sign,
    "new": _new,
}
