"""What stays here, told to whoever gets the rest: the privilege log, and what never goes."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from flask_babel import gettext as _

from casework.complaints.domain.case.casefile import Entry, Kind
from casework.complaints.domain.privilege.labels import Client
from casework.complaints.domain.privilege.sharing import LogLine, log_line
from casework.complaints.records.grounds import Labelled
from casework.complaints.services.files import FileSeen, files_in
from casework.complaints.services.privilege.containers import label_of
from casework.complaints.services.privilege.lawyers import let_in_as_lawyers
from casework.complaints.services.reading.casefiles import CaseFile, entries_of
from casework.complaints.views.parts.privilege import CLIENTS, label_in_words
from casework.complaints.views.parts.wording import name_of
from casework.export.domain.contents import Withheld
from casework.export.domain.wish import Piece, Wish, Wording
from config.questions.asked import asked
from config.words import with_year
from store.database import Transaction

_INTERNAL: Final[Mapping[Piece, str]] = {
    Piece.NOTES: asked("Notes for the committee are left out."),
    Piece.TASKS: asked("Tasks are left out."),
}


def withheld(tx: Transaction, file: CaseFile) -> Iterator[Withheld]:
    """Yield a line for all that is kept for legal advice, notes and then files. None ever goes."""
    outside = {each.id for each in file.committee.manifest.externals}
    lawyers = let_in_as_lawyers(tx, file) | outside
    written = entries_of(tx, file, Kind.PRIVILEGED)
    notes = [_of_note(entry, file, is_lawyers=entry.by in lawyers) for entry in written]
    files = [_of_file(seen, file) for seen in files_in(tx, file) if seen.is_withheld]
    for number, line in enumerate((*notes, *files), 1):
        yield replace(line, number=str(number))


def columns() -> tuple[str, ...]:
    return (
        str(_("No.")),
        str(_("Date")),
        str(_("Author")),
        str(_("Kind")),
        str(_("Purpose of the legal advice")),
        str(_("Lawyer")),
        str(_("Client")),
        str(_("Why it is withheld")),
    )


def left_out(wish: Wish) -> Iterator[str]:
    """Yield, in sentences, what the receiver does not get and should know of."""
    yield str(_("Who the reporter is, and whom they left out, is never taken out."))
    if wish.has_reporters_words and wish.wording is Wording.SUMMARY:
        yield str(_("The reporter’s own words are left out. A summary stands in their place."))
    if wish.has_reporters_words and wish.wording is Wording.WORDS:
        yield str(_("What the reporter said about themselves is left out."))
    if not wish.is_naming:
        yield str(_("The names of the committee’s people are replaced."))
    if wish.names or wish.is_of_several:
        yield str(_("Other names are replaced too."))
    yield from (str(_(says)) for piece, says in _INTERNAL.items() if piece not in wish.pieces)
    yield str(
        _("Notes and files for legal advice are withheld. The log lists them, and names lawyers.")
    )


def _of_file(seen: FileSeen, file: CaseFile) -> Withheld:
    """Say of a file its number and who brought it. Its name and its source may say too much."""
    labelled = seen.labelled
    line = None if labelled is None else log_line(labelled.label, labelled.grounds)
    return Withheld(
        "",
        with_year(seen.came),
        name_of(file.committee, seen.added_by),
        str(_("File %(number)d", number=seen.number)),
        line.purpose if line else "",
        line.lawyer if line else str(_("Not named")),
        _client(line),
        _why(labelled),
    )


def _client(line: LogLine | None) -> str:
    return str(_(CLIENTS[Client(line.client)])) if line and line.client else ""


def _of_note(entry: Entry, file: CaseFile, *, is_lawyers: bool) -> Withheld:
    """Where no label names a lawyer, whoever was let in as one is it, or nobody is named."""
    labelled = label_of(entry.kind, entry.raw)
    line = None if labelled is None else log_line(labelled.label, labelled.grounds)
    writer = name_of(file.committee, entry.by) if is_lawyers else str(_("Not named"))
    return Withheld(
        "",
        with_year(entry.day),
        name_of(file.committee, entry.by),
        str(_("Note")),
        entry.about,
        line.lawyer if line and line.lawyer else writer,
        _client(line),
        _why(labelled),
    )


def _why(labelled: Labelled | None) -> str:
    """Claim what the label claims and no more: a log that claims too much defends nothing."""
    if labelled is None:
        return str(_("Written for legal advice, without a label. Withheld in full."))
    return str(_("%(label)s. Withheld in full.", label=label_in_words(labelled)))
