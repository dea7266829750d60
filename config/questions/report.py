"""The report: nine steps, of which only the first two must be answered.

Never asked, whoever may wish it: name, mail address, telephone, number, department or
office; whether somebody spoke to an agency, a lawyer or the press; oaths and ratings.
"""

from config.questions.asked import Kind, OnlyIf, Option, Question, Step, asked

_YES_NO_UNSURE = (
    Option("yes", asked("Yes")),
    Option("no", asked("No")),
    Option("unsure", asked("I am not sure")),
)

ALL, SOME, ONE = "all", "some", "one"

# These choose who gets a key. They are no answers: the choice lives in the envelope's readers.
READERS = Question(
    "readers",
    Kind.ONE,
    asked("Is any of them part of the problem, or too close to it?"),
    asked("Who will read it"),
    asked("People you leave out will not see that this report exists"),
    (
        Option(ALL, asked("No. All of them can read it")),
        Option(SOME, asked("Yes. Leave someone out")),
        Option(ONE, asked("I am not sure. Let only one committee member read it first")),
    ),
)
LEFT_OUT = Question(
    "left_out",
    Kind.SEVERAL,
    asked("Who should be left out?"),
    asked("Left out"),
    asked("Only if you chose Yes"),
    only_if=OnlyIf("readers", frozenset({SOME})),
)
FIRST_READER = Question(
    "first_reader",
    Kind.ONE,
    asked("Who should read it first?"),
    asked("First reader"),
    asked(
        "Only if you chose “only one committee member”. They will ask you before anyone else "
        "on the committee sees it"
    ),
    only_if=OnlyIf("readers", frozenset({ONE})),
)
WHO = Step(
    "who",
    asked("Who should read your report?"),
    asked("Who will read it"),
    asked("who will read it"),
    (READERS, LEFT_OUT, FIRST_READER),
    optional=False,
)

WHAT = Question(
    "what",
    Kind.TEXT,
    asked("Tell us in your own words"),
    asked("What happened"),
    asked("A few lines are enough, and any language is fine"),
    longest=20_000,
)
HAPPENED = Step(
    "what", asked("What happened?"), asked("What happened"), asked("what happened"), (WHAT,),
    optional=False,
)  # fmt: skip

ABOUT = Step(
    "about",
    asked("What is it about?"),
    asked("What it is about"),
    asked("what it is about"),
    (
        Question(
            "topics",
            Kind.SEVERAL,
            asked("Choose any that fit"),
            asked("Topics"),
            options=(
                Option("accounting", asked("Accounting or financial reports")),
                Option("controls", asked("Checks and approvals that are skipped (controls)")),
                Option("audit", asked("The outside audit or the internal audit")),
                Option("disclosure", asked("What we tell investors or a government agency")),
                Option("bribes", asked("Bribes, kickbacks, or hidden payments")),
                Option("theft", asked("Theft or misuse of money")),
                Option("retaliation", asked("Someone punished for speaking up")),
                Option("other", asked("Something else")),
                Option("unsure", asked("I am not sure")),
            ),
        ),
    ),
)

PLACED = Step(
    "when",
    asked("When and where?"),
    asked("When and where"),
    asked("when and where"),
    (
        Question(
            "still",
            Kind.ONE,
            asked("Is it still happening?"),
            asked("Still happening"),
            options=_YES_NO_UNSURE,
        ),
        Question(
            "when",
            Kind.LINE,
            asked("When did it happen?"),
            asked("When"),
            asked("A month, a quarter, or “for about two years” is fine"),
            longest=500,
        ),
        Question(
            "where",
            Kind.LINE,
            asked("Where? For example a site, team, system, or account"),
            asked("Where"),
            asked("Leave this out if very few people work there"),
            longest=500,
        ),
        Question(
            "soon",
            Kind.ONE,
            asked("Is something about to happen soon?"),
            asked("About to happen soon"),
            asked("For example a filing, a payment, or records being deleted"),
            _YES_NO_UNSURE,
        ),
    ),
)

