"""Show on a terminal what was opened, and let nothing that a reporter wrote steer the terminal."""

from collections.abc import Iterable, Iterator, Mapping

from crypto.manifest.people import Person, Role
from crypto.message.said import Identity, Report
from crypto.names import PersonId
from deploy.standin.cases import Case
from deploy.standin.opening import Attachment, Correspondence, Letter, Mail
from deploy.standin.people import Holder

_REPLACED = "\ufffd"

People = Mapping[PersonId, Holder]


def of_mail(mail: Mail, cases: Iterable[Case], people: People) -> str:
    numbers = {case.report: case for case in cases}
    lines: list[str] = []
    for each in sorted(mail.reports, key=lambda one: numbers[one.report.id].number):
        lines += [*_of_report(each, numbers[each.report.id], people), ""]
    for stray in mail.strays:
        lines += [f"A message whose report is not here, or that is forged ({stray.day})", ""]
    for broken in mail.broken:
        lines += [f"An envelope that nobody here can open ({broken.day})", ""]
    return "\n".join(lines) or "Nothing has arrived yet.\n"


def plain(text: str) -> str:
    """Keep what is printed, and line ends: an escape sequence could rewrite the screen."""
    return "".join(one if one.isprintable() or one == "\n" else _REPLACED for one in text)


def _of_report(each: Correspondence, case: Case, people: People) -> Iterator[str]:
    yield f"Report {case.number} ({case.name}), sent on {each.report.contents.day}"
    yield from _indented(_of_letter(each.report, people))
    for letter in each.later:
        kind = "Who the reporter is" if isinstance(letter.message, Identity) else "Sent later"
        yield f"  {kind}, on {letter.contents.day}"
        yield from _indented(_of_letter(letter, people), "    ")


def _of_letter(letter: Letter, people: People) -> Iterator[str]:
    # A guest of the committee is let in to single cases, and never gets an envelope.
    holders = (who for who, each in people.items() if each.person.role is not Role.GUEST)
    closed = [each for each in holders if each not in letter.openers]
    yield f"Can open it: {_names(letter.openers, people)}"
    yield f"Cannot open it: {_names(closed, people)}"
    if isinstance(letter.message, Report):
        yield f"Left out by the reporter: {_names(letter.contents.readers.left_out, people)}"
    yield f"Language: {plain(letter.contents.language)}"
    if letter.answers is None:
        yield "The answers came damaged."
    for answer in letter.answers or ():
        said = answer.value if isinstance(answer.value, str) else "; ".join(answer.value)
        yield f"{plain(answer.name)}:"
        yield from _indented(plain(said).split("\n"))
    for file in letter.files:
        yield _of_file(file)
    if not letter.is_whole:
        yield "What came with it is damaged."


def _of_file(file: Attachment) -> str:
    state = "whole, its hash is right" if file.is_whole else "DAMAGED"
    name = plain(file.name).replace("\n", _REPLACED)
    return f"File: {name}, {file.size:,} bytes, {state}"


def _names(persons: Iterable[PersonId], people: People) -> str:
    known = (people[each].person.name if each in people else str(each) for each in persons)
    return ", ".join(known) or "nobody"


def _indented(lines: Iterable[str], by: str = "  ") -> Iterator[str]:
    return (f"{by}{line}".rstrip() for line in lines)


def called(person: Person) -> str:
    role = "chair" if person.chair else person.role.value
    return ", ".join(part for part in (person.name, role, person.organisation) if part)
