"""Search, and what is still being opened, tell a left-out member as little as everything else."""

from base64 import urlsafe_b64decode

from casework.members.records import Sessions
from casework.search.records.index import Index
from crypto.message.said import Answer
from crypto.names import CaseId
from tests.browser import Visitor
from tests.cases import cases_of, decide, done, name_of, only_case, press, reply, set_task, take_out
from tests.channel import DAVID, JUNE, MARIA, Channel
from tests.sites.casework.test_left_out import FILE, NOTE, STORY, same_for_all

LOOKED_FOR = (
    "cushion",
    "rebates",
    "audit",
    "hold",
    "quarter",
    "accounting",
    "ledger",
    "wharf",
    "sails",
    FILE,
)


def looked_for(visitor: Visitor, *several: str) -> dict[str, str]:
    found = {}
    for words in several:
        place = done(visitor.fill_in("/search", "/search", words=words))
        found[words] = same_for_all(visitor.get(place).text)
    return found


def worked(channel: Channel) -> tuple[Visitor, str]:
    """A case without June, with words in all of its places."""
    channel.report(STORY, files={FILE: b"0" * 100}, leaving_out=(JUNE,))
    maria = channel.sign_in(MARIA)
    case = only_case(maria)
    reply(maria, case, "Thank you. Which quarter was it?")
    done(press(maria, f"{case}/notes", note=NOTE))
    done(press(maria, f"{case}/privileged", about="a hold", advice="Keep the drive."))
    done(set_task(maria, case, "Ask for the ledger", MARIA, channel.desk.today()))
    done(decide(maria, case, "exposure", choice="some", why="Few work on the wharf."))
    done(take_out(maria, case, DAVID, "He sails with June."))
    return maria, case


def index_of(channel: Channel) -> Index:
    """Return the one index that there is."""
    with channel.desk.database.reading() as tx:
        found = [channel.desk.shelf.kept(each, Index) for each in Sessions(tx).unlocked()]
    [index] = [each for each in found if each is not None]
    return index


def test_search_finds_no_word_of_it_and_says_no_other_word(channel: Channel) -> None:
    nothing = looked_for(channel.sign_in(JUNE), *LOOKED_FOR)
    maria, case = worked(channel)
    june = channel.sign_in(JUNE)
    assert looked_for(june, *LOOKED_FOR) == nothing
    name = name_of(maria, case)
    assert "No results in what you can see" in looked_for(june, name)[name]


def test_her_index_holds_nothing_that_could_cost_a_search_more_time(channel: Channel) -> None:
    _, case = worked(channel)
    looked_for(channel.sign_in(JUNE), "cushion")
    index = index_of(channel)
    assert not index.mine
    assert not index.entries_of(CaseId(urlsafe_b64decode(f"{case[-43:]}=")))


def test_more_reports_without_her_change_no_order_and_no_page_of_results(channel: Channel) -> None:
    for _ in range(3):
        channel.report(Answer("what", "A cushion on a chair."))
    maria, june = channel.sign_in(MARIA), channel.sign_in(JUNE)
    maria.get("/reports")
    assert len(cases_of(june)) == 3
    before = looked_for(june, "cushion")
    for _ in range(9):
        channel.report(STORY, leaving_out=(JUNE,))
    maria.get("/reports")
    assert looked_for(june, "cushion") == before


def test_what_is_sealed_to_others_leaves_no_word_that_more_is_being_opened(
    channel: Channel,
) -> None:
    channel.report(STORY, leaving_out=(JUNE,))
    june = channel.sign_in(JUNE)
    for path in ("/today", "/reports"):
        assert "still being opened" not in june.get(path).text
