"""Two reports to test with: the shortest that can be sent, and one with every question answered."""

from crypto.passcode.issuing import Passcode, words
from tests.sites.intake.opened import LISTS

Answers = dict[str, str | list[str]]

SHORTEST: Answers = {"readers": "all", "what": "The pallets never left the yard."}
PASSCODE = Passcode((3, 1415, 926, 535, 897, 932, 384, 626))
FULL: Answers = {
    "readers": "some",
    "left_out": ["maria-alvarez", "helen-grant"],
    "what": "In March we booked sales\nthat had not shipped.\n\n  <b>“Twice”</b> & again.",
    "topics": ["accounting", "other"],
    "still": "yes",
    "when": "for about two years",
    "where": "Plant 4",
    "soon": "unsure",
    "who": "The regional finance head",
    "witnesses": "The yard team",
    "how": ["saw", "document"],
    "points": "maybe",
    "money": "100k-1m",
    "proof": "Shipping log, weeks 12 to 15",
    "treated": "worried",
    "treatment": "I was told to keep quiet.",
    "link": "works",
    "told": "no",
}
NINE = " ".join(words(PASSCODE, LISTS[0]))
