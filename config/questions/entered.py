"""What a member says of a report that came by mail, by telephone or in person."""

from config.questions.asked import Kind, Option, Question, asked

CHANNEL = Question(
    "channel",
    Kind.ONE,
    asked("How did it come?"),
    asked("How it came"),
    options=(
        Option("mail", asked("By mail")),
        Option("telephone", asked("By telephone")),
        Option("in person", asked("In person")),
        Option("hotline", asked("From the hotline")),
        Option("auditor", asked("From the auditor")),
    ),
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
ENTERED = (CHANNEL, HEARD, TAKEN_DOWN)
