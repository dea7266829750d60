"""How far a proposal has come, in one sentence for everybody."""

from collections.abc import Iterable

from casework.committee.domain.proposals import Progress, Proposal, State
from crypto.manifest.body import Manifest

_OVER = {
    State.SIGNED: "Enough have signed. It is on its way to every site.",
    State.PUBLISHED: "Signed with the recovery key. It counts seven days after all could see it.",
    State.COUNTS: "Enough have signed. It counts.",
    State.WITHDRAWN: "It was withdrawn. Nothing has changed.",
}


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
