"""Who steps in for whom, and a test in every quarter that these people can be reached."""

from datetime import timedelta

from tests.browser import Visitor
from tests.cases import done, hidden_in
from tests.channel import DAVID, EXTERNALS, JUNE, MARIA, MEMBERS, THOMAS, Channel

ASKS = "Try whether those who step in can be reached"


def noted(visitor: Visitor, *reached: str) -> str:
    fields = hidden_in(visitor.get("/stand-ins").text, "/stand-ins/tried")
    answer = visitor.post("/stand-ins/tried", reached=list(reached), **fields)
    return answer.text if answer.status_code == 422 else visitor.get(done(answer)).text


def others() -> list[str]:
    return [each for each in (*MEMBERS, *EXTERNALS) if each != MARIA]


def test_each_member_has_the_others_in_the_order_of_the_signed_list(channel: Channel) -> None:
    page = channel.sign_in(MARIA).get("/stand-ins").text
    manifest = channel.committee.founded.manifest
    names = [each.name for each in manifest.members]
    for at, member in enumerate(manifest.members):
        in_place = ", ".join((*names[at + 1 :], *names[:at]))
        title = f"{member.name}, chair" if member.chair else member.name
        assert in_place in page.partition(f">{title}</p>")[2].partition("</li>")[0]
    assert "Where no member is free, from outside: Helen Grant, Samuel Osei." in page


def test_all_members_are_asked_until_everybody_was_reached_and_again_after_three_months(
    channel: Channel,
) -> None:
    for each in (*MEMBERS, *EXTERNALS):
        channel.join(each)
    maria = channel.sign_in(MARIA)
    assert ASKS in maria.get("/today").text
    assert ASKS in channel.sign_in(JUNE).get("/today").text
    assert ASKS not in channel.sign_in(EXTERNALS[0]).get("/today").text
    page = noted(maria, *(each for each in others() if each != DAVID))
    assert "Not reached: David Reyes." in page
    assert "Nobody has tried yet whether all of them can be reached." in page
    assert ASKS in maria.get("/today").text
    page = noted(maria, *others())
    assert "All of them were reached on" in page
    assert "All answered." in page
    assert ASKS not in maria.get("/today").text
    says = "Maria Alvarez tried whether those who step in can be reached."
    assert says in maria.get("/history?when=all").text
    channel.later(channel.desk.today() + timedelta(days=93))
    assert ASKS in channel.sign_in(THOMAS).get("/today").text
    assert "Try it again." in channel.sign_in(THOMAS).get("/stand-ins").text


def test_a_test_of_nobody_is_none(channel: Channel) -> None:
    maria = channel.sign_in(MARIA)
    assert "Tick at least one who answered." in noted(maria)
    assert "Tick at least one who answered." in noted(maria, "somebody-else")


def test_whoever_reads_from_outside_sees_the_table_and_notes_nothing(channel: Channel) -> None:
    helen = channel.sign_in(EXTERNALS[0])
    page = helen.get("/stand-ins").text
    assert "For each of you" in page
    assert "Keep this test" not in page
    token = hidden_in(page, "/lock")
    assert helen.post("/stand-ins/tried", reached=[MARIA], **token).status_code == 403
