"""What is remembered of a report that was opened: how to answer it, never what it says."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from crypto.errors import CryptoError
from crypto.mailbox.snapshot import Snapshot, read_body
from crypto.mailbox.tags import SNAPSHOT_ROW, FollowUpKey, MailboxAddress, MailboxRoot, tag
from crypto.message.said import Reporter
from crypto.names import EnvelopeId, PersonId
from crypto.readers import Readers
from crypto.suite import VaultPublic
from deploy.standin.sorry import StandinError

Fields = dict[str, object]
_SHOWN: Final = 8


@dataclass(frozen=True, slots=True, repr=False)
class Case:
    """The reporter's address, the readers, and the newest word that lies in the mailbox."""

    number: int
    report: EnvelopeId
    sent: date
    collected: date
    reporter: Reporter
    readers: Readers  # after every change that the committee signed
    salt: bytes  # of the fingerprint in the proof of reporting
    content: bytes | None  # that fingerprint; none if the report came damaged
    snapshot: Snapshot | None = field(default=None)

    @property
    def name(self) -> str:
        return self.report.hex()[:_SHOWN]

    @property
    def address(self) -> MailboxAddress:
        root = MailboxRoot(self.reporter.mailbox_root)
        return MailboxAddress(tag(root, SNAPSHOT_ROW), self.reporter.vault)


def to_fields(case: Case) -> Fields:
    return {
        "number": case.number,
        "report": case.report.hex(),
        "sent": case.sent.isoformat(),
        "collected": case.collected.isoformat(),
        "vault": case.reporter.vault.raw.hex(),
        "mailbox": case.reporter.mailbox_root.hex(),
        "follow_up": case.reporter.follow_up_key.hex(),
        "admitted": list(case.readers.admitted),
        "left_out": list(case.readers.left_out),
        "salt": case.salt.hex(),
        "content": case.content.hex() if case.content else "",
        "snapshot": case.snapshot.body.hex() if case.snapshot else "",
    }


def from_fields(found: Fields) -> Case:
    """Read what `to_fields` wrote, and say in one line if somebody has changed it."""
    try:
        snapshot = _raw(found["snapshot"])
        return Case(
            number=int(str(found["number"])),
            report=EnvelopeId(_raw(found["report"])),
            sent=date.fromisoformat(str(found["sent"])),
            collected=date.fromisoformat(str(found["collected"])),
            reporter=Reporter(
                VaultPublic(_raw(found["vault"])),
                MailboxRoot(_raw(found["mailbox"])),
                FollowUpKey(_raw(found["follow_up"])),
            ),
            readers=Readers(_persons(found["admitted"]), _persons(found["left_out"])),
            salt=_raw(found["salt"]),
            content=_raw(found["content"]) or None,
            snapshot=read_body(snapshot) if snapshot else None,
        )
    except (KeyError, TypeError, ValueError, CryptoError):
        raise StandinError("The committee’s list of cases is damaged.") from None


def _raw(value: object) -> bytes:
    return bytes.fromhex(str(value))


def _persons(value: object) -> tuple[PersonId, ...]:
    return tuple(PersonId(str(each)) for each in value) if isinstance(value, list) else ()
