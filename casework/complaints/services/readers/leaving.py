"""Go, or be let in. Whoever steps back needs nobody's leave, and is gone at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeAlias

from casework.committee.records.removals import Kind as Gone
from casework.committee.services.changes.removing import finish_removals, intend
from casework.complaints.domain.case.casefile import Kind
from casework.complaints.domain.case.deeds import Did
from casework.complaints.domain.conflicts.check import LEAST_READERS
from casework.complaints.services.assessing.matching import Known, known_ties
from casework.complaints.services.deeds import with_deed
from casework.complaints.services.linking.together import others_as_one
from casework.complaints.services.moving import vacated, voices_in, whole_readers
from casework.complaints.services.privilege.lawyers import may_be_given
from casework.complaints.services.readers.acting import MayNotActError, open_to_act
from casework.complaints.services.readers.asking import tell_counsel
from casework.complaints.services.readers.newcomers import (
    Tied,
    Vouched,
    is_tied,
    may_be_guests,
    may_join,
)
from casework.complaints.services.readers.rekeying import (
    Change,
    Changed,
    NotThere,
    TooFew,
    Unanswered,
    change_readers,
    open_part_to_write,
    open_to_write,
    settle,
)
from casework.complaints.services.reading.casefiles import (
    CaseFile,
    entries_of,
    open_whole,
    save,
    save_as_guest,
)
from casework.complaints.services.reading.keys import vaults_of
from casework.complaints.services.reading.threshold import require_crossed
from casework.desk import Desk
from casework.rights import SignedIn
from crypto.keyring.casekeys import CaseKey, Part
from crypto.keyring.grants import Generation, Whole, without_mine, wrap_case_key
from crypto.names import CaseId, PersonId
from crypto.suite import VaultSeed
from store.database import Transaction
from store.keystore.store import KeyStoreTx
from store.keystore.wrapsets import WrapSet


@dataclass(frozen=True, slots=True)
class NeedsAnother:
    """One reader has asked for it; the word of a second is needed."""


def step_back(desk: Desk, me: SignedIn, case: CaseId, why: str = "") -> Changed | TooFew | NotThere:
    """Lose access now. New keys are made by whoever opens the case next, before they write.

    It waits for nobody, however few remain; only the last of all must let somebody else in first,
    or nobody could ever open it again. A reason, if there is one, is for counsel alone.

    The intent is in the database first. A crash leaves somebody who can open nothing here any
    more, and a case that waits for new keys. What goes on as one with it is lost with it.
    """
    together = (*others_as_one(desk, me, case), case)
    with desk.database.reading() as tx:
        files = [open_whole(tx, desk, me, each) for each in together]
    if not all(who_stays(each) for each in files if each is not None and each.inside is not None):
        return TooFew()
    return [_step_back(desk, me, each, why if each == case else "") for each in together][-1]


def step_back_as_guest(desk: Desk, me: SignedIn, case: CaseId) -> Changed | NotThere:
    """Lose access now, as a guest. The card says that the time is over, as if its day had passed.

    So the next reader to look in makes new keys, as for any guest whose time is over. Somebody
    else who left before, and whose keys are still to be made, keeps no guest waiting.
    """
    vaults = vaults_of(desk, me)
    with desk.database.transaction() as tx:
        file = open_part_to_write(tx, desk, me, case)
        if file is None or file.inside is not None:
            return NotThere()
        over = {**file.card.guests, me.person: desk.today() - timedelta(days=1)}
        save_as_guest(tx, with_deed(tx, desk, file, Did.STEPPED_BACK), over)
    with desk.keystore.change() as keys:
        _take_own_wrap(keys, file, vaults)
    desk.shelf.clear_of(me.person)
    return Changed()


def _take_own_wrap(keys: KeyStoreTx, file: CaseFile, vaults: Sequence[VaultSeed]) -> None:
    """Put one for nobody in its place, whatever is newest by now. The others stay as they are."""
    there = keys.wraps.newest(file.id)
    if there is None:
        return
    generation, made = Generation(file.id, there.generation, there.manifest), there.wraps
    for vault in vaults:
        made = without_mine(made, vault, file.me.person, generation)
    keys.wraps.put([replace(there, wraps=made)])


def _step_back(desk: Desk, me: SignedIn, case: CaseId, why: str) -> Changed | TooFew | NotThere:
    settle(desk, me, case)
    with desk.database.transaction() as tx:
        file = open_to_write(tx, desk, me, case)
        if file is None or file.inside is None:
            return NotThere()
        staying = who_stays(file)
        if not staying:
            return TooFew()
        if why.strip():
            tell_counsel(tx, file, staying, why)
        for envelope in sorted({each.envelope for each in entries_of(tx, file, Kind.MESSAGE)}):
            intend(tx, Gone.STANZAS, subject=envelope)
        inside = replace(file.inside, leaving=(*file.inside.leaving, me.person))
        file = vacated(replace(file, inside=inside), {me.person})
        save(tx, with_deed(tx, desk, file, Did.STEPPED_BACK))
    with desk.keystore.change() as keys:
        _take_wrap(keys, file)
    desk.shelf.clear_of(me.person)
    finish_removals(desk)
    return Changed()


def who_stays(file: CaseFile) -> frozenset[PersonId]:
    """Return who else reads all of it, and is not on the way out."""
    leaving = file.inside.leaving if file.inside else ()
    return whole_readers(file) - {file.me.person, *leaving}


@dataclass(frozen=True, slots=True)
class NotTheirs:
    """What is the committee's alone is opened to no lawyer of the company, nor of nobody."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """Which parts a guest gets, until when, why, and how it is known that they are free."""

    guest: PersonId
    parts: frozenset[Part]
    until: date
    vouched: Vouched


