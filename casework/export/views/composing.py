"""Put together what a receiver reads of a case: each part in words, names replaced at the end."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from flask_babel import gettext as _

from casework.complaints.domain.case.casefile import Entry, Kind
from casework.complaints.domain.case.deeds import Line
from casework.complaints.services.deeds import timeline
from casework.complaints.services.evidence.translating import translations_in
from casework.complaints.services.files import FileSeen, files_in, is_about
from casework.complaints.services.reading.casefiles import CaseFile, entries_of
from casework.complaints.views.ending.signing import signatories_of
from casework.complaints.views.evidence.files import SHAPES
from casework.complaints.views.evidence.hiding import hidden_in_words
from casework.complaints.views.evidence.translating import by_whom
from casework.complaints.views.parts.answers import told
from casework.complaints.views.parts.happened import event
from casework.complaints.views.parts.heading import guests_of, readers_of
from casework.complaints.views.parts.privilege import label_in_words
from casework.complaints.views.parts.wording import name_of, status_in_words, topics_in_words
from casework.export.domain.contents import Contents, Enclosed, Item, Section
from casework.export.domain.masking import Mask
from casework.export.domain.timeline import outgoing
from casework.export.domain.wish import Piece, Wish, Wording
from casework.export.views.doing import done
from casework.export.views.judged import judged
from casework.export.views.naming import mask_for, number_of, together
from casework.export.views.withholding import left_out, withheld
from casework.export.views.wording import basis_in_words
from config.words import with_year
from store.database import Transaction

_ABOUT_THEMSELVES: Final = frozenset({"how", "points", "treated", "treatment", "link", "told"})
_AMONG_THE_FACTS: Final = frozenset({"topics"})


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A case while it is being read for somebody else."""

    tx: Transaction
    file: CaseFile
    wish: Wish
    mask: Mask


def contents_of(wish: Wish, tx: Transaction, file: CaseFile) -> Contents:
    """Compose what goes out. Whoever is not named here cannot be read from it."""
    source = Source(tx, file, wish, mask_for(wish, tx, file))
    wanted = [each for piece, each in _SECTIONS.items() if piece in wish.pieces]
    found = Contents(
        case=file.card.name,
        sections=tuple(section for make in (_facts, *wanted) for section in make(source)),
        withheld=tuple(withheld(tx, file)),
        enclosed=tuple(_enclosed(source)),
        left_out=tuple(left_out(wish)),
        signatories=tuple(_signatories(source)),
        purpose=wish.purpose,
        basis=basis_in_words(wish),
        cleared=wish.cleared,
    )
    return found.masked(source.mask)


def _facts(source: Source) -> Iterator[Section]:
    """Say what counsel lets be told in place of what is privileged."""
    if source.wish.facts:
        head = _("As agreed to by %(lawyer)s", lawyer=source.wish.cleared)
        yield Section(_("Summary of the facts"), (), (Item(str(head), source.wish.facts),))


def _report(source: Source) -> Iterator[Section]:
    card, first = source.file.card, _messages(source)[0]
    facts = [(_("Came in"), with_year(card.received)), (_("State"), status_in_words(card))]
    if card.topics:
        facts.append((_("Topics"), topics_in_words(card)))
    if source.wish.wording is Wording.SUMMARY:
        items = (Item(_("Summary, written by the committee"), source.wish.summary),)
        yield Section(_("The report"), tuple(facts), items)
        return
    words, answers = _words_of(source, first, _AMONG_THE_FACTS)
    said = (Item(_("In the reporter’s own words"), words), *_translated(source, first))
    yield Section(_("The report"), (*facts, *answers), said)


def _conversation(source: Source) -> Iterator[Section]:
    first = _messages(source)[0].number
    said = entries_of(source.tx, source.file, Kind.MESSAGE, Kind.ANSWER)
    items = tuple(item for each in said if each.number != first for item in _said(source, each))
    empty = _("Nothing was written after the report.")
    yield Section(_("Conversation with the reporter"), (), items, str(empty))


def _said(source: Source, entry: Entry) -> Iterator[Item]:
    when = with_year(entry.day)
    if entry.kind is Kind.ANSWER:
        by = name_of(source.file.committee, entry.by)
        head = _("The committee, %(day)s, written by %(name)s", day=when, name=by)
        yield Item(str(head), entry.text)
        return
    head = str(_("The reporter, %(day)s", day=when))
    if source.wish.wording is Wording.SUMMARY:
        yield Item(head, str(_("[Left out. The summary stands in its place.]")))
        return
    yield Item(head, _in_one(source, entry))
    yield from _translated(source, entry)


def _translated(source: Source, message: Entry) -> Iterator[Item]:
    """Let each translation follow the original, without what does not go of the original either."""
    if message.is_hidden:
        return
    for entry in translations_in(source.tx, source.file).get(message.envelope, ()):
        yield Item(by_whom(source.file, entry), _in_one(source, entry))


def _in_one(source: Source, entry: Entry) -> str:
    words, answers = _words_of(source, entry)
    lines = [f"{name}: {said}" for name, said in answers]
    return "\n".join(filter(None, (words, *lines)))


def _notes(source: Source) -> Iterator[Section]:
    found = entries_of(source.tx, source.file, Kind.NOTE)
    items = tuple(Item(_by_and_when(source, each), each.text) for each in found)
    yield Section(_("Committee notes"), (), items, str(_("No note was written.")))


def _files(source: Source) -> Iterator[Section]:
    items = tuple(_file(source, each) for each in files_in(source.tx, source.file))
    yield Section(_("Files"), (), items, str(_("No file came with it.")))


