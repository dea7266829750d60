"""What a member says of a report that came by mail, by telephone or in person."""

from config.questions.asked import Kind, Option, Question, asked

CHANNEL = Question(
    "channel",
    Kind.ONE,
    asked("How did it come?"),
    asked("How it came"),
    options=(
        Option("mail", asked("By mail")),
        Option("email", asked("By email")),
        Option("telephone", asked("By telephone")),
        Option("in person", asked("In person")),
        Option("hotline", asked("From the hotline")),
        Option("auditor", asked("From the auditor")),
        Option("counsel", asked("From counsel")),
        Option("regulator", asked("From an agency")),
    ),
)
ORAL = frozenset({"telephone", "in person"})
"""What somebody said and a member wrote down: its reporter may want to mend it."""
NAMED = Question(
    "named",
    Kind.ONE,
    asked("Did whoever told it give their name?"),
    asked("Gave a name"),
    options=(Option("no", asked("No")), Option("yes", asked("Yes"))),
)
HEARD = Question(
    "heard",
    Kind.LINE,
    asked("On which day?"),
    asked("Came on"),
    longest=10,
)
TAKEN_DOWN = Question(
    "taken-down",
    Kind.LINE,
    asked("Who took it down?"),
    asked("Taken down by"),
    longest=100,
)
ENTERED = (CHANNEL, NAMED, HEARD, TAKEN_DOWN)
