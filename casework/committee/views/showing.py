"""From what is so to what a page says, for more than one of them."""

from collections.abc import Iterable

from flask_babel import gettext as _

from casework.committee.domain.health import Line, Tone
from casework.committee.domain.proposals import Proposal, ProposalId, State
from casework.committee.domain.saying import tell
from casework.committee.domain.waiting import Due, Kind
from casework.committee.domain.wording import called
from casework.committee.services.changes.proposing import NotFoundedYet, OneAtATime, Refusal
from casework.committee.services.keymaking import NewKeys
from casework.committee.services.roster import Entry, find_proposal, waiting_proposals
from casework.committee.views.pages import Change, NoCommitteePage, Row, SheetPage, Task
from casework.committee.views.pages import Line as ShownLine
from casework.desk import desk
from casework.frame import PEOPLE, casework_frame
from casework.rights import AtDoor, Role, SignedIn
from casework.trust import NotBelieved, Standing
from config.words import due_in_words, say
from crypto.manifest.people import Person
from crypto.manifest.people import Role as Seated
from crypto.manifest.signed import key_id
from crypto.names import PersonId

CHANGES = f"{PEOPLE}/changes"
KEYS = "/keys"
RECOVERY = "/recovery"


def standing() -> Standing | None:
    found = desk().trust.now()
    return found if isinstance(found, Standing) else None


def no_committee(me: SignedIn) -> NoCommitteePage:
    if isinstance(desk().trust.now(), NotBelieved):
        title = _("The committee’s keys cannot be believed")
        text = _("What was published does not follow from the hash in the settings of this site.")
    else:
        title = _("The committee is not founded yet")
        text = _("Hold the key day first. Then its hash goes into the settings of both sites.")
    return NoCommitteePage(casework_frame(me, PEOPLE), title, text)


def is_member(me: SignedIn) -> bool:
    return Role.MEMBER in me.roles


def change_of(proposal: Proposal, found: Standing, me: SignedIn | AtDoor) -> Change:
    told = tell(proposal, found.chain)
    return Change(
        href=f"{CHANGES}/{proposal.id.hex()}",
        by=_name_of(proposal.proposer, found),
        sentences=tuple(map(say, told.sentences)),
        progress=say(told.progress),
        missing="" if told.names is None else say(told.names),
        may_sign=isinstance(me, SignedIn) and _is_key_of(me, told.missing),
        may_withdraw=proposal.state is State.OPEN and proposal.proposer == me.person,
    )


def waiting_changes(found: Standing, me: SignedIn | AtDoor) -> tuple[Change, ...]:
    return tuple(change_of(each, found, me) for each in waiting_proposals(desk()))


def proposal_named(text: str) -> Proposal | None:
    try:
        return find_proposal(desk(), ProposalId(bytes.fromhex(text)))
    except ValueError:
        return None


def row_of(entry: Entry) -> Row:
    person = entry.person
    return Row(called(person), _what(person), lines_of(entry.lines), f"{PEOPLE}/{person.id}")


def lines_of(lines: Iterable[Line]) -> tuple[ShownLine, ...]:
    return tuple(ShownLine(say(each.text), each.tone) for each in lines)


def task_of(due: Due) -> Task:
    href, verb = place_of(due)
    when = "" if due.until is None else due_in_words(due.until, desk().today())
    urgent = str(_("Late")) if due.tone is Tone.LATE else ""
    return Task(say(due.text), when, urgent, href, verb)


def refusal(refused: Refusal) -> str:
    if isinstance(refused, NotFoundedYet):
        return str(_("The committee is not founded yet."))
    if isinstance(refused, OneAtATime):
        return str(_("A change that was signed does not count yet. Wait until it does."))
    return str(_("That cannot be: %(why)s.", why=refused.why))


def sheet_page(
    me: SignedIn, made: NewKeys, name: str, next_href: str, *, own: bool = False
) -> SheetPage:
    words = made.passphrase.text
    return SheetPage(casework_frame(me, PEOPLE), name, words, own, next_href)


def _is_key_of(me: SignedIn, missing: tuple[Person, ...]) -> bool:
    """Say whether the key that is unlocked here is one whose signature is missing."""
    mine = key_id(me.seeds.signing.public)
    return any(key_id(each.signing) == mine for each in missing)


def _name_of(person: PersonId, found: Standing) -> str:
    for link in reversed(found.chain.links):
        for each in link.manifest.persons:
            if each.id == person:
                return each.name
    return person


def _what(person: Person) -> str:
    if person.chair:
        return str(_("Chair"))
    names = {
        Seated.MEMBER: _("Member"),
        Seated.EXTERNAL: _("Reads from outside"),
        Seated.GUEST: _("Guest, for single cases"),
    }
    return str(names.get(person.role, ""))


def place_of(due: Due) -> tuple[str, str]:
    """Return where something is done, and the words of the button that leads there."""
    places = {
        Kind.SIGN: (f"{CHANGES}/{due.subject}", _("Read and sign")),
        Kind.RECOVERY_SIGNED: (PEOPLE, _("See the change")),
        Kind.KEYLESS: (f"{PEOPLE}/{due.subject}", _("Propose new keys")),
        Kind.EXPIRING: (PEOPLE, _("Confirm the list")),
        Kind.REPLACE_RECOVERY: (f"{RECOVERY}/key-day", _("Plan the key day")),
        Kind.NEW_SHEET: (KEYS, _("Make a new sheet")),
        Kind.DRILL: (f"{KEYS}/drill", _("Try the sheet")),
        Kind.SHEETS_DRILL: (f"{KEYS}/drill", _("Try the sheets")),
    }
    href, verb = places[due.kind]
    return href, str(verb)