Admitted: TypeAlias = Changed | TooFew | NotThere | Unanswered
Granted: TypeAlias = Admitted | Tied | NotTheirs


def grant(desk: Desk, me: SignedIn, case: CaseId, asked: Invitation) -> Granted:
    """Let a guest in. Committee notes are never among what a guest gets."""
    settle(desk, me, case)
    known = known_ties(desk, me)
    with desk.database.reading() as tx:
        file = open_to_act(tx, desk, me, case)
        refused = NotThere() if file is None else _refused(tx, desk, file, known, asked)
    if refused is not None:
        return refused
    parts = _parts_of(asked)
    added = Change(
        added={asked.guest: parts},
        did=Did.GRANTED,
        why=asked.vouched.why,
        free=asked.vouched.free,
        lawyer=asked.vouched.lawyer or "",
        until=asked.until,
    )
    return change_readers(desk, me, case, added)


def _refused(
    tx: Transaction, desk: Desk, file: CaseFile, known: Known, asked: Invitation
) -> NotThere | Tied | NotTheirs | None:
    who, lawyer = asked.guest, asked.vouched.lawyer
    if who not in may_be_guests(tx, desk, file) or asked.until < desk.today():
        return NotThere()
    if is_tied(file, known, who):
        return Tied()
    return None if may_be_given(tx, file, who, _parts_of(asked), lawyer) else NotTheirs()


def _parts_of(asked: Invitation) -> frozenset[Part]:
    # What lies within another part is granted with it.
    within = {Part.COMPANY} if Part.PRIVILEGED in asked.parts else set[Part]()
    return (asked.parts | {Part.REPORT}) - {Part.NOTES} - within


def let_in(
    desk: Desk, me: SignedIn, case: CaseId, who: PersonId, vouched: Vouched
) -> Admitted | NeedsAnother | Tied:
    """Let another member or external read it, on the word of two readers, each with a reason.

    They may act on it both. Where too few are left who may, the word of any reader counts, since
    somebody must be able to come.
    """
    settle(desk, me, case)
    known = known_ties(desk, me)
    with desk.database.transaction() as tx:
        file = open_to_write(tx, desk, me, case)
        if file is None or file.inside is None or who not in may_join(tx, desk, file):
            return NotThere()
        require_crossed(tx, desk, file)
        voices = _whose_word_lets_in(file)
        if me.person not in voices:
            raise MayNotActError(case)  # others are free to let somebody in
        if is_tied(file, known, who):
            return Tied()
        by = file.inside.coming.get(who)
        is_alone = not who_stays(file)
        # Whoever is alone with it has nobody to ask, and must be able to let somebody in.
        if not is_alone and (by is None or by == me.person or by not in voices):
            coming = {**file.inside.coming, who: me.person}
            file = replace(file, inside=replace(file.inside, coming=coming))
            said = {"who": who, "why": vouched.why, "free": vouched.free}
            save(tx, with_deed(tx, desk, file, Did.ASKED_FOR, **said))
            return NeedsAnother()
    added = Change(added={who: Whole()}, did=Did.ADDED, why=vouched.why, free=vouched.free)
    return change_readers(desk, me, case, added)


def _whose_word_lets_in(file: CaseFile) -> frozenset[PersonId]:
    free = voices_in(file)
    return free if len(free) >= LEAST_READERS else whole_readers(file)


def _take_wrap(keys: KeyStoreTx, file: CaseFile) -> None:
    """Make every wrap of this generation anew, and none for whoever goes."""
    there, key = keys.wraps.newest(file.id), file.ring.whole
    if there is None or key is None or there.generation != key.generation:
        return  # somebody was quicker, and made new keys already
    keys.wraps.put([_without(file, key, there)])


def _without(file: CaseFile, key: CaseKey, there: WrapSet) -> WrapSet:
    link = file.committee.link
    seated = {person.id for person in link.manifest.persons}
    readers = {
        who: grant
        for who, grant in (file.listed.readers if file.listed else {}).items()
        if who in seated and who != file.me.person
    }
    made = wrap_case_key(key, readers, link)
    return WrapSet(file.id, key.generation, link.hash, made, there.older)
