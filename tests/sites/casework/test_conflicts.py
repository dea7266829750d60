"""Is anybody of us in it? Ties declared once, names that are written down, and who goes."""

from pathlib import Path

import pytest

from casework.complaints.services.assessing.ties import declared_by_all
from casework.rights import SessionId, SignedIn
from crypto.manifest.people import Role
from crypto.message.said import Answer
from crypto.names import PersonId
from deploy.standin.people import Seat
from tests.browser import Visitor, wrong_in
from tests.cases import cases_of, decide, done, hidden_in, is_offered, only_case, press
from tests.channel import DAVID, JUNE, MARIA, THOMAS, Channel
from tests.committee import newcomer

STORY = Answer("what", "Invoices from Brightwater Freight were paid twice. Ask the finance boss.")


def declared(visitor: Visitor, name: str, kind: str = "business", **more: str | list[str]) -> None:
    done(press(visitor, "/ties", name=name, kind=kind, **more))


def named(visitor: Visitor, case: str, name: str, part: str = "subject", **more: str) -> None:
    done(press(visitor, f"{case}/conflicts", name=name, part=part, **more))


def people_of(visitor: Visitor, case: str) -> str:
    return visitor.get(f"{case}/people").text


def test_whoever_triages_is_asked_about_a_firm_on_their_own_list(channel: Channel) -> None:
    maria = channel.sign_in(MARIA)
    declared(maria, "Brightwater")
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    done(press(maria, f"{case}/first"))
    page = maria.get(f"{case}/triage").text
    assert "Somebody on your list may be meant. Read on, or step back?" in page
    assert "“Brightwater”, on your own list: the name is there." in page


def test_a_tie_of_another_reader_is_shown_to_whoever_checks(channel: Channel) -> None:
    declared(channel.sign_in(JUNE), "Brightwater Freight Ltd.", "family")
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    page = maria.get(f"{case}/conflicts").text
    assert "on the list of June Park" in page
    assert "It may speak of the chief financial officer." in page
    assert "These have declared no ties yet" in page
    assert "on your list may be meant" not in maria.get(f"{case}/triage").text


def test_the_audit_log_tells_nobody_who_declared_ties(channel: Channel) -> None:
    """Whoever was left out could infer from it that there is a report, and whom it touches."""
    david = channel.sign_in(DAVID)
    declared(david, "Brightwater")
    for screen in (david, channel.sign_in(JUNE)):
        log = screen.get("/history").text
        assert "declared ties" not in log
        assert "Somebody declared" not in log


def test_no_disk_holds_a_word_of_what_was_declared(channel: Channel) -> None:
    june = channel.sign_in(JUNE)
    for _ in range(2):  # the second press finds it in the list
        declared(
            june, "Brightwater", aliases="Bright & Co, BWF", offices=["chief executive officer"]
        )
    assert june.get("/ties").text.count("Bright &amp; Co, BWF") == 1
    rows = channel.desk.settings.database_url.removeprefix("sqlite:///")
    raw = Path(rows).read_bytes()
    assert b"Brightwater" not in raw
    assert b"Bright & Co" not in raw
    page = june.get("/ties").text
    assert "Brightwater" in page
    assert "Bright &amp; Co, BWF" in page
    assert "the chief executive officer" in page


def test_every_list_of_ties_has_one_size_whatever_it_holds(channel: Channel) -> None:
    declared(channel.sign_in(JUNE), "Brightwater")
    done(press(channel.sign_in(MARIA), "/ties", "/ties/right"))
    with channel.desk.database.reading() as tx:
        rows = tx.exec_driver_sql("SELECT length(wraps), length(sealed) FROM declared_ties").all()
    assert len(rows) == 2
    assert len(set(rows)) == 1


