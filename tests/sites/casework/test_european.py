"""European rules: nothing of them is seen while they are off, and what they ask for is asked."""

from datetime import timedelta

from casework.complaints.domain.european import Entity
from crypto.message.said import Answer
from tests.browser import Visitor
from tests.cases import done, drawn, hidden_in, name_of, only_case, press, reply
from tests.channel import JUNE, MARIA, THOMAS, Channel
from tests.procedures import in_europe
from tests.sites.casework.test_entering import HEARD, entered
from tests.sites.casework.test_hidden import keys, says
from tests.sites.casework.test_identity import WHO, told

STORY = Answer("what", "The rebates are kept in a file called the cushion.")


def told_by_telephone(channel: Channel) -> Visitor:
    entered(channel.sign_in(MARIA), channel.desk.today())
    channel.collect()
    return channel.sign_in(MARIA)


def goes_on(visitor: Visitor, place: str, text: str) -> None:
    done(press(visitor, place, text=text))


def test_nothing_of_it_is_seen_while_it_is_off(channel: Channel) -> None:
    maria = told_by_telephone(channel)
    case = only_case(maria)
    for path in ("/today", "/settings", case, f"{case}/due"):
        text = maria.get(path).text
        for word in ("European", "Directive", "by mouth", "sign what was written", "by law"):
            assert word not in text, (path, word)
    assert maria.get("/settings/europe").status_code == 404
    assert maria.get(f"{case}/transcript").status_code == 404
    token = hidden_in(maria.get("/reports").text, "/lock")
    posted = maria.post(f"{case}/transcript", step="offered", text="x", **token | drawn())
    assert posted.status_code == 404


def test_what_was_written_while_it_was_on_is_not_seen_once_it_is_off(channel: Channel) -> None:
    in_europe(channel)
    maria = told_by_telephone(channel)
    maria.get(only_case(maria))
    channel.later(channel.desk.today() + timedelta(days=6))
    assert "the law gives 7 days" in channel.sign_in(MARIA).get("/today").text
    in_europe(channel, is_on=False)
    text = channel.sign_in(MARIA).get("/today").text
    assert "the law gives 7 days" not in text
    assert "sign what was written down" not in text


def test_a_name_is_told_no_further_while_it_is_off(channel: Channel) -> None:
    case, maria, _ = told(channel)
    page = maria.get(f"{case}/identity").text
    assert "Tell it to somebody else" not in page
    fields = hidden_in(page, f"{case}/identity")
    asked = {"whom": "x", "why": "x", "ground": "explicit consent"}
    assert maria.post(f"{case}/identity/tell", **fields | drawn(), **asked).status_code == 404


def test_settings_say_when_it_applies_and_nobody_switched_it_on(channel: Channel) -> None:
    in_europe(channel, is_on=False, entities=[Entity("DE", 60), Entity("US", 900)])
    maria = channel.sign_in(MARIA)
    assert "counsel switches them on" in maria.get("/settings").text
    page = maria.get("/settings/europe").text
    assert "These rules are off." in page
    assert "Whoever acts against a reporter must show" in page


def test_the_page_counts_what_is_open_in_what_one_person_reads(channel: Channel) -> None:
    in_europe(channel, entities=[Entity("FR", 250)])
    entered(channel.sign_in(MARIA), channel.desk.today(), left_out=[JUNE])
    channel.collect()
    maria, june = channel.sign_in(MARIA), channel.sign_in(JUNE)
    maria.get("/reports")
    page = maria.get("/settings/europe").text
    assert "have a channel of their own" in page
    assert "FR." in page
    assert "One is not signed" in page
    assert "One open report has no lead" in page
    assert "No day of the directive has passed" in page
    assert "One is not signed" not in june.get("/settings/europe").text
    channel.later(channel.desk.today() + timedelta(days=8))
    late = channel.sign_in(MARIA).get("/settings/europe").text
    assert "A day of the directive has passed in one report" in late
    spared = channel.sign_in(JUNE).get("/settings/europe").text
    assert "No day of the directive has passed" in spared


def test_today_warns_on_day_5_and_on_day_75_whatever_else_is_due(channel: Channel) -> None:
    in_europe(channel)
    channel.report(STORY)
    maria, came = channel.sign_in(MARIA), channel.desk.today()
    case = only_case(maria)
    name = name_of(maria, case)
    first, outcome = f"Write a first reply in “{name}”", f"Tell the reporter of “{name}” what came"
    seen = {}
    for day in (4, 5):
        channel.later(came + timedelta(days=day))
        seen[day] = first in channel.sign_in(MARIA).get("/today").text
    assert seen == {4: False, 5: True}
    maria = channel.sign_in(MARIA)
    reply(maria, case, "Thank you. We look into it.")
    assert first not in maria.get("/today").text
    for day in (79, 80):
        channel.later(came + timedelta(days=day))
        seen[day] = outcome in channel.sign_in(MARIA).get("/today").text
    assert (seen[79], seen[80]) == (False, True)


