"""Ties, offices and the ways of a report, in plain words."""

from collections.abc import Mapping
from typing import Final

from casework.complaints.domain.case.safety import Worry
from casework.complaints.domain.conflicts.named import Part
from casework.complaints.domain.conflicts.offices import Office
from casework.complaints.domain.conflicts.restrictions import Origin
from casework.complaints.domain.conflicts.routes import (
    Decider,
    Extra,
    Leader,
    Receiver,
    Subject,
    When,
)
from casework.complaints.domain.conflicts.ties import How, TieKind
from casework.complaints.domain.severity import Attention, FirstAction, Trigger
from casework.complaints.domain.taxonomy import Asked, Destination, Scope
from config.questions.asked import asked

TIES: Final[Mapping[TieKind, str]] = {
    TieKind.SELF: asked("Myself, or an office that I hold"),
    TieKind.FAMILY: asked("Family, or somebody I live with"),
    TieKind.WORK: asked("We work together, or did"),
    TieKind.BUSINESS: asked("Business together, or a firm of mine"),
    TieKind.STAKE: asked("A stake in it: shares, a loan, a claim"),
    TieKind.FRIEND: asked("A friend, or somebody I am not friends with at all"),
}
OFFICES: Final[Mapping[Office, str]] = {
    Office.LINE_MANAGER: asked("the line manager"),
    Office.CONTROLLER: asked("the controller"),
    Office.CFO: asked("the chief financial officer"),
    Office.CEO: asked("the chief executive officer"),
    Office.FINANCE_SYSTEMS: asked("whoever runs the finance systems"),
    Office.GENERAL_COUNSEL: asked("the general counsel"),
    Office.COMPLIANCE_HEAD: asked("the head of compliance"),
    Office.HR: asked("human resources"),
    Office.HR_HEAD: asked("the head of human resources"),
    Office.MEMBER: asked("a member of this committee"),
    Office.CHAIR: asked("the chair of this committee"),
    Office.COMMITTEE: asked("this whole committee"),
    Office.BOARD_CHAIR: asked("the chair of the board"),
    Office.DIRECTOR: asked("a director"),
    Office.AUDIT_FIRM: asked("the audit firm"),
    Office.HOTLINE_PROVIDER: asked("whoever runs the hotline"),
    Office.SYSTEM_ADMINISTRATORS: asked("whoever runs this system"),
    Office.INTERNAL_AUDIT_HEAD: asked("the head of internal audit"),
}
HOWS: Final[Mapping[How, str]] = {
    How.NAME: asked("the name is there"),
    How.ALIAS: asked("another name is there"),
    How.PART: asked("a part of the name is there, or nearly"),
    How.OFFICE: asked("the office is there, in some words"),
}
PARTS: Final[Mapping[Part, str]] = {
    Part.SUBJECT: asked("It is about them"),
    Part.WITNESS: asked("They saw or know something"),
    Part.MENTIONED: asked("They are mentioned"),
}
SUBJECTS: Final[Mapping[Subject, str]] = {
    Subject.EMPLOYEE: asked("Employee outside finance"),
    Subject.FINANCE_STAFF: asked("Finance staff"),
    Subject.CONTROLLER: asked("Controller"),
    Subject.CFO: asked("Chief financial officer"),
    Subject.CEO: asked("Chief executive officer"),
    Subject.COUNSEL_OR_COMPLIANCE: asked("General counsel, or head of compliance"),
    Subject.HR_HEAD: asked("Head of human resources"),
    Subject.MEMBER: asked("Member of this committee"),
    Subject.CHAIR: asked("Chair of this committee"),
    Subject.COMMITTEE: asked("This whole committee"),
    Subject.DIRECTOR: asked("Chair of the board, or another director"),
    Subject.AUDIT_FIRM: asked("Audit firm, or its partner"),
    Subject.PROVIDER: asked("Whoever runs the hotline or this system"),
    Subject.INTERNAL_AUDIT_HEAD: asked("Head of internal audit"),
}
RECEIVERS: Final[Mapping[Receiver, str]] = {
    Receiver.COMPLIANCE_OR_HR: asked("Compliance or human resources"),
    Receiver.CHAIR: asked("The chair"),
    Receiver.CHAIR_BY_ANOTHER_WAY: asked("The chair, by another way than this system"),
    Receiver.LEAD_DIRECTOR: asked("The lead independent director, or the alternate named for it"),
    Receiver.OTHER_DIRECTORS: asked("The other independent directors, or outside counsel"),
}
LEADERS: Final[Mapping[Leader, str]] = {
    Leader.HR_OR_COMPLIANCE: asked("Human resources or compliance"),
    Leader.INTERNAL_AUDIT_OR_OUTSIDE: asked("Internal audit, or somebody from outside"),
    Leader.OUTSIDE_OR_FORENSIC: asked("Outside counsel or forensic accountants"),
    Leader.OUTSIDE: asked("Outside counsel whom the subject does not use"),
    Leader.INDEPENDENT_COUNSEL: asked("Independent counsel whom the committee hires"),
}
DECIDERS: Final[Mapping[Decider, str]] = {
    Decider.HR_HEAD: asked("The head of human resources"),
    Decider.CHAIR: asked("The chair"),
    Decider.COMMITTEE: asked("The committee"),
    Decider.DISINTERESTED_MEMBERS: asked("The members whom nothing ties to it"),
    Decider.INDEPENDENT_DIRECTORS: asked("Independent directors whom nothing ties to it"),
    Decider.SPECIAL_COMMITTEE: asked("A special committee of the board"),
}
WHENS: Final[Mapping[When, str]] = {
    When.ALWAYS: "",
    When.IN_THE_LINE: asked("if the subject reports to them"),
    When.CLOSE: asked("if they are close to the subject"),
    When.UNLESS_CHAIR_CHOOSES: asked("unless the chair chooses to tell them"),
}
EXTRAS: Final[Mapping[Extra, str]] = {
    Extra.CHAIR_GETS_COPY: asked("The chair gets a copy."),
    Extra.AUDITOR_THROUGH_COUNSEL: asked("The auditor is told through counsel."),
    Extra.CERTIFICATION_IMPACT: asked("Ask what it means for the certifications."),
    Extra.PAYMENT_MOVED: asked("Somebody else approves the payments for this inquiry."),
    Extra.BOARD_WITHOUT_SUBJECT: asked("The board decides too, without the subject."),
    Extra.LEAD_DIRECTOR_TOLD: asked("The lead independent director is told."),
    Extra.COUNSEL_NOT_THEIRS: asked("Take outside counsel whom they do not use."),
    Extra.OUT_OF_PRIVILEGE_GROUP: asked("They leave the group that gets privileged advice."),
    Extra.OUT_OF_ADMINISTRATION: asked("They lose every right to run this system."),
    Extra.SOX_307: asked("Counsel looks at the duty to report up (SOX 307)."),
    Extra.HR_OUT_OF_WATCH: asked("Human resources takes no part in the watch for retaliation."),
    Extra.ANOTHER_CONTACT: asked("Give the reporter another contact."),
    Extra.ACCESS_REMOVED: asked("They lose access to this report."),
    Extra.MINUTES_REDACTED: asked("Their copy of the minutes leaves it out."),
    Extra.INDEPENDENCE_TESTED: asked("Test their independence again."),
    Extra.CHAIR_RIGHTS_SUSPENDED: asked("The chair passes nothing on in this matter."),
    Extra.SAID_IN_PROCEDURE: asked("The published procedure says so."),
    Extra.BOARD_REPORT_REDACTED: asked("The report to the board leaves it out."),
    Extra.CONSIDER_10A: asked("Ask counsel about section 10A."),
    Extra.CONSIDER_PCAOB: asked("Ask counsel about the PCAOB tip line."),
    Extra.INDEPENDENCE_OF_FIRM: asked("Look at the independence of the firm."),
    Extra.BREAK_GLASS_ELSEWHERE: asked("Keys for an emergency lie somewhere else."),
}
ORIGINS: Final[Mapping[Origin, str]] = {
    Origin.REPORTER: asked("The reporter chose it. It holds for ever."),
    Origin.STEPPED_BACK: asked("They stepped back."),
    Origin.TIE: asked("They say that a tie stands in the way."),
    Origin.ROUTE: asked("Somebody named in it keeps them away."),
}
TRIGGERS: Final[Mapping[Trigger, str]] = {
    Trigger.SENIOR_IMPLICATED: asked("An executive, a director or the head of finance is in it"),
    Trigger.MATERIAL_OR_ILLEGAL: asked(
        "The figures may be wrong in a way that matters, or a law broken"
    ),
    Trigger.FILING_IMMINENT: asked("A filing or an offering is close"),
    Trigger.DESTRUCTION_RISK: asked("Proof may be destroyed"),
    Trigger.THREAT_TO_PERSON: asked("Somebody may come to harm"),
    Trigger.PLAUSIBLE_EVIDENCE: asked("It is ours, and what it says is plausible"),
    Trigger.CONTROL_OVERRIDE: asked("Somebody got around a control"),
    Trigger.RETALIATION: asked("Somebody was punished for a report that was ours"),
    Trigger.REGULATOR_INTEREST: asked("A regulator asks, or will"),
    Trigger.LIMITED: asked("It is ours, and small"),
    Trigger.LEGAL_EXPOSURE: asked("It is not ours, and the law may ask about it"),
}
HINTS: Final[Mapping[str, str]] = {
    "seniority": asked("How senior is whoever it is about?"),
    "amount": asked("How much, against what matters in the figures?"),
    "evidence": asked("How good is the proof?"),
    "continuing": asked("Does harm go on?"),
    "filing": asked("How close is the next filing?"),
    "reporter_at_risk": asked("Is the reporter at risk?"),
    "pattern": asked("Have you seen the like before?"),
}
FIRST_ACTIONS: Final[Mapping[FirstAction, str]] = {
    FirstAction.HUMAN_TRIAGE: asked("Somebody decides what to do, by the day in the heading."),
    FirstAction.HOLD: asked("Keep every record: ask counsel for a hold."),
    FirstAction.CHAIR_CALL: asked("Call the chair, unless the chair is kept away."),
    FirstAction.COUNSEL: asked("Ask counsel."),
}
ATTENTIONS: Final[Mapping[Attention, str]] = {
    Attention.SPECIAL_MEETING: asked("Ask within five days whether it needs a meeting of its own."),
    Attention.NEXT_MEETING: asked("The chair now, the committee at its next meeting or sooner."),
    Attention.DIGEST: asked("The next digest tells it in detail."),
    Attention.COUNTS: asked("It is counted, and nothing more is told."),
}
SCOPES: Final[Mapping[Scope, str]] = {
    Scope.IN: asked("It is ours"),
    Scope.COPY: asked("It is somebody else’s, with a copy to the chair"),
    Scope.OUT: asked("It is somebody else’s"),
    Scope.OPEN: asked("Nobody has said yet, so it stays with us"),
}
ASKED: Final[Mapping[Asked, str]] = {
    Asked.ACCOUNTING_OR_CONTROL_EFFECT: asked("Does it touch the books or a control?"),
    Asked.DIRECTOR_OR_OFFICER: asked("Is a director or an officer in it?"),
    Asked.MATERIAL: asked("Is it big enough to matter to the company?"),
    Asked.RESERVES_OR_DISCLOSURE: asked("Does it touch reserves or what the company discloses?"),
    Asked.FIRST_REPORT_WAS_IN: asked("Was the first report, for which they were punished, ours?"),
    Asked.OURS: asked("Is it ours?"),
}
DESTINATIONS: Final[Mapping[Destination, str]] = {
    Destination.CHAIR: asked("The chair"),
    Destination.COUNSEL: asked("Counsel"),
    Destination.INDEPENDENT_COUNSEL: asked("Independent counsel"),
    Destination.INTERNAL_AUDIT: asked("Internal audit"),
    Destination.COMPLIANCE: asked("Compliance"),
    Destination.HR: asked("Human resources"),
    Destination.SAFETY: asked("Environment, health and safety"),
    Destination.SECURITY: asked("Security"),
    Destination.QUALITY: asked("Quality"),
    Destination.ANSWER: asked("Nobody: answer it and finish"),
    Destination.TRIAGE: asked("Nobody yet: decide first"),
}
WORRIES: Final[Mapping[Worry, str]] = {
    Worry.NAMES_SOMEBODY: asked("It names somebody from the report. Must they know that name?"),
    Worry.EXACT_TIME: asked("It gives an exact time. Few people may have been there."),
    Worry.ASKS_WHO_THEY_ARE: asked("It asks who the reporter is. Nobody may look for that."),
    Worry.HARD_TO_READ: asked("It is hard to read. Use shorter words and sentences."),
}
