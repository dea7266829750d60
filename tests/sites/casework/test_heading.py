"""What stands over every page of a report: what is due to its reporter, and which page it is."""

import re
from datetime import timedelta

from crypto.message.said import Answer
from tests.cases import only_case, reply
from tests.channel import MARIA, Channel

STORY = Answer("what", "The rebates are kept in a file called the cushion.")
_CURRENT = re.compile(r'<a [^>]*href="([^"]+)"[^>]*aria-current="true"')


def fact(page: str, name: str) -> str:
    found = re.search(rf"<dt>{name}</dt>\s*<dd[^>]*>(.*?)</dd>", page, re.DOTALL)
    assert found, name
    return " ".join(found[1].split())


def test_it_says_when_the_reporter_hears_from_us_and_wrote_last(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    assert "(30 days left)" in fact(maria.get(case).text, "Update due to reporter")
    before = fact(maria.get(case).text, "Reporter last wrote")
    channel.later(channel.desk.today() + timedelta(days=3))
    maria = channel.sign_in(MARIA)
    assert fact(maria.get(case).text, "Reporter last wrote") == before
    assert "(27 days left)" in fact(maria.get(case).text, "Update due to reporter")
    reply(maria, case, "Thank you. We look into it.")
    assert "(30 days left)" in fact(maria.get(case).text, "Update due to reporter")


def test_no_other_page_is_marked_as_the_open_one(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    for place in ("finish", "kept", "outcome"):
        beside = maria.get(f"{case}/{place}").text.partition("Pages of this part")[2]
        assert _CURRENT.findall(beside.partition("</nav>")[0]) == [f"{case}/{place}"]