def test_a_tie_without_a_name_is_asked_for_and_nothing_typed_is_lost(channel: Channel) -> None:
    june = channel.sign_in(JUNE)
    answer = press(june, "/ties", name="", kind="friend", aliases="The Duke")
    assert answer.status_code == 422
    assert "Give a name, and say what ties you." in answer.text
    assert "The Duke" in answer.text
    declared(june, "John Duke", "friend")
    done(press(june, "/ties", "/ties/remove", place="1"))
    assert "that there is nothing to declare" in june.get("/ties").text


@pytest.mark.parametrize("aliases", [", ".join("ABCDEFGHI"), "D" * 101])
def test_more_other_names_than_a_tie_holds_are_all_given_back(
    channel: Channel, aliases: str
) -> None:
    june = channel.sign_in(JUNE)
    answer = press(june, "/ties", name="John Duke", kind="friend", aliases=aliases)
    says = "Write eight other names at most, each of a hundred letters at most."
    assert wrong_in(answer.text) == {"aliases": says}
    assert f'value="{aliases}"' in answer.text
    assert "John Duke" not in june.get("/ties").text


def test_of_two_screens_that_change_one_list_the_later_is_told(channel: Channel) -> None:
    june = channel.sign_in(JUNE)
    before = hidden_in(june.get("/ties").text, "/ties")
    declared(june, "Brightwater")
    late = june.post("/ties", name="Somebody", kind="friend", **before)
    assert late.status_code == 422
    assert "You changed this list on another screen." in late.text
    assert "Somebody" in late.text
    assert "Brightwater" in june.get("/ties").text


def test_whoever_is_named_loses_the_report_before_the_name_is_in_it(channel: Channel) -> None:
    channel.report(STORY)
    maria, june = channel.sign_in(MARIA), channel.sign_in(JUNE)
    case = only_case(maria)
    named(maria, case, "June, from the committee", kind="committee member", person=JUNE)
    assert june.get(case).status_code == 404
    assert "Never had it open, and does not read it any more." in people_of(maria, case)
    page = maria.get(f"{case}/conflicts").text
    assert "Somebody named in it keeps them away." in page
    assert "The members whom nothing ties to it: " in page
    # Nobody can let her back in before two have lifted it.
    assert not is_offered(people_of(maria, case), JUNE)


