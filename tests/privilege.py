"""Two lawyers who come to one report: the committee's, and the company's."""

import re
from datetime import timedelta

from werkzeug.test import TestResponse

from crypto.manifest.people import Role as Seated
from crypto.names import PersonId
from deploy.standin.people import Seat
from tests.browser import Visitor
from tests.cases import day_of, done, press
from tests.channel import Channel
from tests.committee import newcomer
from tests.evidence import ready

ADA, BO = PersonId("ada-lowe"), PersonId("bo-marsh")
LAWYERS = {
    ADA: newcomer(Seat(ADA, Seated.GUEST, "Ada Lowe", organisation="Lowe LLP")),
    BO: newcomer(Seat(BO, Seated.GUEST, "Bo Marsh", organisation="Brightwell Systems")),
}
COMMITTEES, COMPANYS = "committee's counsel", "company's counsel"
OURS, THEIRS = "Preserve the cushion ledger.", "The company keeps its mail."
_LABEL = re.compile(r'href="(/reports/[\w-]{43}/notes/[0-9a-f]{32}/label)"')


def grounds(channel: Channel, client: str, **other: str) -> dict[str, str]:
    """Fill in everything that a label stands on."""
    whole = {
        "label": "privileged attorney-client",
        "material": "advice",
        "lawyer": "Ann Lee",
        "role": f"{client}'s counsel",
        "client": client,
    }
    return whole | day_of("on", channel.desk.today()) | other


def with_lawyers(channel: Channel, *who: PersonId) -> None:
    for each in who:
        channel.with_guest(LAWYERS[each])


def let_in(
    channel: Channel, maria: Visitor, case: str, who: PersonId, *parts: str, **typed: str
) -> TestResponse:
    until = day_of("until", channel.desk.today() + timedelta(days=7))
    asked = {"who": who, "why": "We need advice.", "free": "Asked.", "cleared": "1", **until}
    place = f"{case}/people"
    return press(maria, place, f"{place}/grant", parts=list(parts), **asked | typed)


def with_two_notes(channel: Channel) -> tuple[Visitor, str]:
    """Have Maria before a report, with advice to the committee and advice to the company."""
    maria, case = ready(channel)
    place = f"{case}/privileged"
    done(press(maria, place, about="a hold", advice=OURS, **grounds(channel, "committee")))
    done(press(maria, place, about="mail", advice=THEIRS, **grounds(channel, "company")))
    return maria, case


def label_places(visitor: Visitor, case: str) -> list[str]:
    """Return where each note is labelled, in the order of the page."""
    return [str(each) for each in _LABEL.findall(visitor.get(f"{case}/privileged").text)]


def labelled(
    channel: Channel, visitor: Visitor, case: str, number: int, client: str, **other: str
) -> TestResponse:
    """Give a file a label with everything that it stands on."""
    given = {"about": "interviews", "why": "Counsel asked for it."}
    return press(
        visitor, f"{case}/files/{number}/label", **given | grounds(channel, client) | other
    )


def reading(channel: Channel, case: str, who: PersonId) -> Visitor:
    """Sign a guest in, and have them say that nothing stands in their way."""
    visitor = channel.sign_in(who)
    done(press(visitor, f"{case}/first"))
    return visitor
