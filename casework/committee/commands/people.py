"""People and keys from a terminal: `python -m casework people`.

    list                            who holds keys, how these are, and what waits
    add NAME [--organisation O]     a new member, or a reader from outside of that organisation
    remove ID [--chair ID]          somebody leaves; who leads then, if it is the chair
    chair ID                        somebody else leads
    new-keys ID                     new keys for somebody, or for oneself
    confirm                         the same people and keys for another year
    sign [NUMBER] [--new-keys]      sign what waits; with keys that are yet to come, if asked
    withdraw [NUMBER]               take one’s own proposal back
    block ID                        nothing on any device of this person unlocks any more
    sheet                           one’s own keys under new words
    drill                           try one’s own sheet
    settle                          finish what a fault of the machine cut off

Whoever acts says who they are with --as and types the words of their sheet. Sheets are laid
into the folder of --papers, which is in memory, to be printed from there.
"""

import argparse
from collections.abc import Callable, Mapping
from collections.abc import Sequence as Seq
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from casework.committee.commands.paperwork import PaperError, PaperFolder
from casework.committee.commands.seat import (
    SorryError,
    committee,
    person_called,
    require_member,
    take_seat,
)
from casework.committee.commands.telling import (
    change_told,
    people_told,
    proposal_called,
    refused,
    signing_in_words,
)
from casework.committee.commands.terminal import StoppedError, Terminal, insist
from casework.committee.domain import changing
from casework.committee.domain.plan import Seat, id_for
from casework.committee.domain.proposals import Proposal
from casework.committee.services.changes.blocking import block_devices
from casework.committee.services.changes.proposing import propose_and_sign, sign, withdraw
from casework.committee.services.changes.rekeying import (
    KeysProposed,
    Outcome,
    coming_signer,
    propose_joining,
    propose_new_keys,
    propose_own_new_keys,
    renew_sheet,
)
from casework.committee.services.changes.settling import settle
from casework.committee.services.keyday.papers import passphrase_sheet
from casework.committee.services.keymaking import NewKeys
from casework.committee.services.recovery.drilling import Works, try_sheet
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.manifest.body import Manifest
from crypto.manifest.people import Role
from crypto.names import PersonId
from store.errors import StoreError


@dataclass(frozen=True, slots=True)
class Asked:
    verb: str
    what: str
    who: str
    chair: str
    organisation: str
    guest: bool
    id: str
    papers: Path | None
    new_keys: bool


@dataclass(frozen=True, slots=True)
class At:
    """One command: what was asked, where it is done, and at which terminal."""

    asked: Asked
    desk: Desk
    terminal: Terminal

    def sit(self) -> SignedIn:
        if not self.asked.who:
            raise SorryError("Say who you are: --as ID.")
        return take_seat(self.desk, self.asked.who, self.terminal)

    def subject(self) -> PersonId:
        return person_called(committee(self.desk), self.asked.what).id

    def folder(self) -> PaperFolder:
        if self.asked.papers is None:
            raise SorryError("Say where the sheet goes: --papers, an empty folder in memory.")
        folder = PaperFolder(self.asked.papers, may_be_on_disk=self.desk.settings.in_development)
        folder.require_fit()
        return folder

    def say(self, proposal: Proposal) -> None:
        for line in change_told(proposal, committee(self.desk)):
            self.terminal.say(line)


def parse(arguments: Seq[str]) -> Asked:
    parser = argparse.ArgumentParser(prog="python -m casework people")
    parser.add_argument("verb", choices=sorted(_VERBS))
    parser.add_argument("what", nargs="?", default="", help="a name, an id, or a number")
    parser.add_argument("--as", dest="who", default="", help="your own id")
    parser.add_argument("--chair", default="", help="who leads then")
    parser.add_argument("--organisation", default="", help="of a reader from outside")
    parser.add_argument(
        "--guest", action="store_true", help="for single cases, with an organisation"
    )
    parser.add_argument("--id", default="", help="a to z, 0 to 9 and -; made from the name if not")
    parser.add_argument("--papers", type=Path, help="an empty folder in memory, for sheets")
    parser.add_argument("--new-keys", action="store_true", help="sign with keys yet to come")
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
    return 0


def _list(at: At) -> None:
    for line in people_told(at.desk, committee(at.desk)):
        at.terminal.say(line)


def _add(at: At) -> None:
    folder, name = at.folder(), at.asked.what.strip()
    organisation = at.asked.organisation.strip() or None
    if at.asked.guest and not organisation:
        raise SorryError("A guest works somewhere: say where with --organisation.")
    outside = Role.GUEST if at.asked.guest else Role.EXTERNAL
    role = outside if organisation else Role.MEMBER
    person = PersonId(at.asked.id or id_for(name))
    me = require_member(at.sit())
    seat = Seat(person, role, name, organisation=organisation)
    _keys_made(at, me, folder, propose_joining(at.desk, me.person, seat))


