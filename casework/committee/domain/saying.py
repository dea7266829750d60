"""What a proposal changes and how far it has come, in the same sentences for everybody."""

from collections.abc import Iterable
from dataclasses import dataclass

from casework.committee.domain.proposals import Progress, Proposal, State
from casework.committee.domain.wording import changes_in_words
from crypto.errors import RefusedError
from crypto.manifest.body import Manifest
from crypto.manifest.chain import Chain
from crypto.manifest.people import Person

_OVER = {
    State.SIGNED: "Enough have signed. It is on its way to every site.",
    State.PUBLISHED: "Signed with the recovery key. It counts seven days after all could see it.",
    State.COUNTS: "Enough have signed. It counts.",
    State.WITHDRAWN: "It was withdrawn. Nothing has changed.",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A proposal as its signers see it, on a page or at a terminal."""

    sentences: tuple[str, ...]
    progress: str
    missing: tuple[Person, ...]
    """Whose signature would count and is not there: nobody's, once it is no longer open."""

    @property
    def names(self) -> str:
        return names_in_words(dict.fromkeys(each.name for each in self.missing))


def tell(proposal: Proposal, chain: Chain) -> Told:
    before = _followed(proposal, chain)
    missing = proposal.who_may_still_sign(before) if proposal.state is State.OPEN else ()
    return Told(
        changes_in_words(before, proposal.manifest),
        standing_in_words(proposal, before),
        missing,
    )


def standing_in_words(proposal: Proposal, before: Manifest) -> str:
    if proposal.state is not State.OPEN:
        return _OVER[proposal.state]
    return progress_in_words(proposal.progress(before))


def progress_in_words(progress: Progress) -> str:
    """Say “2 of 3 have signed” once, if the old and the new committee ask for the same."""
    old = f"{progress.old} of {progress.old_needed}"
    new = f"{progress.new} of {progress.new_needed}"
    if old == new:
        return f"{old} have signed."
    return f"Of the members before, {old} have signed; of the members after, {new}."


def names_in_words(names: Iterable[str]) -> str:
    listed = list(names)
    if not listed[1:]:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} and {listed[-1]}"


def _followed(proposal: Proposal, chain: Chain) -> Manifest:
    for link in chain.links:
        if link.hash == proposal.manifest.previous:
            return link.manifest
    raise RefusedError("this proposal follows a list that nobody knows")
