"""What a proposal changes and how far it has come, in the same sentences for everybody."""

from collections.abc import Sequence
from dataclasses import dataclass

from casework.committee.domain.proposals import Progress, Proposal, State
from casework.committee.domain.wording import changes_in_words
from config.questions.saying import Sentence, saying
from crypto.errors import RefusedError
from crypto.manifest.body import Manifest
from crypto.manifest.chain import Chain
from crypto.manifest.people import Person

_OVER = {
    State.SIGNED: saying("Enough have signed. It is on its way to every site."),
    State.PUBLISHED: saying(
        "Signed with the recovery key. It counts seven days after all could see it."
    ),
    State.COUNTS: saying("Enough have signed. It counts."),
    State.WITHDRAWN: saying("It was withdrawn. Nothing has changed."),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A proposal as its signers see it, on a page or at a terminal."""

    sentences: tuple[Sentence, ...]
    progress: Sentence
    missing: tuple[Person, ...]
    """Whose signature would count and is not there: nobody's, once it is no longer open."""

    @property
    def names(self) -> Sentence | None:
        """Return who may still sign; nothing, if nobody may."""
        names = tuple(dict.fromkeys(each.name for each in self.missing))
        return names_in_words(names) if names else None


def tell(proposal: Proposal, chain: Chain) -> Told:
    before = _followed(proposal, chain)
    missing = proposal.who_may_still_sign(before) if proposal.state is State.OPEN else ()
    return Told(
        changes_in_words(before, proposal.manifest),
        standing_in_words(proposal, before),
        missing,
    )


def standing_in_words(proposal: Proposal, before: Manifest) -> Sentence:
    if proposal.state is not State.OPEN:
        return _OVER[proposal.state]
    return progress_in_words(proposal.progress(before))


def progress_in_words(progress: Progress) -> Sentence:
    """Say “2 of 3 have signed” once, if the old and the new committee ask for the same."""
    old, new = (progress.old, progress.old_needed), (progress.new, progress.new_needed)
    if old == new:
        return saying("%(old)d of %(needed)d have signed.", old=old[0], needed=old[1])
    return saying(
        "Of the members before, %(old)d of %(needed)d have signed;"
        " of the members after, %(new)d of %(new_needed)d.",
        old=old[0],
        needed=old[1],
        new=new[0],
        new_needed=new[1],
    )


def names_in_words(names: Sequence[str]) -> Sentence:
    *others, last = names or ("",)
    if not others:
        return saying("%(name)s", name=last)
    return saying("%(names)s and %(last)s", names=", ".join(others), last=last)


def _followed(proposal: Proposal, chain: Chain) -> Manifest:
    for link in chain.links:
        if link.hash == proposal.manifest.previous:
            return link.manifest
    raise RefusedError("this proposal follows a list that nobody knows")
