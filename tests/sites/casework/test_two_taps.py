"""Stepping back is two taps, and what comes later is sealed without whoever stepped back."""

import re

from casework.complaints.records.cases import Cases
from casework.complaints.services.reading.keys import keys_of
from casework.complaints.views.parts.addresses import case_at
from crypto.message.said import Answer
from tests.cases import cases_of, done, only_case, press
from tests.channel import MARIA, THOMAS, Channel

STORY = Answer("what", "The rebates are kept in a file called the cushion.")


def test_two_taps_on_the_report_end_access_and_what_comes_later_is_sealed_without_them(
    channel: Channel,
) -> None:
    sent = channel.report(STORY)
    thomas = channel.sign_in(THOMAS)
    case = only_case(thomas)
    [first] = re.findall(r'href="([^"]+/step-back)"', thomas.get(case).text)
    gone = press(thomas, first)
    assert gone.status_code == 200
    assert thomas.get(case).status_code == 404
    assert keys_of(channel.desk, channel.seat(THOMAS)).cases == frozenset()
    maria = channel.sign_in(MARIA)
    done(press(maria, f"{case}/notes", note="What comes later."))
    sent.add(Answer("message", "There is more."))
    channel.collect()
    assert "There is more." in maria.get(f"{case}/conversation").text
    assert cases_of(channel.sign_in(THOMAS)) == set()
    with channel.desk.database.reading() as tx:
        newest = Cases(tx).find(case_at(case.rpartition("/")[2]))
    assert newest is not None
    assert newest.generation == 2
