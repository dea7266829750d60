"""Two reports that belong together: known to whoever reads both, and to nobody else."""

import re
from importlib import import_module

import pytest
from werkzeug.test import TestResponse

from casework.complaints.services.opening.pending import open_pending
from casework.complaints.services.readers.newcomers import may_be_guests
from casework.complaints.views.parts.addresses import case_at
from crypto.message.said import Answer
from crypto.names import PersonId
from tests.browser import Visitor
from tests.cases import (
    cases_of,
    decide,
    done,
    hidden_in,
    is_offered,
    name_of,
    only_case,
    press,
    reply,
    surely,
    take_out,
)
from tests.channel import DAVID, EXTERNALS, JUNE, MARIA, THOMAS, Channel
from tests.sites.casework.test_identity import PARTS
from tests.sites.casework.test_keys_of_cases import COUNSEL, file_of
from tests.sites.casework.test_left_out import same_for_all

ONE = Answer("what", "The rebates are kept in a file called the cushion.")
OTHER = Answer("what", "Ask about the cushion file.")
WHY = "Both speak of one file."
_CHANGING = re.compile(r'name="(?:id|seen|once)" value="[^"]*"')


def two(channel: Channel, *leaving_out: PersonId) -> tuple[Visitor, str, str]:
    """Two reports in Maria's list: the first leaves somebody out, the second nobody."""
    maria = channel.sign_in(MARIA)
    channel.report(ONE, leaving_out=leaving_out)
    one = only_case(maria)
    channel.report(OTHER)
    open_pending(channel.desk, channel.seat(MARIA))
    [other] = cases_of(maria) - {one}
    for each in (one, other):
        maria.get(each)
    return maria, one, other


def tie(visitor: Visitor, case: str, other: str, how: str) -> TestResponse:
    which = other.rpartition("/")[2]
    return press(visitor, f"{case}/linked", which=which, how=how, why=WHY)


def ready(channel: Channel, maria: Visitor, case: str) -> None:
    """Bring a case past the conflict check, as far as a merge asks."""
    done(decide(maria, case, "people", lead=MARIA, second=THOMAS))
    done(decide(maria, case, "can_act", choice="read_on"))
    thomas = channel.sign_in(THOMAS)
    thomas.get("/reports")
    done(press(thomas, f"{case}/people", f"{case}/people/free"))


def test_whoever_reads_both_sees_the_link_from_either_end(channel: Channel) -> None:
    maria, one, other = two(channel)
    done(tie(maria, one, other, "link"))
    assert f"Has to do with “{name_of(maria, other)}”" in maria.get(f"{one}/linked").text
    assert WHY in maria.get(f"{other}/linked").text
    thomas = channel.sign_in(THOMAS)
    assert f"Has to do with “{name_of(thomas, one)}”" in thomas.get(f"{other}/linked").text
    again = tie(thomas, other, one, "link")
    assert "They are linked already." in again.text


def test_whoever_reads_one_alone_sees_no_sign_of_the_link(channel: Channel) -> None:
    maria, one, other = two(channel, JUNE)
    june = channel.sign_in(JUNE)
    june.get("/reports")

    def pages() -> dict[str, str]:
        places = (
            "/today",
            "/reports",
            *(f"{other}{part}" for part in (*PARTS, "/linked", "/step-back")),
        )
        return {path: _CHANGING.sub("", same_for_all(june.get(path).text)) for path in places}

    before = pages()
    done(tie(maria, one, other, "link"))
    assert pages() == before
    assert name_of(maria, one) not in str(before)


def test_a_link_outlasts_a_change_of_keys_for_who_still_reads_both(channel: Channel) -> None:
    maria, one, other = two(channel)
    done(tie(maria, one, other, "link"))
    done(take_out(maria, other, DAVID, "He travels."))
    assert WHY in maria.get(f"{other}/linked").text
    assert WHY in maria.get(f"{one}/linked").text
    david = channel.sign_in(DAVID)
    david.get("/reports")
    assert WHY not in david.get(f"{one}/linked").text


def test_one_report_goes_on_in_another(channel: Channel) -> None:
    maria, one, other = two(channel)
    place = f"{one}/people"
    done(take_out(maria, one, DAVID, "He travels."))
    ready(channel, maria, one)
    assert is_offered(maria.get(place).text, DAVID)
    done(tie(maria, one, other, "part"))
    assert not is_offered(maria.get(place).text, DAVID)
    assert "Part of another report" in maria.get(one).text
    page = maria.get(f"{one}/linked").text
    assert f"Goes on in “{name_of(maria, other)}”" in page
    assert "Its reporter still reads their own mailbox." in page
    held = maria.get(f"{other}/linked").text
    assert f"“{name_of(maria, one)}” is a part of this one" in held
    assert only_case(maria, "?show=finished") == one
    reply(maria, one, "Thank you. We go on with it.")


def test_no_report_becomes_a_part_of_one_that_its_left_out_person_reads(channel: Channel) -> None:
    maria, one, other = two(channel, JUNE)
    ready(channel, maria, one)
    refused = tie(maria, one, other, "part")
    assert refused.status_code == 422
    assert "Kept away from one of them, and reads the other: June Park." in refused.text
    assert WHY in refused.text
    assert "Part of another report" not in maria.get(one).text


