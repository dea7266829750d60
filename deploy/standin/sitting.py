"""The committee at its table: it founds itself, opens its mail, and answers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from secrets import token_bytes
from typing import Final, Protocol

from casework.proofs import ReportCopy
from crypto.mailbox.answering import Pen
from crypto.mailbox.proof import SALT_SIZE
from crypto.message.said import Report
from crypto.names import PersonId
from deploy.standin.answering import Reply, answered, deliver, opened_by, with_readers
from deploy.standin.cases import Case
from deploy.standin.committee import Committee, stored
from deploy.standin.opening import Letter, Mail, open_mail
from deploy.standin.sorry import StandinError
from store.clock import Today
from store.database import Database
from store.manifests import Manifests

_RENEWED_BEFORE: Final = timedelta(days=30)


class Memory(Protocol):
    """Where cases are remembered between two sittings."""

    def cases(self) -> tuple[Case, ...]: ...

    def remember(self, case: Case) -> None: ...


class Sitting:
    def __init__(
        self, committee: Committee, dropbox: Database, memory: Memory, today: Today
    ) -> None:
        self.committee = committee
        self._dropbox = dropbox
        self._memory = memory
        self._today = today

    def publish(self) -> None:
        """Put every manifest that the dropbox lacks into it. A stranger's is never added to."""
        ours = [stored(each) for each in self.committee.signed]
        with self._dropbox.transaction() as tx:
            manifests = Manifests(tx)
            there = list(manifests.chain())
            if there != ours[: len(there)]:
                raise StandinError("The dropbox belongs to another committee.")
            for each in ours[len(there) :]:
                manifests.append(each)

    def renew(self) -> None:
        """Sign the same people again in good time before the manifest expires."""
        today = self._today()
        if self.committee.manifest.expires - today < _RENEWED_BEFORE:
            self.committee = self.committee.followed_by(self.committee.next_manifest(today))

    def give_notice(self) -> bool:
        """Sign and post the notice of today, unless there is one; tell whether it was posted."""
        today = self._today()
        with self._dropbox.transaction() as tx:
            newest = Manifests(tx).newest_notice()
            if newest is not None and newest.day >= today:
                return False
            Manifests(tx).post(self.committee.stored(self.committee.notice(today)))
            return True

    def read(self) -> Mail:
        """Open everything, and remember each report that is new."""
        mail = open_mail(self._dropbox, self.committee.holders, self._today)
        known = {case.report for case in self._memory.cases()}
        for each in mail.reports:
            if each.report.id not in known:
                self._memory.remember(self._case_of(each.report, number=len(known) + 1))
                known.add(each.report.id)
        return mail

    def cases(self) -> tuple[Case, ...]:
        return self._memory.cases()

    def sign_for(self, case: Case, by: PersonId | None = None) -> Case:
        """Tell the reporter that the report was opened, with the proof of it, once."""
        if case.snapshot is not None:
            return case
        pen = self._pen(case, by)
        return self._delivered(opened_by(case, pen), pen)

    def answer(self, case: Case, reply: Reply, by: PersonId | None = None) -> Case:
        pen = self._pen(case, by)
        after = answered(opened_by(case, pen), reply, pen, self._today())
        return self._delivered(after, pen)

    def change_readers(
        self,
        case: Case,
        added: Sequence[PersonId] = (),
        removed: Sequence[PersonId] = (),
        by: PersonId | None = None,
    ) -> Case:
        # Whoever leaves by a snapshot cannot sign it.
        staying = replace(case, readers=case.readers.without(removed))
        pen = self._pen(staying, by)
        current = self.committee.roles.current
        after = with_readers(opened_by(case, pen), added, removed, pen, current)
        return self._delivered(after, pen)

    def copy_of(self, case: Case) -> ReportCopy:
        """Return the committee's own copy, which a proof of reporting is compared with."""
        mail = open_mail(self._dropbox, self.committee.holders, self._today)
        for each in mail.reports:
            if each.report.id == case.report and each.report.answers is not None:
                return _copy(each.report, case.salt)
        raise StandinError(f"Report {case.number} cannot be read any more.")

    def _case_of(self, letter: Letter, number: int) -> Case:
        if not isinstance(letter.message, Report):
            raise StandinError("Only a report begins a case.")
        salt = token_bytes(SALT_SIZE)
        is_readable = letter.is_whole and letter.answers is not None
        return Case(
            number=number,
            report=letter.id,
            sent=letter.contents.day,
            collected=self._today(),
            reporter=letter.message.reporter,
            readers=letter.contents.readers,
            salt=salt,
            content=_copy(letter, salt).content if is_readable else None,
        )

    def _pen(self, case: Case, by: PersonId | None) -> Pen:
        """Return the pen of the reader who was named, or of the first who still sits."""
        current = self.committee.roles.current
        readers = [each for each in case.readers.admitted if each in current]
        if by is not None and by not in readers:
            raise StandinError(f"{by} does not read report {case.number}.")
        if not readers:
            raise StandinError(f"Nobody who reads report {case.number} sits here any more.")
        first = min(readers, key=lambda each: current[each].external)
        return self.committee.pen(by or first)

    def _delivered(self, case: Case, pen: Pen) -> Case:
        deliver(case, pen, self._dropbox)
        self._memory.remember(case)
        return case


def _copy(letter: Letter, salt: bytes) -> ReportCopy:
    files = tuple(each.sha256 for each in letter.files)
    return ReportCopy(salt, letter.answers or (), files)