def test_whoever_would_be_kept_away_steps_back_and_writes_no_name(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    place = f"{case}/conflicts"
    answer = press(maria, place, name="The chair", part="subject", kind="committee chair")
    assert answer.status_code == 422
    assert "This keeps you away." in answer.text
    assert "Nobody is written down yet." in maria.get(place).text


def test_an_office_that_somebody_declared_keeps_them_away(channel: Channel) -> None:
    declared(channel.sign_in(DAVID), "Myself", "self", offices=["chief financial officer"])
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    named(maria, case, "The finance boss", kind="chief financial officer")
    david = channel.sign_in(DAVID)
    assert cases_of(david) == set()
    page = maria.get(f"{case}/conflicts").text
    assert "Independent counsel whom the committee hires" in page
    assert "The auditor is told through counsel." in page


def test_a_name_that_is_added_makes_every_statement_stale(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    done(decide(maria, case, "people", lead=MARIA, second=THOMAS))
    done(press(maria, f"{case}/conflicts", f"{case}/conflicts/free"))
    named(maria, case, "Mr. Brown", kind="controller")
    done(press(thomas, f"{case}/conflicts", f"{case}/conflicts/free"))
    # Thomas spoke of the new list, Maria of the one before: the check is not passed.
    assert "Checking who is free" in maria.get(case).text
    assert (
        "A name was added since you said that you are free." in maria.get(f"{case}/conflicts").text
    )
    assert "Say whether you are free to act" in maria.get("/today").text
    assert "Say whether you are free to act" not in thomas.get("/today").text
    done(press(maria, f"{case}/conflicts", f"{case}/conflicts/free"))
    assert "Has a lead" in maria.get(case).text


def test_whoever_has_a_tie_leads_nothing_and_two_others_lift_it(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas, june = (channel.sign_in(each) for each in (MARIA, THOMAS, JUNE))
    case = only_case(maria)
    done(decide(maria, case, "people", lead=THOMAS, second=MARIA))
    place = f"{case}/conflicts"
    token = hidden_in(thomas.get(place).text, f"{place}/free")
    assert done(thomas.post(f"{place}/tie", **token)).endswith("/step-back")
    assert (
        "Thomas Okafor"
        not in maria.get(f"{case}/triage?question=people")
        .text.partition("Who leads?")[2]
        .partition("</form>")[0]
    )
    assert hidden_in_lift(thomas, place) is None
    done(press(maria, place, f"{place}/lift", who=THOMAS))
    assert "Maria Alvarez would lift it; a second reader must agree." in june.get(place).text
    assert hidden_in_lift(maria, place) is None
    done(press(june, place, f"{place}/lift", who=THOMAS))
    assert "Who must not act on it" not in june.get(place).text


def hidden_in_lift(visitor: Visitor, place: str) -> str | None:
    return "They may act on it again" if "/lift" in visitor.get(place).text else None


def test_whom_the_reporter_left_out_nobody_lets_back(channel: Channel) -> None:
    channel.report(STORY, leaving_out=(JUNE,))
    maria = channel.sign_in(MARIA)
    place = f"{only_case(maria)}/conflicts"
    page = maria.get(place).text
    assert "The reporter left them out. It holds for ever." in page
    token = hidden_in(page, f"{place}/free")
    assert maria.post(f"{place}/lift", who=JUNE, **token).status_code == 422


def test_a_name_that_was_wrong_is_struck_out_and_still_seen(channel: Channel) -> None:
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    named(maria, case, "Mr. Brown", part="witness")
    done(press(maria, f"{case}/conflicts", f"{case}/conflicts/strike", place="1"))
    page = maria.get(f"{case}/conflicts").text
    assert "Struck out. They saw or know something" in page
    assert "struck out “Mr. Brown”" in maria.get(f"{case}/timeline").text


def test_of_two_who_write_names_at_once_the_later_is_told(channel: Channel) -> None:
    channel.report(STORY)
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    case = only_case(maria)
    place = f"{case}/conflicts"
    before = hidden_in(thomas.get(place).text, place)
    named(maria, case, "Mr. Brown")
    late = thomas.post(place, name="Mrs. Green", part="witness", **before)
    assert late.status_code == 422
    assert "Somebody changed this while you were reading." in late.text
    assert "Mrs. Green" in late.text


def test_whoever_joins_reads_the_ties_once_their_owner_has_been_in(channel: Channel) -> None:
    """They are sealed to those of the day; the next unlock of each owner seals them again."""
    declared(channel.sign_in(JUNE), "Brightwater")
    declared(channel.sign_in(DAVID), "Redwood")
    staying = [each for each in channel.committee.founded.manifest.persons if each.id != DAVID]
    anna = newcomer(Seat(PersonId("anna-berg"), Role.MEMBER, "Anna Berg"))
    channel.committee.next_manifest((*staying, anna.person), [anna])
    session = SessionId(b"anna".ljust(32, b"."))
    new = SignedIn(anna.person.id, "Anna Berg", frozenset(), session, anna.seeds)
    assert declared_by_all(channel.desk, new) == []
    channel.sign_in(JUNE)
    [found] = declared_by_all(channel.desk, new)
    assert [tie.name for tie in found.ties] == ["Brightwater"]
    with channel.desk.database.reading() as tx:
        people = tx.exec_driver_sql("SELECT person FROM declared_ties").scalars().all()
    assert people == [JUNE]


def test_nobody_declares_for_somebody_else(channel: Channel) -> None:
    """A row that was put under another name opens, and is nobody's."""
    declared(channel.sign_in(JUNE), "Brightwater")
    with channel.desk.database.transaction() as tx:
        tx.exec_driver_sql("UPDATE declared_ties SET person = ?", (THOMAS,))
    assert declared_by_all(channel.desk, channel.seat(MARIA)) == []