def test_nobody_learns_by_a_merge_of_a_report_that_is_not_theirs(channel: Channel) -> None:
    maria, one, other = two(channel)
    done(take_out(maria, other, DAVID, "He travels."))
    ready(channel, maria, one)
    refused = tie(maria, one, other, "part")
    assert refused.status_code == 422
    assert "would learn of the other: David Reyes." in refused.text


def test_whom_one_leaves_out_the_other_never_lets_in_once_they_are_one(channel: Channel) -> None:
    maria, one, other = two(channel, JUNE)
    place = f"{other}/people"
    done(take_out(maria, other, JUNE, "Her team."))
    ready(channel, maria, one)
    assert is_offered(maria.get(place).text, JUNE)
    done(tie(maria, one, other, "part"))
    assert not is_offered(maria.get(place).text, JUNE)
    assert cases_of(channel.sign_in(JUNE)) == set()


def test_a_merge_waits_for_the_conflict_check_and_keeps_what_was_typed(channel: Channel) -> None:
    maria, one, other = two(channel)
    refused = tie(maria, one, other, "part")
    assert refused.status_code == 422
    assert "first say that they are free" in refused.text
    assert f'value="{WHY}"' in refused.text
    lacking = press(maria, f"{one}/linked", which="", how="link", why=WHY)
    assert "Choose the other report and what it is, and say why." in lacking.text


def test_an_external_who_reads_both_finds_the_link(channel: Channel) -> None:
    maria, one, other = two(channel)
    done(tie(maria, one, other, "link"))
    helen = channel.sign_in(EXTERNALS[0])
    helen.get("/reports")
    assert WHY in helen.get(f"{one}/linked").text


def test_whom_a_name_keeps_away_from_one_stays_away_from_both(channel: Channel) -> None:
    maria, one, other = two(channel)
    done(press(maria, f"{one}/conflicts", name="June Park", part="subject", person=JUNE))
    place = f"{other}/people"
    done(take_out(maria, other, JUNE, "Her team."))
    ready(channel, maria, one)
    assert is_offered(maria.get(place).text, JUNE)
    done(tie(maria, one, other, "part"))
    assert not is_offered(maria.get(place).text, JUNE)


def test_whom_a_reporter_leaves_out_later_loses_what_goes_on_with_it(channel: Channel) -> None:
    channel.report(OTHER)
    maria = channel.sign_in(MARIA)
    other = only_case(maria)
    sent = channel.report(ONE)
    open_pending(channel.desk, channel.seat(MARIA))
    [one] = cases_of(maria) - {other}
    ready(channel, maria, one)
    done(tie(maria, one, other, "part"))
    sent.leave_out(JUNE)
    sent.add(Answer("message", "June must not know."))
    channel.collect()
    maria.get("/reports")
    assert cases_of(channel.sign_in(JUNE)) == set()
    assert not is_offered(maria.get(f"{other}/people").text, JUNE)


def test_no_guest_comes_to_a_report_that_goes_on_in_another(channel: Channel) -> None:
    persons = channel.committee.founded.manifest.persons
    channel.committee.next_manifest((*persons, COUNSEL.person), [COUNSEL])
    maria, one, other = two(channel)

    def guests() -> list[PersonId]:
        file = file_of(channel, channel.seat(MARIA), case_at(one.rpartition("/")[2]))
        assert file is not None
        with channel.desk.database.reading() as tx:
            return may_be_guests(tx, channel.desk, file)

    ready(channel, maria, one)
    assert COUNSEL.id in guests()
    done(tie(maria, one, other, "part"))
    assert guests() == []


def test_no_finding_tells_that_another_report_exists_to_who_may_not_know(channel: Channel) -> None:
    maria, one, other = two(channel)
    done(take_out(maria, other, DAVID, "He travels."))
    done(tie(maria, one, other, "link"))
    found = {"outcome": "DUP", "basis": "The other report says the same."}
    for case in (one, other):
        done(press(maria, f"{case}/outcome", f"{case}/outcome/allege", category="ACC-EXP"))
    refused = surely(maria, f"{one}/outcome", f"{one}/outcome/find", **found)
    assert refused.status_code == 422
    assert "would learn of the other: David Reyes." in refused.text
    assert found["basis"] not in channel.sign_in(DAVID).get(f"{one}/outcome").text
    done(surely(maria, f"{other}/outcome", f"{other}/outcome/find", **found))


def test_a_report_far_down_the_list_is_linked_all_the_same(
    channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    maria, one, other = two(channel)
    fields = hidden_in(maria.get(f"{one}/linked").text, f"{one}/linked")
    monkeypatch.setattr(import_module("casework.complaints.views.linked"), "_others", lambda *_: [])
    typed = {"how": "link", "why": WHY}
    none = maria.post(f"{one}/linked", **fields, **typed, which=one.rpartition("/")[2])
    assert none.status_code == 422
    done(maria.post(f"{one}/linked", **fields, **typed, which=other.rpartition("/")[2]))


def test_whom_a_name_keeps_away_from_a_part_is_never_let_in_where_it_goes_on(
    channel: Channel,
) -> None:
    maria, one, other = two(channel)
    ready(channel, maria, one)
    done(tie(maria, one, other, "part"))
    done(press(maria, f"{one}/conflicts", name="June Park", part="subject", person=JUNE))
    page = maria.get(f"{other}/people").text
    assert not is_offered(page, JUNE)
    assert cases_of(channel.sign_in(JUNE)) == set()