def _file(source: Source, each: FileSeen) -> Item:
    if each.is_withheld:
        says = _("Withheld for legal advice. The privilege log lists it.")
        return Item(str(_("File %(number)d", number=each.number)), str(says))
    goes = each.number in source.wish.originals and not each.is_hidden
    place = _("The original goes along.") if goes else _("The original does not go along.")
    says = _(
        "%(size)s bytes, came %(day)s. SHA-256 %(hash)s.",
        size=f"{each.size:,}",
        day=with_year(each.came),
        hash=each.sha256.hex(),
    )
    head = _("File %(number)d: %(name)s", number=each.number, name=each.name)
    label = f"{label_in_words(each.labelled)}." if each.labelled else ""
    hidden = _why_not_shown(source.file, each.sha256) if each.is_hidden else ""
    more = filter(None, (label, hidden, _whence(each), str(says), str(place)))
    return Item(str(head), " ".join(more))


def _whence(each: FileSeen) -> str:
    """Say of a file that the committee added what it is, from whom, and when they got it."""
    whence = each.whence
    if whence is None:
        return ""
    said = _(
        "%(what)s, from %(source)s, obtained %(day)s. %(shape)s.",
        what=whence.what,
        source=whence.source,
        day=with_year(whence.obtained),
        shape=_(SHAPES[whence.shape]),
    )
    return str(said)


def _timeline(source: Source) -> Iterator[Section]:
    committee, pieces = source.file.committee, source.wish.pieces
    nameless = [each for each in files_in(source.tx, source.file) if _is_nameless(source, each)]
    items = []
    for line in timeline(source.tx, source.file):
        goes = outgoing(_without_names(line, nameless), pieces)
        if goes is not None:
            items.append(Item(with_year(line.day), event(goes, committee).what))
    yield Section(str(_("What happened, newest first")), (), tuple(items))


def _is_nameless(source: Source, seen: FileSeen) -> bool:
    """What a file is called, and where it comes from, goes with the list of files alone."""
    return seen.is_withheld or seen.is_hidden or Piece.FILES not in source.wish.pieces


def _without_names(line: Line, nameless: Sequence[FileSeen]) -> Line:
    """A line about a file that stays here says its number alone, as the privilege log does."""
    number = next((each.number for each in nameless if is_about(line, each)), None)
    if number is None:
        return line
    return replace(line, said={"file": str(_("File %(number)d", number=number))})


def _signatories(source: Source) -> Iterator[tuple[str, str]]:
    """What happened is signed by those who read all of it, under the names that they have here."""
    if Piece.TIMELINE in source.wish.pieces:
        found = [(source.mask.over(name), role) for name, role in signatories_of(source.file)]
        yield from found if source.wish.is_naming else sorted(found, key=_by_number)


def _by_number(signatory: tuple[str, str]) -> tuple[int, str]:
    return number_of(signatory[0])


def _together(source: Source, people: Iterable[str]) -> Sequence[str]:
    return together(people, source.wish, source.mask)


def _people(source: Source) -> Iterator[Section]:
    file = source.file
    card, committee = file.card, file.committee
    named = [
        (_("Lead"), [card.lead] if card.lead else []),
        (_("Second"), [card.second] if card.second else []),
        (_("Readers"), readers_of(file)),
        (_("Guests"), guests_of(file)),
    ]
    facts = tuple(
        (str(name), ", ".join(_together(source, [name_of(committee, who) for who in people])))
        for name, people in named
        if people
    )
    yield Section(_("People who work on it"), facts, (), str(_("Nobody is named yet.")))


_SECTIONS: Final[Mapping[Piece, Callable[[Source], Iterator[Section]]]] = {
    Piece.REPORT: _report,
    Piece.CONVERSATION: _conversation,
    Piece.FILES: _files,
    Piece.NOTES: _notes,
    Piece.TASKS: lambda source: done(source.tx, source.file),
    Piece.OUTCOME: lambda source: judged(source.file, partial(_together, source)),
    Piece.PEOPLE: _people,
    Piece.TIMELINE: _timeline,
}


def _messages(source: Source) -> Sequence[Entry]:
    return entries_of(source.tx, source.file, Kind.MESSAGE)


def _words_of(
    source: Source, entry: Entry, aside: Collection[str] = ()
) -> tuple[str, list[tuple[str, str]]]:
    """Return the story and the short answers; what they say of themselves only if it may go."""
    found = told(entry, _unsaid(source.wish), aside)
    if found.is_hidden:
        return _why_not_shown(source.file, entry.envelope), []
    if found.is_damaged:
        return str(_("[These words came damaged.]")), []
    return "\n".join(found.story), [(name, said) for name, said, _own in found.rows]


def _why_not_shown(file: CaseFile, what: bytes) -> str:
    """Name the two who agreed, so that nobody takes what is missing for lost."""
    hidden = next((each for each in file.card.hidden if each.what == what), None)
    return f"[{hidden_in_words(file, hidden)}]"


def _unsaid(wish: Wish) -> frozenset[str]:
    return frozenset() if wish.wording is Wording.ALL else _ABOUT_THEMSELVES


def _by_and_when(source: Source, entry: Entry) -> str:
    by = name_of(source.file.committee, entry.by)
    return str(_("%(name)s, %(day)s", name=by, day=with_year(entry.day)))


def _enclosed(source: Source) -> Iterator[Enclosed]:
    for each in files_in(source.tx, source.file):
        is_kept_here = each.is_withheld or each.is_hidden
        if each.number in source.wish.originals and not is_kept_here:
            yield Enclosed(each.number, each.name, each.sha256)
