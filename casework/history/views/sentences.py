"""Each deed as one plain sentence, with the names of people as the committee knows them."""

from collections.abc import Mapping
from typing import Final

from flask_babel import gettext as _

from casework.history.domain import Said, Verb
from casework.trust import Committee, Standing
from config.questions.asked import asked
from crypto.names import PersonId

Names = Mapping[PersonId, str]

_SENTENCES: Final[Mapping[Verb, str]] = {
    Verb.COMMITTEE_FOUNDED: asked("The committee was founded."),
    Verb.INVITED: asked("%(actor)s invited %(person)s."),
    Verb.JOINED: asked("%(actor)s joined."),
    Verb.SIGNED_IN: asked("%(actor)s signed in."),
    Verb.LOCKED: asked("%(actor)s locked the screen."),
    Verb.SESSION_ENDED: asked("%(actor)s ended a session."),
    Verb.DEVICE_APPROVED: asked("%(actor)s approved device %(number)s of %(person)s."),
    Verb.DEVICE_REMOVED: asked("%(actor)s removed device %(number)s."),
    Verb.PASSKEY_ADDED: asked("%(actor)s added the passkey “%(label)s”."),
    Verb.PASSKEY_REMOVED: asked("%(actor)s removed the passkey “%(label)s”."),
    Verb.APP_ADDED: asked("%(actor)s added an app that shows codes."),
    Verb.LOCK_CHANGED: asked("%(actor)s lets the screen lock after %(minutes)s minutes."),
    Verb.CODES_RENEWED: asked("%(actor)s made a new sheet of recovery codes."),
    Verb.CODE_USED: asked("%(actor)s signed in with a recovery code."),
    Verb.CHANGE_PROPOSED: asked("%(actor)s proposed version %(version)s of the list of keys."),
    Verb.CHANGE_SIGNED: asked("%(actor)s signed version %(version)s of the list of keys."),
    Verb.CHANGE_WITHDRAWN: asked("%(actor)s took back version %(version)s of the list of keys."),
    Verb.CHANGE_OVERTAKEN: asked(
        "Version %(version)s of the list of keys, as %(person)s proposed it, was not finished."
    ),
    Verb.CHANGE_PUBLISHED: asked("Version %(version)s of the list of keys was published."),
    Verb.DEVICE_BLOCKED: asked("%(actor)s blocked every device of %(person)s."),
    Verb.SHEET_RENEWED: asked("%(actor)s made a new passphrase sheet."),
    Verb.RECOVERY_USED: asked("%(actor)s used the recovery key %(why)s."),
    Verb.DRILL_HELD: asked("%(actor)s tried a sheet: %(sheet)s."),
    Verb.WRAPS_RENEWED: asked(
        "%(actor)s wrapped anew, for version %(version)s, what these keys open."
    ),
    Verb.ADDRESS_CHANGED: asked("%(actor)s changed where the mail of %(person)s goes."),
    Verb.HISTORY_EXPORTED: asked("%(actor)s took a copy of the history."),
    Verb.NIGHT_LISTED: asked("The day was sealed, and a list of all that was done in it."),
    Verb.TIES_DECLARED: asked("%(actor)s declared ties, or that there are none."),
    Verb.STAND_INS_TRIED: asked("%(actor)s tried whether those who step in can be reached."),
    Verb.CHARTER_READ: asked("%(actor)s read the charter: %(version)s."),
    Verb.IN_CASE: asked("%(actor)s did something in a case."),
}

_KINDS: Final[Mapping[Verb, str]] = {
    Verb.COMMITTEE_FOUNDED: asked("Committee founded"),
    Verb.INVITED: asked("Invited"),
    Verb.JOINED: asked("Joined"),
    Verb.SIGNED_IN: asked("Signed in"),
    Verb.LOCKED: asked("Screen locked"),
    Verb.SESSION_ENDED: asked("Session ended"),
    Verb.DEVICE_APPROVED: asked("Device approved"),
    Verb.DEVICE_REMOVED: asked("Device removed"),
    Verb.PASSKEY_ADDED: asked("Passkey added"),
    Verb.PASSKEY_REMOVED: asked("Passkey removed"),
    Verb.APP_ADDED: asked("App added"),
    Verb.LOCK_CHANGED: asked("Lock time changed"),
    Verb.CODES_RENEWED: asked("Recovery codes renewed"),
    Verb.CODE_USED: asked("Recovery code used"),
    Verb.CHANGE_PROPOSED: asked("Change proposed"),
    Verb.CHANGE_SIGNED: asked("Change signed"),
    Verb.CHANGE_WITHDRAWN: asked("Change taken back"),
    Verb.CHANGE_OVERTAKEN: asked("Change not finished"),
    Verb.CHANGE_PUBLISHED: asked("Change published"),
    Verb.DEVICE_BLOCKED: asked("Devices blocked"),
    Verb.SHEET_RENEWED: asked("Sheet renewed"),
    Verb.RECOVERY_USED: asked("Recovery key used"),
    Verb.DRILL_HELD: asked("Drill held"),
    Verb.WRAPS_RENEWED: asked("Wrapped anew"),
    Verb.ADDRESS_CHANGED: asked("Mail address changed"),
    Verb.HISTORY_EXPORTED: asked("History copied"),
    Verb.TIES_DECLARED: asked("Ties declared"),
    Verb.STAND_INS_TRIED: asked("Stand-ins tried"),
    Verb.CHARTER_READ: asked("Charter read"),
    Verb.IN_CASE: asked("In a case"),
    Verb.NIGHT_LISTED: asked("Day sealed"),
}

_WHY: Final[Mapping[str, str]] = {
    "restored": asked("to give back what nobody else could read"),
    "signed": asked("to sign a change"),
}


class _Subject(dict[str, str]):
    """Whatever a deed of an older kind does not say."""

    def __missing__(self, _name: str) -> str:
        return "–"


def sentence(said: Said, names: Names) -> str:
    """Say it. What nobody did from a screen was done at the machine itself."""
    subject = _Subject(said.subject)
    if "person" in subject:
        subject["person"] = called(PersonId(subject["person"]), names)
    if subject.get("why") in _WHY:
        subject["why"] = str(_(_WHY[subject["why"]]))
    actor = _("Somebody at the machine") if said.actor is None else called(said.actor, names)
    subject["actor"] = str(actor)
    return str(_(_SENTENCES[said.verb])) % subject


def kind(verb: str) -> str:
    """Name a kind of deed. One of a newer release has only its own word."""
    return str(_(_KINDS[Verb(verb)])) if verb in set(Verb) else verb.capitalize()


def names_of(committee: Committee) -> Names:
    """Return everybody whom any manifest ever named; who left did what was done all the same."""
    links = committee.chain.links if isinstance(committee, Standing) else ()
    return {person.id: person.name for link in links for person in link.manifest.persons}


def called(person: PersonId, names: Names) -> str:
    """Return the name; of somebody who was never in a manifest, the id says enough."""
    return names.get(person, str(person))
