"""Several reports that are likely none: one reason, a second member, and no word to the others."""

from casework.complaints.services.opening.pending import open_pending
from crypto.message.said import Answer
from tests.cases import cases_of, done, hidden_in, name_of, press, tied
from tests.channel import JUNE, MARIA, THOMAS, Channel

WHY = "The same advertisement, three times."
PLACE = "/reports/aside"


def keys(cases: set[str]) -> list[str]:
    return sorted(each.rpartition("/")[2] for each in cases)


def test_several_are_set_aside_with_one_reason_and_confirmed_at_once(channel: Channel) -> None:
    for number in range(3):
        channel.report(Answer("what", f"Buy watches {number}."))
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    open_pending(channel.desk, channel.seat(MARIA))
    cases = cases_of(maria)
    kept = min(cases)
    some = cases - {kept}
    done(press(maria, PLACE, which=keys(some), why=WHY))
    assert cases_of(maria) == cases
    assert "A member thinks that these are none" not in maria.get(PLACE).text
    thomas.get("/reports")
    page = thomas.get(PLACE).text
    assert f"Maria Alvarez: {WHY}" in page
    done(press(thomas, PLACE, which=keys(some), second="1"))
    assert cases_of(maria) == {kept}
    assert cases_of(maria, "?show=finished") == some
    timeline = maria.get(f"{next(iter(some))}/timeline").text
    assert "Maria Alvarez thinks that it is not a report." in timeline
    assert WHY in timeline


def test_nothing_ticked_or_no_reason_keeps_what_was_chosen(channel: Channel) -> None:
    channel.report(Answer("what", "Buy watches."))
    maria = channel.sign_in(MARIA)
    [key] = keys(cases_of(maria))
    nothing = press(maria, PLACE, why=WHY)
    assert nothing.status_code == 422
    assert "Tick at least one report." in nothing.text
    assert WHY in nothing.text
    lacking = press(maria, PLACE, which=key, why="")
    assert "Say why these are likely no reports." in lacking.text
    assert f'value="{key}" checked' in lacking.text


def test_what_one_took_back_meanwhile_is_not_set_aside_by_the_other(channel: Channel) -> None:
    channel.report(Answer("what", "Buy watches."))
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    [case] = cases_of(maria)
    done(press(maria, PLACE, which=keys({case}), why=WHY))
    thomas.get("/reports")
    fields = hidden_in(thomas.get(PLACE).text, PLACE)
    done(press(maria, f"{case}/triage", f"{case}/aside", undo="1"))
    late = thomas.post(PLACE, **fields | {"second": "1", "which": keys({case})[0]})
    assert late.status_code == 422
    assert "One was changed meanwhile" in late.text
    assert cases_of(thomas) == {case}
    assert "Being decided" not in maria.get(case).text


def test_a_left_out_member_finds_none_of_them_to_tick_or_to_confirm(channel: Channel) -> None:
    channel.report(Answer("what", "June sells watches."), leaving_out=(JUNE,))
    maria, june = channel.sign_in(MARIA), channel.sign_in(JUNE)
    [case] = cases_of(maria)
    name = name_of(maria, case)
    empty = june.get(PLACE).text
    done(press(maria, PLACE, which=keys({case}), why=WHY))
    again = channel.sign_in(JUNE)
    assert name not in again.get(PLACE).text
    assert "There is nothing here" in empty
    token = hidden_in(again.get("/reports").text, "/lock")
    there = again.post(PLACE, which=keys({case})[0], why="x", **token)
    never = again.post(PLACE, which="A" * 43, why="x", **token)
    assert there.status_code == never.status_code


def test_the_word_of_somebody_who_left_waits_for_no_second(channel: Channel) -> None:
    channel.report(Answer("what", "Buy watches."))
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    [case] = cases_of(maria)
    done(press(maria, f"{case}/triage", f"{case}/aside"))
    thomas.get("/reports")
    fields = hidden_in(thomas.get(f"{case}/triage").text, f"{case}/aside")
    press(maria, f"{case}/step-back")
    late = thomas.post(f"{case}/aside", **fields)
    assert late.status_code == 422
    done(press(thomas, f"{case}/triage", f"{case}/aside"))
    assert "A second member must agree that it is no report." in thomas.get(f"{case}/triage").text
    june = channel.sign_in(JUNE)
    june.get("/reports")
    done(press(june, f"{case}/triage", f"{case}/aside"))
    assert cases_of(june, "?show=finished") == {case}


def test_a_first_word_is_never_read_as_the_second(channel: Channel) -> None:
    channel.report(Answer("what", "Buy watches."))
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    [case] = cases_of(maria)
    thomas.get("/reports")
    fields = hidden_in(thomas.get(f"{case}/triage").text, f"{case}/aside")
    done(press(maria, f"{case}/triage", f"{case}/aside"))
    late = thomas.post(f"{case}/aside", **fields)
    assert late.status_code == 422
    assert "Somebody changed this while you were reading." in late.text
    assert cases_of(thomas) == {case}


def test_the_word_of_somebody_who_left_is_offered_to_nobody_to_agree_to(channel: Channel) -> None:
    channel.report(Answer("what", "Buy watches."))
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    [case] = cases_of(maria)
    done(press(maria, PLACE, which=keys({case}), why=WHY))
    thomas.get("/reports")
    assert "A member thinks that these are none" in thomas.get(PLACE).text
    press(maria, f"{case}/step-back")
    page = thomas.get(PLACE).text
    assert "A member thinks that these are none" not in page
    assert "Whoever says so says too that nothing stands in their way." in page
    done(press(thomas, PLACE, which=keys({case}), why="Advertising."))
    june = channel.sign_in(JUNE)
    june.get("/reports")
    assert "Thomas Okafor: Advertising." in june.get(PLACE).text
    done(press(june, PLACE, which=keys({case}), second="1"))
    assert cases_of(june, "?show=finished") == {case}


def test_whoever_may_not_act_on_it_is_not_asked_to_agree(channel: Channel) -> None:
    channel.report(Answer("what", "Buy watches."))
    maria, thomas = channel.sign_in(MARIA), channel.sign_in(THOMAS)
    [case] = cases_of(maria)
    done(press(maria, PLACE, which=keys({case}), why=WHY))
    thomas.get("/reports")
    tied(thomas, case)
    assert "A member thinks that these are none" not in thomas.get(PLACE).text
