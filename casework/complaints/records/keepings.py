"""What decides until when a case is kept, as a part of the case's sealed inside."""

from datetime import date

from casework.complaints.domain.case.keeping import Keeping, SignedApproval
from casework.complaints.domain.finishing import Item, PassedOver
from casework.complaints.domain.retention.disposal import Approval, ListHash
from casework.complaints.domain.retention.holds import Hold, Voice
from casework.complaints.domain.retention.periods import Extension, Jurisdiction, Why
from casework.complaints.records.sealing import people
from crypto.encoding import Value, day, items, keyed, number, sized, text, word
from crypto.keyring.casekeys import CASE_ID_SIZE
from crypto.log.certificate import Capacity
from crypto.names import MANIFEST_HASH_SIZE, CaseId, ManifestHash, PersonId
from crypto.signing import SIGNATURE_SIZE

_HASH_SIZE = 32


def keeping_value(keeping: Keeping) -> Value:
    extension = keeping.extension
    return {
        "passing": None if keeping.passing is None else _passing(keeping.passing),
        "holds": [_hold(each) for each in keeping.holds],
        "jurisdiction": keeping.jurisdiction,
        "extension": None if extension is None else [extension.years, extension.reason],
        "proposed": [*keeping.proposed],
        "approvals": [_approval(each) for each in keeping.approvals],
    }


def read_keeping(value: Value) -> Keeping:
    found = keyed(value, "passing", "holds", "jurisdiction", "extension", "proposed", "approvals")
    return Keeping(
        passing=None if found["passing"] is None else _read_passing(found["passing"]),
        holds=tuple(map(_read_hold, items(found["holds"]))),
        jurisdiction=Jurisdiction(text(found["jurisdiction"])),
        extension=None if found["extension"] is None else _read_extension(found["extension"]),
        proposed=tuple(CaseId(sized(each, CASE_ID_SIZE)) for each in items(found["proposed"])),
        approvals=tuple(map(_read_approval, items(found["approvals"]))),
    )


def _passing(passing: PassedOver) -> Value:
    names: list[Value] = [*sorted(each.value for each in passing.items)]
    return [[*sorted(passing.by)], passing.reason, names]


def _read_passing(value: Value) -> PassedOver:
    by, reason, names = items(value, 3, 3)
    chosen = frozenset(word(Item, each) for each in items(names))
    return PassedOver(frozenset(people(by)), text(reason), chosen)


def _hold(hold: Hold) -> Value:
    lifting: list[Value] = [[who, voice.value] for who, voice in hold.lifting]
    until = None if hold.until is None else hold.until.isoformat()
    return [hold.why.value, hold.reason, hold.by, hold.since.isoformat(), lifting, until]


def _read_hold(value: Value) -> Hold:
    why, reason, by, since, lifting, until = items(value, 6, 6)
    return Hold(
        word(Why, why),
        text(reason),
        PersonId(text(by)),
        day(since),
        tuple(map(_read_voice, items(lifting))),
        _some_day(until),
    )


def _read_voice(value: Value) -> tuple[PersonId, Voice]:
    who, voice = items(value, 2, 2)
    return PersonId(text(who)), word(Voice, voice)


def _read_extension(value: Value) -> Extension:
    years, reason = items(value, 2, 2)
    return Extension(number(years), text(reason))


def _approval(signed: SignedApproval) -> Value:
    said = signed.approval
    return [
        said.by,
        said.capacity.value,
        said.on.isoformat(),
        said.of,
        signed.manifest,
        signed.signature,
    ]


def _read_approval(value: Value) -> SignedApproval:
    by, capacity, on, of, manifest, signature = items(value, 6, 6)
    said = Approval(
        PersonId(text(by)), word(Capacity, capacity), day(on), ListHash(sized(of, _HASH_SIZE))
    )
    return SignedApproval(
        said,
        ManifestHash(sized(manifest, MANIFEST_HASH_SIZE)),
        sized(signature, SIGNATURE_SIZE),
    )


def _some_day(value: Value) -> date | None:
    return None if value is None else day(value)
