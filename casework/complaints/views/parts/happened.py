"""Lines of a case's own timeline, as sentences."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _

from casework.complaints.domain.case.deeds import Did, Line
from casework.complaints.domain.privilege.labels import Label, LawyerRole
from casework.complaints.domain.severity import Level
from casework.complaints.domain.status import Status
from casework.complaints.services.files import NO_NAME
from casework.complaints.views.deciding.sentences import decided_in_words, sorted_in_words
from casework.complaints.views.parts.judging import LEVELS
from casework.complaints.views.parts.privilege import LABELS, ROLES
from casework.complaints.views.parts.wording import STATUSES, name_of
from casework.trust import Standing as Committee
from config.questions.asked import asked
from config.words import in_words
from crypto.names import PersonId

_SENTENCES: Final[Mapping[Did, str]] = {
    Did.CAME_IN: asked("The report was opened with the keys of %(by)s."),
    Did.LOOKED: asked("%(by)s read the report first."),
    Did.READ: asked("%(by)s read the report."),
    Did.READ_ON: asked(
        "%(by)s was asked, since a name in it may be on their list of ties, and chose to read on."
    ),
    Did.WROTE_AGAIN: asked("The reporter wrote."),
    Did.ANSWERED: asked("%(by)s wrote to the reporter."),
    Did.NOTED: asked("%(by)s wrote a committee note."),
    Did.NOTED_PRIVILEGED: asked("%(by)s wrote a privileged note."),
    Did.NOTE_TO_COUNSEL: asked("%(by)s moved a note of %(who)s to the privileged notes."),
    Did.NOTE_TO_COMMITTEE: asked("%(by)s moved a privileged note of %(who)s to the committee’s."),
    Did.NOTE_LABELLED: asked("%(by)s labelled a privileged note of %(who)s: %(label)s."),
    Did.FILE_LABELLED: asked("%(by)s labelled “%(file)s”: %(label)s."),
    Did.MOVED: asked("%(by)s moved it to “%(to)s”."),
    Did.STEPPED_BACK: asked("%(by)s stepped back."),
    Did.REMOVED: asked("%(by)s removed %(who)s."),
    Did.REMOVAL_AGREED: asked("%(by)s agreed that %(who)s was removed."),
    Did.GRANTED: asked("%(by)s let %(who)s in as a guest."),
    Did.ASKED_FOR: asked("%(by)s asked for %(who)s to read it."),
    Did.ADDED: asked("%(by)s agreed that %(who)s reads it."),
    Did.READERS_SETTLED: asked("New keys were made for those who read it."),
    Did.SET_ASIDE_ASKED: asked("%(by)s thinks that it is not a report."),
    Did.SET_ASIDE: asked("%(by)s agreed, and it was set aside."),
    Did.TAKEN_BACK: asked("%(by)s took it back into the list."),
    Did.FILE_OPENED: asked("%(by)s opened “%(file)s”."),
    Did.FILE_ADDED: asked("%(by)s added “%(file)s”, from %(source)s."),
    Did.LETTING_GO_ASKED: asked("%(by)s asks to finish without some lines of the list."),
    Did.LET_GO: asked("%(by)s agreed to finish without some lines of the list."),
    Did.HELD: asked("%(by)s put it on hold, so that nothing of it goes."),
    Did.HOLD_LIFT_ASKED: asked("%(by)s asks to lift the hold."),
    Did.HOLD_LIFTED: asked("%(by)s agreed, and the hold is lifted."),
    Did.PERIOD_SET: asked("%(by)s said by which law it is kept, and for how many more years."),
    Did.DISPOSAL_APPROVED: asked("%(by)s asks to destroy it."),
    Did.NAMED: asked("%(by)s wrote down that “%(name)s” is in it."),
    Did.STRUCK_OUT: asked("%(by)s struck out “%(name)s”."),
    Did.HAS_TIE: asked("%(by)s says that a tie stands in the way."),
    Did.LIFT_ASKED: asked("%(by)s would let %(who)s act on it again."),
    Did.LIFTED: asked("%(by)s agreed that %(who)s may act on it again."),
    Did.GRADED: asked("%(by)s said how serious it is: %(level)s."),
    Did.SCOPED: asked("%(by)s said whose it is."),
    Did.HANDED_OVER: asked("%(by)s handed it over to %(name)s."),
    Did.SECOND_WORD_ON: asked("%(by)s wants a second reader to agree to words to the reporter."),
    Did.SECOND_WORD_OFF_ASKED: asked("%(by)s would write to the reporter without a second reader."),
    Did.SECOND_WORD_OFF: asked("%(by)s agreed to write to the reporter without a second reader."),
    Did.REPLY_WAITS: asked("%(by)s asked a second reader about words to the reporter."),
    Did.REPLY_AGREED: asked("%(by)s agreed to the words of %(who)s."),
    Did.REPLY_REFUSED: asked("%(by)s took words to the reporter back."),
    Did.CAME_BACK: asked("%(by)s wrote down what came back."),
    Did.EXPORTED: asked("%(by)s took copy %(copy)s out for %(for)s."),
    Did.EXPORT_ASKED: asked("%(by)s asked to take it out with others, for %(for)s."),
    Did.EXPORT_ALLOWED: asked("%(by)s agreed that it is taken out with others."),
    Did.CLOCK_BEGUN: asked("%(by)s put down a day from which the law counts."),
    Did.IDENTITY_SEEN: asked("%(by)s looked at who the reporter is."),
    Did.LINKED: asked("%(by)s linked it with another report."),
    Did.FEAR_RAISED: asked("%(by)s put down that somebody fears retaliation."),
    Did.FEAR_SETTLED: asked("%(by)s said that no plan is needed."),
    Did.PLAN_MADE: asked("%(by)s made a plan to protect somebody."),
    Did.CHECKED_IN: asked("%(by)s put down how a protected person is."),
    Did.MEASURE_TAKEN: asked("%(by)s took a measure to protect somebody."),
    Did.SIGNAL_REVIEWED: asked("%(by)s looked into a sign of retaliation."),
    Did.OUTING_LOGGED: asked("%(by)s put down that somebody tries to find the reporter."),
    Did.FALSE_APPROVED: asked("%(by)s agreed that it may be called knowingly false."),
    Did.OUTING_HANDLED: asked("%(by)s dealt with an attempt to find the reporter."),
    Did.ACTION_PROPOSED: asked("%(by)s put down what is planned against a protected person."),
    Did.REVIEWER_NAMED: asked("%(by)s asked %(who)s to judge what is planned."),
    Did.ACTION_ALLOWED: asked("%(by)s said that what is planned may go ahead."),
    Did.ACTION_REFUSED: asked("%(by)s said that what is planned must not go ahead."),
    Did.CLAIM_ADDED: asked("%(by)s added retaliation to what is judged."),
    Did.BEGAN: asked("%(by)s put down when it began."),
    Did.TRANSCRIBED: asked("%(by)s went on with what was told by mouth."),
    Did.IDENTITY_TOLD: asked("%(by)s told somebody who the reporter is."),
    Did.COVERED: asked("%(by)s put the report’s words behind “Show”."),
    Did.UNCOVERED: asked("%(by)s let the report’s words be seen at once again."),
    Did.HIDING_ASKED: asked("%(by)s asked to hide something that the reporter sent."),
    Did.HIDDEN: asked("%(by)s agreed with %(who)s to hide something that the reporter sent."),
    Did.HIDING_DROPPED: asked("%(by)s let it be seen."),
    Did.SHOWING_ASKED: asked("%(by)s asked to show again what was hidden."),
    Did.SHOWN_AGAIN: asked("%(by)s agreed, and it is shown again."),
    Did.HIDDEN_OPENED: asked("%(by)s opened what was hidden."),
    Did.MEETING_CONSIDERED: asked("%(by)s put down that a special meeting was considered."),
    Did.TASK_SET: asked("%(by)s set a task for %(who)s: “%(task)s”."),
    Did.TASK_CHANGED: asked("%(by)s changed a task: “%(task)s”."),
    Did.TASK_HANDED: asked("%(by)s gave a task to %(who)s: “%(task)s”."),
    Did.TASK_DONE: asked("%(by)s did a task: “%(task)s”."),
    Did.TASK_WITHDRAWN: asked("%(by)s withdrew a task: “%(task)s”."),
    Did.TASK_AGAIN: asked("%(by)s took up a task again: “%(task)s”."),
    Did.TRANSLATED: asked("%(by)s entered a translation of the reporter’s words, by %(name)s."),
    Did.REMARKED: asked("%(by)s added a remark to a line of the timeline."),
    Did.CLOCK_MET: asked("%(by)s said that what the law asks for was done."),
}


_UNSAID: Final = dict.fromkeys(
    ("who", "to", "file", "source", "question", "name", "level", "for", "copy", "task", "label"),
    "–",
)


@dataclass(frozen=True, slots=True)
class Event:
    what: str
    more: str
    when: str

    @property
    def in_one(self) -> str:
        """Say it with its reason, where there is room for one line alone."""
        return " ".join(filter(None, (self.what, self.more)))


def event(line: Line, committee: Committee) -> Event:
    said = dict(line.said)
    if "who" in said:
        people = [each for each in said["who"].split(", ") if each]
        names = ", ".join(name_of(committee, PersonId(each)) for each in people)
        said["who"] = names or str(_("nobody yet"))
    if "to" in said and said["to"] in set(Status):
        said["to"] = str(_(STATUSES[Status(said["to"])]))
    if "level" in said:
        said["level"] = str(_(LEVELS[Level(int(said["level"]))]))
    if said.get("file") == NO_NAME:
        said["file"] = str(_("File %(number)s", number=said.get("number", "")))
    said |= _of_privilege(line.said)
    if "not_us" in said:
        said["not_us"] = _not_us(said["not_us"], committee)
    by = name_of(committee, line.by)
    what = _what(line, by, said)
    parts = ("not_us", "why", "free", "came", "lawyer")
    more = " ".join(filter(None, (said.get(each, "") for each in parts)))
    return Event(what, more, in_words(line.day))


def _not_us(people: str, committee: Committee) -> str:
    names = ", ".join(name_of(committee, PersonId(each)) for each in people.split(", "))
    return str(_("They said that this is not %(names)s.", names=names))


def _what(line: Line, by: str, said: Mapping[str, str]) -> str:
    if line.did is Did.DECIDED:
        return decided_in_words(by, said)
    # Lines from before it was kept what something was sorted as say it without.
    is_told = line.did is Did.SCOPED and "about" in said
    return sorted_in_words(by, said) if is_told else _sentence(line, by, said)


def _of_privilege(said: Mapping[str, str]) -> Mapping[str, str]:
    """Say which label something got, and whose lawyer somebody was said to be."""
    words = {}
    if "label" in said:
        label = said["label"]
        words["label"] = str(_(LABELS[Label(label)]) if label else _("No label"))
    if "lawyer" in said:
        words["lawyer"] = str(_("%(whose)s.", whose=_(ROLES[LawyerRole(said["lawyer"])])))
    return words


def remarked(line: Line, committee: Committee) -> str:
    """Say who added which remark, and when."""
    name, said = name_of(committee, line.by), line.said.get("why", "")
    return str(_("%(name)s, %(day)s: %(said)s", name=name, day=in_words(line.day), said=said))


def _sentence(line: Line, by: str, said: Mapping[str, str]) -> str:
    return str(_(_SENTENCES[line.did], **{**_UNSAID, "by": by, **said}))