def test_what_was_told_by_mouth_counts_once_it_was_given_mended_and_signed(
    channel: Channel,
) -> None:
    in_europe(channel)
    maria = told_by_telephone(channel)
    case = only_case(maria)
    name, place = name_of(maria, case), f"{case}/transcript"
    asks = f"Let the reporter of “{name}” sign what was written down"
    assert asks in maria.get("/today").text
    assert "It was told by mouth" in maria.get(case).text
    assert HEARD in maria.get(f"{case}/conversation?offer").text.partition("textarea")[2]
    assert press(maria, place, text="").status_code == 422
    for text in ("Into the mailbox.", "The guard works on Saturdays.", "She wrote: I agree."):
        assert "does not count as the reporter’s own word yet" in maria.get(place).text
        goes_on(maria, place, text)
    assert "It counts as the reporter’s own word" in maria.get(place).text
    assert asks not in maria.get("/today").text
    assert "The guard works on Saturdays." in maria.get(f"{case}/timeline").text


def test_what_two_hid_is_offered_to_nobody_to_sign_until_it_is_shown_again(
    channel: Channel,
) -> None:
    in_europe(channel)
    maria, thomas = told_by_telephone(channel), channel.sign_in(THOMAS)
    case = only_case(maria)
    [message] = keys(maria, case)
    done(says(maria, case, message, "ask", "It names a child."))
    done(says(thomas, case, message, "agree"))
    assert HEARD not in maria.get(f"{case}/conversation?offer").text
    page = maria.get(f"{case}/transcript").text
    assert HEARD not in page
    assert "Write it into the mailbox" not in page
    assert "two members must let it be shown again" in page


def test_of_two_who_say_that_it_was_given_the_later_is_told(channel: Channel) -> None:
    in_europe(channel)
    maria = told_by_telephone(channel)
    place = f"{only_case(maria)}/transcript"
    fields = hidden_in(maria.get(place).text, place)
    goes_on(maria, place, "By hand.")
    late = maria.post(place, **fields, text="By mail.")
    assert late.status_code == 422
    assert "Somebody said so already." in late.text
    assert "By mail." in late.text


def test_a_report_of_the_form_has_no_record_to_sign(channel: Channel) -> None:
    in_europe(channel)
    channel.report(STORY)
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    assert "by mouth" not in maria.get(case).text
    assert maria.get(f"{case}/transcript").status_code == 404


def test_a_name_is_told_further_by_consent_or_by_law_with_reasons_first(channel: Channel) -> None:
    in_europe(channel)
    case, maria, thomas = told(channel)
    place = f"{case}/identity"
    tell = {
        "whom": "The prosecutor",
        "why": "An order of the court.",
        "ground": "the law demands it",
    }
    refused = press(maria, place, f"{place}/tell", **tell)
    assert refused.status_code == 422
    assert "First write the reasons to the reporter" in refused.text
    assert "An order of the court." in refused.text
    assert "The prosecutor" not in thomas.get(place).text.partition("By what right")[0]
    lacking = press(maria, place, f"{place}/tell", **tell | {"ground": ""})
    assert "Say who is to know it, by what right, and why." in lacking.text
    reply(maria, case, "A court has ordered us to say who you are.")
    page = maria.get(place).text
    number = page.partition("A court has ordered us")[0].rpartition('<option value="')[2]
    done(press(maria, place, f"{place}/tell", **tell, reasons=number.partition('"')[0]))
    consent = {"whom": "Her lawyer", "why": "She asked for it.", "ground": "explicit consent"}
    done(press(maria, place, f"{place}/tell", **consent))
    seen = thomas.get(place).text
    assert "Maria Alvarez told it to The prosecutor" in seen
    assert "Maria Alvarez told it to Her lawyer" in seen
    assert WHO.split()[2] not in seen


def test_what_is_as_long_as_may_be_fits_into_its_line_in_any_script(channel: Channel) -> None:
    in_europe(channel)
    case, maria, _ = told(channel)
    place, whom, why = f"{case}/identity", "書" * 66, "間" * 200
    tell = {"whom": whom, "why": why, "ground": "explicit consent"}
    done(press(maria, place, f"{place}/tell", **tell))
    page = maria.get(place).text
    assert whom in page
    assert why in page


def test_whoever_was_not_told_notices_nothing_of_it(channel: Channel) -> None:
    in_europe(channel)
    case, maria, _ = told(channel)
    june = channel.sign_in(JUNE)
    paths = ("/today", "/reports", case, f"{case}/timeline", f"{case}/due")
    before = [june.get(path).status_code for path in paths]
    place = f"{case}/identity"
    consent = {"whom": "Her lawyer", "why": "She asked.", "ground": "explicit consent"}
    done(press(maria, place, f"{place}/tell", **consent))
    assert [june.get(path).status_code for path in paths] == before
    for path in paths:
        assert "Her lawyer" not in june.get(path).text
        assert "told somebody" not in june.get(path).text
    token = hidden_in(june.get("/reports").text, "/lock")
    told_on = consent | token | drawn()
    assert june.post(f"{place}/tell", which="0" * 32, **told_on).status_code == 404
    assert THOMAS not in june.get(f"{case}/timeline").text
