"""What a change of keys looks like at a terminal."""

from collections.abc import Iterator

from casework.committee.commands.seat import SorryError
from casework.committee.domain.proposals import Proposal
from casework.committee.domain.saying import tell
from casework.committee.services.changes.proposing import (
    Accepted,
    NotFoundedYet,
    NotPossible,
    OneAtATime,
    Refusal,
    Signed,
    Signing,
)
from casework.committee.services.roster import roster, waiting_proposals
from casework.desk import Desk
from casework.trust import Standing
from crypto.manifest.chain import Authority

_SHOWN = 8


def refused(said: Refusal) -> SorryError:
    match said:
        case NotFoundedYet():
            return SorryError("There is no committee yet.")
        case OneAtATime():
            return SorryError("A change that was signed does not count yet. Wait until it does.")
        case NotPossible(why):
            return SorryError(f"That cannot be: {why}.")


def signing_in_words(said: Signing) -> str:
    if isinstance(said, Signed):
        return "Signed."
    if not isinstance(said, Accepted):
        raise SorryError("There is nothing that these keys could sign.")
    if said.authority is Authority.RECOVERY:
        return "Enough have signed. All can see it for seven days; then it counts."
    return "Enough have signed. It counts."


def people_told(desk: Desk, found: Standing) -> Iterator[str]:
    shown = roster(desk, found)
    for entry in shown.entries:
        person = entry.person
        yield f"{person.id}: {person.name}{', chair' if person.chair else ''}"
        yield from (f"  {line.text}" for line in entry.lines)
    yield from (str(line.text) for line in shown.health)
    for proposal in waiting_proposals(desk):
        yield from change_told(proposal, found)


def change_told(proposal: Proposal, found: Standing) -> Iterator[str]:
    """Say what a proposal changes, and who has signed."""
    told = tell(proposal, found.chain)
    yield f"Proposal {proposal.id.hex()[:_SHOWN]}, of {proposal.proposer}:"
    yield from (f"  {sentence}" for sentence in told.sentences)
    yield f"  {told.progress}"
    if told.names:
        yield f"  May still sign: {told.names}."


def proposal_called(desk: Desk, start: str) -> Proposal:
    """Find a waiting proposal by the beginning of its number, or the only one."""
    found = [each for each in waiting_proposals(desk) if each.id.hex().startswith(start.lower())]
    if len(found) != 1:
        raise SorryError(
            "Nothing waits under that number." if not found else "Several wait: say which one."
        )
    return found[0]
