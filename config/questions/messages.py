"""What somebody who came back may say. The names go into sealed envelopes, like those of a report.

Whom a message leaves out from now on is no answer: it stands in the envelope's readers.
"""

from config.questions.asked import Kind, Option, Question, asked

YES = "yes"
_SAID = (Option(YES, asked("Yes")),)

MESSAGE = Question(
    "message",
    Kind.TEXT,
    asked("Your answer"),
    asked("Message"),
    asked("Leave out details that point to you. Any language is fine."),
    longest=20_000,
)
IDENTITY = Question(
    "identity",
    Kind.TEXT,
    asked("Who you are, and how to reach you safely"),
    asked("Who the reporter is"),
    asked(
        "Such as your name, a personal phone, good times, and what not to say if someone "
        "else answers"
    ),
    longest=2_000,
)
REMOVE = Question(
    "remove",
    Kind.TEXT,
    asked("Which part was sent by mistake?"),
    asked("Sent by mistake"),
    asked("Say where it is. Do not write it again."),
    longest=5_000,
)
# Said by pressing a button whose words say the effect.
WITHDRAW = Question(
    "withdraw", Kind.ONE, asked("Take my report back"), asked("Took the report back"), options=_SAID
)
CLOSE = Question(
    "close",
    Kind.ONE,
    asked("Close my mailbox for good"),
    asked("Closed the mailbox"),
    options=_SAID,
)

MESSAGES = (MESSAGE, IDENTITY, REMOVE, WITHDRAW, CLOSE)
