"""From what is so to what a page says, for more than one of them."""

from flask_babel import gettext as _

from casework.committee.domain.proposals import Proposal, ProposalId, State
from casework.committee.domain.saying import names_in_words, standing_in_words
from casework.committee.domain.wording import called, changes_in_words
from casework.committee.services.proposing import NotFoundedYet, NotPossible, OneAtATime
from casework.committee.services.roster import Entry, find_proposal, open_proposal
from casework.committee.views.pages import Change, PersonRow
from casework.desk import desk
from casework.rights import Role, SignedIn
from casework.trust import Standing
from crypto.manifest.people import Person
from crypto.manifest.people import Role as Seated

PEOPLE = "/people"


def standing() -> Standing | None:
    found = desk().trust.now()
    return found if isinstance(found, Standing) else None


def is_member(me: SignedIn) -> bool:
    return Role.MEMBER in me.roles


def change_of(proposal: Proposal, found: Standing, me: SignedIn | None) -> Change:
    after = proposal.manifest
    before = found.chain.links[min(after.version - 2, len(found.chain.links) - 1)].manifest
    missing = proposal.who_may_still_sign(before)
    is_open = proposal.state is State.OPEN
    mine = any(each.id == me.person for each in missing) if me else False
    return Change(
        href=f"{PEOPLE}/changes/{proposal.id.hex()}",
        sentences=changes_in_words(before, after),
        progress=standing_in_words(proposal, before),
        missing=names_in_words(dict.fromkeys(each.name for each in missing)) if is_open else "",
        is_open=is_open,
        may_sign=is_open and mine,
    )


def open_change(found: Standing, me: SignedIn) -> Change | None:
    proposal = open_proposal(desk())
    return None if proposal is None else change_of(proposal, found, me)


def proposal_named(text: str) -> Proposal | None:
    try:
        return find_proposal(desk(), ProposalId(bytes.fromhex(text)))
    except ValueError:
        return None


def row_of(entry: Entry) -> PersonRow:
    person = entry.person
    return PersonRow(called(person), _what(person), entry.lines, f"{PEOPLE}/{person.id}")


def refusal(said: NotFoundedYet | OneAtATime | NotPossible) -> str:
    match said:
        case NotFoundedYet():
            return _("The committee is not founded yet.")
        case OneAtATime():
            return _("Another change is on its way. Sign it or withdraw it first.")
        case NotPossible(why):
            return _("That cannot be: %(why)s.", why=why)


def _what(person: Person) -> str:
    if person.chair:
        return _("Chair")
    names = {
        Seated.MEMBER: _("Member"),
        Seated.EXTERNAL: _("Reads from outside"),
        Seated.GUEST: _("Guest, for single cases"),
    }
    return names.get(person.role, "")
