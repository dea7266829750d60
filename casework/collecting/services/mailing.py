"""Mail that says nothing, always the same: who reads it on the way learns that it was sent.

Every holder gets one each day, whether or not there is anything to do. What cannot wait goes
out in the same words. Below them stands the newest checkpoint of the history, so that
everybody's mailbox keeps what no server can take back.
"""

import smtplib
import ssl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Final

from casework.collecting.domain import Mark
from casework.collecting.records.addresses import Addresses
from casework.collecting.records.marks import Marks
from casework.desk import Desk
from casework.history.records.tree import TreeRows
from casework.trust import Standing
from config.settings import CaseworkSettings, SmtpSecurity
from crypto.errors import CryptoError
from crypto.log.checkpoint import parse_checkpoint
from crypto.names import PersonId
from store.database import Transaction
from store.errors import StoreError

SUBJECT: Final = "The committee system"
WORDS: Final = (
    "There may be something for you in the committee system.\n"
    "\n"
    "This mail comes every day. Now and then it comes twice.\n"
    "It never says more than this. Please keep it: the lines below show, years\n"
    "later, that nothing was taken out of the committee’s history.\n"
)
_PATIENCE_SECONDS: Final = 30


class MailError(Exception):
    """Says in one sentence why no mail went out."""


def send_daily(desk: Desk, committee: Standing) -> None:
    """Send the fixed mail to every holder who has an address."""
    _send(desk, (each.id for each in (*committee.manifest.members, *committee.manifest.externals)))
    with desk.database.transaction() as tx:
        Marks(tx).put(Mark.MAILED, desk.today())


def tell_readers(desk: Desk, readers: Iterable[PersonId]) -> None:
    """For a session that did something urgent: tell those who may read it, in the same words."""
    _send(desk, readers)


def mail_goes_to(desk: Desk, person: PersonId) -> str:
    """Return somebody's own address, or nothing."""
    with desk.database.reading() as tx:
        return Addresses(tx).all().get(person, "")


def tell_soon(desk: Desk, readers: Iterable[PersonId]) -> None:
    """Tell them while the page goes on. If that fails, the mail of every day still comes."""
    people = tuple(readers)

    def errand() -> None:
        try:
            tell_readers(desk, people)
        except (MailError, StoreError) as fault:
            desk.note(fault)

    if desk.settings.smtp_host is not None:
        desk.soon(errand)


def _send(desk: Desk, people: Iterable[PersonId]) -> None:
    with desk.database.reading() as tx:
        addresses, lines = Addresses(tx).all(), _checkpoint(tx)
    to = sorted({addresses[each] for each in people if each in addresses})
    if not to:
        return
    with _server(desk.settings) as server:
        # One mail for each: nobody learns who else gets it, and one dead address silences no other.
        took = [_took(server, _message(desk.settings, address, lines)) for address in to]
    if not all(took):
        raise MailError("The mail server refused one or more of the addresses.")


def _took(server: smtplib.SMTP, message: EmailMessage) -> bool:
    try:
        server.send_message(message)
    except smtplib.SMTPRecipientsRefused:
        return False
    return True


def _message(settings: CaseworkSettings, address: str, lines: str) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = SUBJECT
    message["From"] = settings.smtp_from or ""
    message["To"] = address
    message.set_content(f"{WORDS}\n{lines}")
    return message


def _checkpoint(tx: Transaction) -> str:
    night = TreeRows(tx).newest_night()
    try:
        return parse_checkpoint(night.note)[0].text if night else ""
    except CryptoError:
        return ""  # the alarm about it is raised elsewhere; the mail still goes out


@contextmanager
def _server(settings: CaseworkSettings) -> Iterator[smtplib.SMTP]:
    if settings.smtp_host is None or settings.smtp_from is None:
        raise MailError("The settings name no mail server, or nobody who sends.")
    try:
        with _connected(settings, settings.smtp_host) as server:
            if settings.smtp_user and settings.smtp_password:
                server.login(settings.smtp_user, settings.smtp_password)
            yield server
    except (OSError, smtplib.SMTPException):
        # Not `from exc`: the server's words can repeat addresses, or what was sent to log in.
        raise MailError("The mail server did not take the mail.") from None


def _connected(settings: CaseworkSettings, host: str) -> smtplib.SMTP:
    port, patience = settings.smtp_port, _PATIENCE_SECONDS
    if settings.smtp_security is SmtpSecurity.TLS:
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(host, port, timeout=patience, context=context)
    server = smtplib.SMTP(host, port, timeout=patience)
    if settings.smtp_security is SmtpSecurity.STARTTLS:
        return _protected(server)
    return server


def _protected(server: smtplib.SMTP) -> smtplib.SMTP:
    try:
        server.starttls(context=ssl.create_default_context())
    except (OSError, smtplib.SMTPException):
        server.close()
        raise
    return server