def _new_keys(at: At) -> None:
    folder, person = at.folder(), at.subject()
    me = at.sit()
    if person == me.person:
        _keys_made(at, me, folder, propose_own_new_keys(at.desk, me))
    else:
        require_member(me)
        _keys_made(at, me, folder, propose_new_keys(at.desk, me.person, person))


def _keys_made(at: At, me: SignedIn, folder: PaperFolder, said: Outcome) -> None:
    """Sign for whoever proposes, and have the sheet printed before its words are gone."""
    if not isinstance(said, KeysProposed):
        raise refused(said)
    after = said.proposal.manifest
    _lay(at, folder, said.keys, after.person(said.keys.person).name)
    sign(at.desk, me.person, me.seeds.signing, said.proposal.id)
    at.say(proposal_called(at.desk, said.proposal.id.hex()))


def _lay(at: At, folder: PaperFolder, keys: NewKeys, name: str) -> None:
    sheet = passphrase_sheet(keys.person, name, keys.passphrase)
    [path] = folder.lay([sheet])
    try:
        insist(at.terminal, f"Print {path}, and seal it as “{sheet.envelope}”. Then it is removed.")
    except StoppedError:
        # The keys are made already, so “nothing was changed” would cost somebody their way in.
        raise SorryError(f"Its words are nowhere else: print {path}, then remove it.") from None
    folder.clear()


def _remove(at: At) -> None:
    person, chair = at.subject(), at.asked.chair

    def without(base: Manifest) -> Manifest:
        led = changing.chaired(base, PersonId(chair)) if chair else base
        return changing.left(led, person)

    _propose(at, without)


def _chair(at: At) -> None:
    person = at.subject()
    _propose(at, lambda base: changing.chaired(base, person))


def _confirm(at: At) -> None:
    _propose(at, lambda base: base)


def _propose(at: At, naming: Callable[[Manifest], Manifest]) -> None:
    said = propose_and_sign(at.desk, require_member(at.sit()), naming)
    if not isinstance(said, Proposal):
        raise refused(said)
    at.say(proposal_called(at.desk, said.id.hex()))


def _sign(at: At) -> None:
    proposal = proposal_called(at.desk, at.asked.what)
    at.say(proposal)
    if at.asked.new_keys:
        typed = at.terminal.ask_unseen("The six words of the new sheet:")
        coming = coming_signer(at.desk, PersonId(at.asked.who), typed)
        if coming is None:
            raise SorryError("These words do not open the new keys. Nothing was signed.")
        seeds = coming
    else:
        seeds = at.sit().seeds
    insist(at.terminal, "Do you agree to this change?")
    said = sign(at.desk, PersonId(at.asked.who), seeds.signing, proposal.id)
    at.terminal.say(signing_in_words(said))


def _withdraw(at: At) -> None:
    proposal = proposal_called(at.desk, at.asked.what)
    if not withdraw(at.desk, at.sit().person, proposal.id):
        raise SorryError("Only who proposed it can take it back.")
    at.terminal.say("It is withdrawn. Nothing has changed.")


def _block(at: At) -> None:
    person = at.subject()
    me = at.sit()
    if me.person != person:
        require_member(me)
    block_devices(at.desk, me.person, person)
    at.terminal.say("Blocked. Who fears that keys were seen on it proposes new ones besides.")


def _sheet(at: At) -> None:
    folder, me = at.folder(), at.sit()
    _lay(at, folder, renew_sheet(at.desk, me), me.name)


def _drill(at: At) -> None:
    me = at.sit()
    typed = at.terminal.ask_unseen("Once more, from the paper alone:")
    if not isinstance(try_sheet(at.desk, me, typed), Works):
        raise SorryError("These words do not open your keys. Compare each one with the sheet.")
    at.terminal.say("The sheet works: it opened a practice report.")


def _settle(at: At) -> None:
    settle(at.desk)
    at.terminal.say("Everything that was signed has been done.")


_VERBS: Final[Mapping[str, Callable[[At], None]]] = {
    "list": _list,
    "add": _add,
    "remove": _remove,
    "chair": _chair,
    "new-keys": _new_keys,
    "confirm": _confirm,
    "sign": _sign,
    "withdraw": _withdraw,
    "block": _block,
    "sheet": _sheet,
    "drill": _drill,
    "settle": _settle,
}
