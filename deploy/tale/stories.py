"""What the demo's reporters tell: made up, and as different as what a year brings."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from deploy.tale.browser import Files, Typed

ALL: Final = {"readers": "all"}
_LEDGER = b"quarter,customer,booked,shipped\nQ1,Brightwater,410000,0\nQ1,Halden,265000,265000\n"
_MAIL = b"From: the desk upstairs\n\nPlease keep the cushion at 1.2 until we know the quarter.\n"


class About(StrEnum):
    """What each report is known by: words that stand in it and in no other."""

    CUSHION = "a file called the cushion"
    SHIPPED = "sales that had not shipped"
    PERMIT = "a permit in three days"
    BROTHER = "his brother's company"
    SCRAP = "scrap metal"
    ROUNDING = "rounded up by hand"
    OFFER = "printer toner"
    MANNERS = "shouts at people in meetings"
    HOTEL = "the same hotel bill"
    WAREHOUSE = "counted twice in the warehouse"
    AUDITOR = "told the auditors"
    FIRST = "before anybody else sees this"
    SHEETS = "two sheets for the same quarter"
    LEASE = "a lease that nobody signed"
    FREIGHT = "freight that never left the port"
    LOAN = "lent to a director's cousin"
    BONUS = "bonuses were paid on orders that were cancelled"
    RESERVE = "the warranty reserve was cut"
    BADGE = "one badge for the whole night shift"


@dataclass(frozen=True, slots=True)
class Story:
    about: About
    says: Typed = field(repr=False)
    files: Files = field(default_factory=dict, repr=False)


def _story(about: About, what: str, says: Typed, files: Files | None = None) -> Story:
    return Story(about, {**ALL, "what": what, **says}, files or {})


STORIES: Final = (
    _story(
        About.CUSHION,
        "The rebates that we owe are kept in a file called the cushion. It is let out when a "
        "quarter is short. I have seen the file three times since March.",
        {"topics": ("accounting", "controls"), "how": ("saw", "document"), "money": "100k-1m"},
        {"cushion-mail.txt": _MAIL},
    ),
    _story(
        About.SHIPPED,
        "In March we were told to book sales that had not shipped. The goods stood in the yard "
        "until April. Please do not ask the yard team directly. There are only five of them.",
        {"readers": "some", "left_out": ("june-park",), "topics": ("accounting",), "still": "yes"},
        {"gate-log.csv": _LEDGER},
    ),
    _story(
        About.PERMIT,
        "Our agent abroad got us a permit in three days that takes others a year. His invoice "
        "says “facilitation” and nothing else.",
        {"topics": ("bribes",), "money": "10k-100k"},
    ),
    _story(
        About.BROTHER,
        "The plant manager buys all packaging from his brother's company. Nobody else was asked "
        "for a price. I am the one who files the offers, and he knows it.",
        {
            "readers": "some",
            "left_out": ("thomas-okafor",),
            "topics": ("controls", "theft"),
            "treated": "worried",
            "treatment": "My shifts were changed after I asked him about it.",
        },
    ),
    _story(
        About.SCRAP,
        "Every second Friday scrap metal leaves by the back gate and is paid for in cash.",
        {"topics": ("theft",), "still": "yes", "soon": "no"},
    ),
    _story(
        About.ROUNDING,
        "In the consolidation three accounts are rounded up by hand after the review was signed.",
        {"topics": ("accounting", "audit")},
    ),
    _story(
        About.OFFER,
        "Dear sir or madam, we offer printer toner at prices that you will not believe.",
        {},
    ),
    _story(
        About.MANNERS,
        "Our team lead shouts at people in meetings. Two colleagues have left because of it.",
        {"topics": ("other",)},
    ),
    _story(
        About.HOTEL,
        "I have seen the same hotel bill in two people's expenses, twice.",
        {"topics": ("controls",), "money": "under-10k"},
    ),
    _story(
        About.WAREHOUSE,
        "At year end a whole aisle was counted twice in the warehouse, under two numbers.",
        {"topics": ("accounting",), "money": "100k-1m"},
    ),
    _story(
        About.AUDITOR,
        "The controller told the auditors that there were no side letters. There are two.",
        {"topics": ("audit", "disclosure"), "how": ("document",)},
    ),
    _story(
        About.FIRST,
        "I would like one person to read this before anybody else sees this. It is about a board "
        "dinner, and I do not know who was there.",
        {"readers": "one", "first_reader": "david-reyes", "topics": ("unsure",)},
    ),
    _story(
        About.SHEETS,
        "There are two sheets for the same quarter in the rebate file. One is for the auditors.",
        {"topics": ("accounting", "audit"), "how": ("saw",)},
    ),
    _story(
        About.LEASE,
        "We pay every month for a lease that nobody signed. The building stands empty.",
        {"topics": ("controls",), "money": "10k-100k"},
    ),
    _story(
        About.FREIGHT,
        "We paid for freight that never left the port. The forwarder sent the same papers twice.",
        {"topics": ("theft",), "money": "10k-100k"},
    ),
    _story(
        About.LOAN,
        "In May money was lent to a director's cousin, and the board's minutes do not have it.",
        {"topics": ("disclosure",), "money": "100k-1m"},
    ),
    _story(
        About.BONUS,
        "Last year bonuses were paid on orders that were cancelled in January.",
        {"topics": ("accounting", "controls"), "how": ("document",)},
    ),
    _story(
        About.RESERVE,
        "A week before the close the warranty reserve was cut, and returns had gone up.",
        {"topics": ("accounting",), "how": ("told",)},
    ),
    _story(
        About.BADGE,
        "There is one badge for the whole night shift, so the door log says nothing.",
        {"topics": ("controls",), "still": "yes"},
    ),
)
