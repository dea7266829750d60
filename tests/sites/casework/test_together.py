"""What keeps somebody out of a report keeps them out of what goes on as one with it."""

import pytest

from casework.complaints.services.linking.together import make_even
from casework.complaints.views.parts.addresses import case_at
from crypto.message.said import Answer
from crypto.names import CaseId
from tests.browser import Visitor
from tests.cases import cases_of, done, name_of, only_case, press, surely, take_out, tied
from tests.channel import DAVID, JUNE, MARIA, THOMAS, Channel
from tests.sites.casework.test_keys_of_cases import file_of
from tests.sites.casework.test_linked import ready, tie, two


def merged(channel: Channel) -> tuple[Visitor, str, str]:
    maria, one, other = two(channel)
    ready(channel, maria, one)
    done(tie(maria, one, other, "part"))
    return maria, one, other


def generation_of(channel: Channel, case: str) -> int:
    file = file_of(channel, channel.seat(MARIA), case_id(case))
    assert file is not None
    return file.ring.generation


def case_id(case: str) -> CaseId:
    return case_at(case.rpartition("/")[2])


def removed(visitor: Visitor, case: str, who: str) -> None:
    done(take_out(visitor, case, who, "It is her team."))


@pytest.mark.parametrize("which", [0, 1])
def test_whoever_is_removed_from_one_is_removed_from_both_with_new_keys(
    channel: Channel, which: int
) -> None:
    maria, *cases = merged(channel)
    before = [generation_of(channel, each) for each in cases]
    removed(maria, cases[which], JUNE)
    assert cases_of(channel.sign_in(JUNE)) == set()
    assert channel.sign_in(JUNE).get(cases[1 - which]).status_code == 404
    assert [generation_of(channel, each) for each in cases] == [each + 1 for each in before]
    # The other case says that she is out, and no word of the reason, which is not its own.
    timeline = maria.get(f"{cases[1 - which]}/timeline").text
    assert "Maria Alvarez removed June Park." in timeline
    assert "It is her team." not in timeline


def test_whom_a_later_name_keeps_away_loses_both_and_acts_on_neither(channel: Channel) -> None:
    maria, one, other = merged(channel)
    done(press(maria, f"{other}/conflicts", name="June Park", part="subject", person=JUNE))
    june = channel.sign_in(JUNE)
    assert june.get(one).status_code == 404
    assert june.get(other).status_code == 404
    for each in (one, other):
        file = file_of(channel, channel.seat(MARIA), case_id(each))
        assert file is not None
        assert file.inside is not None
        assert JUNE in file.inside.assessed.restricted


def test_whoever_steps_back_from_one_is_out_of_both_and_is_told_so_before(channel: Channel) -> None:
    maria, one, other = merged(channel)
    june = channel.sign_in(JUNE)
    june.get("/reports")
    page = june.get(f"{other}/step-back").text
    assert f"You lose this too, for it goes on as one with it: “{name_of(june, one)}”." in page
    assert "You have stepped back" in press(june, f"{other}/step-back").text
    for each in (one, other):
        assert june.get(each).status_code == 404
        assert "stepped back" in maria.get(f"{each}/timeline").text


def test_a_tie_in_one_stands_in_the_way_in_both(channel: Channel) -> None:
    maria, one, other = merged(channel)
    june = channel.sign_in(JUNE)
    june.get("/reports")
    tied(june, one)
    file = file_of(channel, channel.seat(MARIA), case_id(other))
    assert file is not None
    assert file.inside is not None
    assert JUNE in file.inside.assessed.restricted
    assert june.get(other).status_code == 200
    assert maria.get(one).status_code == 200


def test_what_was_done_by_who_reads_one_alone_reaches_the_other_by_who_reads_both(
    channel: Channel,
) -> None:
    """David reads the whole and not its part. Whom he takes out of the one, Maria's look does."""
    maria, one, other = two(channel)
    removed(maria, one, DAVID)
    ready(channel, maria, one)
    done(tie(maria, one, other, "part"))
    david = channel.sign_in(DAVID)
    assert cases_of(david) == {other}
    for part in ("", "/linked", "/people", "/step-back", "/timeline"):
        assert name_of(maria, one) not in david.get(f"{other}{part}").text
    removed(david, other, JUNE)
    june = channel.sign_in(JUNE)
    assert june.get(other).status_code == 404
    thomas = channel.sign_in(THOMAS)
    thomas.get("/today")
    assert channel.sign_in(JUNE).get(one).status_code == 404
    assert thomas.get(one).status_code == 200


def test_a_reporters_later_word_that_one_alone_opened_reaches_the_part_too(
    channel: Channel,
) -> None:
    whole = channel.report(Answer("what", "Ask about the cushion file."))
    maria = channel.sign_in(MARIA)
    other = only_case(maria)
    channel.report(Answer("what", "The cushion again."))
    [one] = cases_of(maria) - {other}
    removed(maria, one, DAVID)
    ready(channel, maria, one)
    done(tie(maria, one, other, "part"))
    whole.leave_out(JUNE)
    whole.add(Answer("message", "June must not know."))
    channel.collect()
    david = channel.sign_in(DAVID)
    assert cases_of(david) == {other}
    june = channel.sign_in(JUNE)
    assert june.get(other).status_code == 404
    assert june.get(one).status_code == 200
    maria = channel.sign_in(MARIA)
    assert june.get(one).status_code == 404
    file = file_of(channel, channel.seat(MARIA), case_id(one))
    assert file is not None
    assert file.listed is not None
    assert JUNE in file.listed.left_out
    assert make_even(channel.desk, channel.seat(MARIA)) == []


def test_a_duplicate_is_one_with_what_it_repeats(channel: Channel) -> None:
    maria, one, other = two(channel)
    done(tie(maria, one, other, "link"))
    done(press(maria, f"{one}/outcome", f"{one}/outcome/allege", category="ACC-EXP"))
    found = {"outcome": "DUP", "basis": "The other report says the same."}
    done(surely(maria, f"{one}/outcome", f"{one}/outcome/find", **found))
    removed(maria, other, JUNE)
    june = channel.sign_in(JUNE)
    assert june.get(one).status_code == 404
    assert june.get(other).status_code == 404


def test_what_is_only_linked_has_readers_of_its_own(channel: Channel) -> None:
    maria, one, other = two(channel)
    done(tie(maria, one, other, "link"))
    removed(maria, other, JUNE)
    assert channel.sign_in(JUNE).get(one).status_code == 200