PEOPLE = Step(
    "people",
    asked("Who was involved?"),
    asked("Who was involved"),
    asked("who was involved"),
    (
        Question(
            "who",
            Kind.TEXT,
            asked("Names or roles of the people involved"),
            asked("People involved"),
            asked("Say what each person did, if you know"),
            longest=5_000,
        ),
        Question(
            "witnesses",
            Kind.TEXT,
            asked("Who else may know about this?"),
            asked("Who else may know"),
            asked("We will not contact them without thinking about your safety"),
            longest=3_000,
        ),
    ),
)

KNOWN = Step(
    "how",
    asked("How do you know?"),
    asked("How you know"),
    asked("how you know"),
    (
        Question(
            "how",
            Kind.SEVERAL,
            asked("Choose any that fit"),
            asked("Source"),
            options=(
                Option("saw", asked("I saw it or heard it myself")),
                Option("asked", asked("I was asked to do it or to keep quiet")),
                Option("document", asked("I saw a document or message")),
                Option("told", asked("Someone told me")),
                Option("numbers", asked("I worked it out from numbers")),
                Option("unsaid", asked("I would rather not say")),
            ),
        ),
        Question(
            "points",
            Kind.ONE,
            asked("Could these details point to you?"),
            asked("Could point to you"),
            asked("This helps us plan questions that do not expose you"),
            (
                Option("yes", asked("Yes. Very few people know this")),
                Option("maybe", asked("Maybe")),
                Option("no", asked("No. Many people know this")),
            ),
        ),
    ),
)

MONEY = Step(
    "money",
    asked("How much money?"),
    asked("How much money"),
    asked("how much money"),
    (
        Question(
            "money",
            Kind.ONE,
            asked("Your best guess"),
            asked("Money"),
            options=(
                Option("under-10k", asked("Less than $10,000")),
                Option("10k-100k", asked("$10,000 to $100,000")),
                Option("100k-1m", asked("$100,000 to $1 million")),
                Option("over-1m", asked("More than $1 million")),
                Option("none-or-unknown", asked("No money, or I do not know")),
            ),
        ),
    ),
)

PROOF = Step(
    "proof",
    asked("What proof is there?"),
    asked("Proof"),
    asked("what proof there is"),
    (
        Question(
            "proof",
            Kind.TEXT,
            asked("Where could we find proof?"),
            asked("Where proof is"),
            asked("Such as a file name, a system, an invoice number, or a person to ask"),
            longest=5_000,
        ),
    ),
)

TREATED = Step(
    "treated",
    asked("How are you being treated?"),
    asked("How you are treated"),
    asked("how you are treated"),
    (
        Question(
            "treated",
            Kind.ONE,
            asked("Has anyone punished or threatened you about this?"),
            asked("Punished or threatened"),
            options=(
                Option("no", asked("No")),
                Option("yes", asked("Yes")),
                Option("worried", asked("I am worried it will happen")),
            ),
        ),
        Question(
            "treatment",
            Kind.TEXT,
            asked("What happened, or what worries you?"),
            asked("What happened, or worries you"),
            asked("Only if you chose Yes or worried"),
            longest=4_000,
            only_if=OnlyIf("treated", frozenset({"yes", "worried"})),
        ),
        Question(
            "link",
            Kind.ONE,
            asked("How are you linked to %(company)s?"),
            asked("Link to %(company)s"),
            options=(
                Option("works", asked("I work there now")),
                Option("worked", asked("I used to work there")),
                Option("supplies", asked("I work for a supplier or customer")),
                Option("other", asked("Other")),
                Option("unsaid", asked("I would rather not say")),
            ),
        ),
        Question(
            "told",
            Kind.ONE,
            asked("Have you told anyone inside %(company)s?"),
            asked("Told anyone inside"),
            asked("You do not have to tell us about talks with a lawyer or a government agency"),
            (
                Option("no", asked("No")),
                Option("yes", asked("Yes")),
                Option("unsaid", asked("I would rather not say")),
            ),
        ),
    ),
)

ANSWERED = (HAPPENED, ABOUT, PLACED, PEOPLE, KNOWN, MONEY, PROOF, TREATED)
STEPS = (WHO, *ANSWERED)
ANSWERS = tuple(question for step in ANSWERED for question in step.questions)
