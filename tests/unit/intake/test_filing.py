"""Send is safe to press twice: nothing is lost, nothing is doubled, nobody new is sealed to."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from crypto.admission import Choice
from crypto.mailbox.state import State, read_state
from crypto.manifest.body import Derivation
from crypto.message.said import Answer, AnswersInBlob, Report
from crypto.opening import Opened, open_envelope
from crypto.passcode.issuing import Passcode
from crypto.passcode.reporter import HashCost, reporter_keys
from intake.filing import Again, Different, Draft, Filing, Held, Ready, Redraw, Sent
from intake.keys import KeyFile
from intake.throttle import Gates
from intake.trust import Word
from store.blobs import DatabaseBlobs
from store.dropbox import Dropbox
from store.errors import FullError
from store.mailbox import Mailbox
from tests.unit.crypto.committees import DERIVATION, after, genesis_of, holders
from tests.unit.intake.channel import Channel, Days, quorum

CHEAP = replace(DERIVATION, memory_kib=8, passes=1)
PEOPLE = holders(members=4)
GENESIS = replace(genesis_of(PEOPLE.values()), derivations=(CHEAP,))
MEMBERS = [each for each in PEOPLE.values() if each.id.startswith("m")]
PAIRS = (("what", "They booked it in March.\r\nI saw it."), ("readers", "all"))


@dataclass
class Minutes:
    now: int = 1_000_000

    def __call__(self) -> int:
        return self.now


@dataclass
class Counter:
    """The parts of a site that send a report."""

    channel: Channel
    filing: Filing
    blobs: DatabaseBlobs
    minutes: Minutes

    def word(self) -> Word:
        said = self.channel.trust_in(GENESIS).now()
        assert isinstance(said, Word)
        return said

    def token(self, before: str = "", pairs: tuple[tuple[str, str], ...] = PAIRS) -> str:
        return self.filing.token_for(pairs, self.word(), before)

    def ready(self, token: str, draft: Draft) -> Ready | Redraw:
        held = self.filing.begin(token, PAIRS, self.word())
        assert isinstance(held, Held)
        return self.filing.admit(held, draft, self.word())

    def send(self, token: str, draft: Draft, *files: tuple[str, bytes]) -> Sent:
        ready = self.ready(token, draft)
        assert isinstance(ready, Ready)
        with self.filing.parcel(ready, self.blobs) as parcel:
            for name, content in files:
                parcel.begin(name)
                parcel.write(content)
                parcel.end()
            sent = self.filing.finish(ready, parcel)
        assert isinstance(sent, Sent)
        return sent

    def state(self, passcode: Passcode) -> State:
        keys = reporter_keys(passcode, CHEAP.salt, _cost(CHEAP))
        with self.channel.dropbox.reading() as tx:
            slots = Mailbox(tx).read(keys.state_tag, keys.snapshot_tag)
        assert slots.state is not None
        assert slots.snapshot is not None
        state = read_state(slots.state.sealed, keys.state_key, keys.state_tag)
        assert isinstance(state, State)
        return state

    def arrived(self) -> list[Report]:
        """Open everything that waits, with the chair's key."""
        with self.channel.dropbox.reading() as tx:
            waiting = Dropbox(tx).waiting(10)
        envelopes = [each.whole() for each in waiting]
        opened = [open_envelope(each, PEOPLE["m1"].seeds.vault) for each in envelopes if each]
        messages = [each.message for each in opened if isinstance(each, Opened)]
        return [each for each in messages if isinstance(each, Report)]

    def blobs_there(self) -> int:
        with self.channel.dropbox.reading() as tx:
            counted = tx.exec_driver_sql("SELECT count(DISTINCT blob) FROM blob_rows")
            return int(counted.scalar_one())


def _cost(derivation: Derivation) -> HashCost:
    return HashCost(derivation.passes, derivation.memory_kib, derivation.lanes)


def draft(text: str = "They booked it in March.", choice: Choice | None = None) -> Draft:
    return Draft("en", (Answer("what", text),), choice or Choice())


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    channel, minutes = Channel(tmp_path, Days()), Minutes()
    channel.add(quorum(GENESIS, *MEMBERS), 1)
    gates = Gates(3_600, 1, lambda: 0.0)
    filing = Filing(channel.dropbox, KeyFile(tmp_path / "keys", minutes), gates, channel.days)
    yield Counter(channel, filing, DatabaseBlobs(channel.dropbox, channel.days), minutes)
    channel.dropbox.close()


def test_a_report_arrives_for_its_readers_with_its_files(counter: Counter) -> None:
    sent = counter.send(counter.token(), draft(), ("a.txt", b"hello"), ("b.txt", b"x" * 70_000))
    assert [(each.name, each.size) for each in sent.arrived or ()] == [
        ("a.txt", 5),
        ("b.txt", 70_000),
    ]
    [report] = counter.arrived()
    assert report.contents.answers == draft().answers
    assert [each.name for each in report.contents.blob.files] == ["a.txt", "b.txt"]
    assert report.contents.readers.admitted == ("e1", "e2", "m1", "m2", "m3", "m4")
    assert report.contents.day == counter.channel.days.today
    assert counter.state(sent.passcode).parts[0].files == 2


def test_send_again_shows_the_same_words_and_doubles_nothing(counter: Counter) -> None:
    token = counter.token()
    sent = counter.send(token, draft(), ("a.txt", b"hello"))
    again = counter.filing.begin(token, PAIRS, counter.word())
    assert isinstance(again, Sent)
    assert (again.passcode, again.files, again.arrived) == (sent.passcode, 1, None)
    assert len(counter.arrived()) == 1


def test_a_report_that_was_changed_after_it_was_sent_is_noticed(counter: Counter) -> None:
    first = counter.token()
    sent = counter.send(first, draft())
    other = (("what", "Something else."),)
    changed = counter.token(before=first, pairs=other)
    found = counter.filing.begin(changed, PAIRS, counter.word())
    assert isinstance(found, Different)
    assert found.passcode == sent.passcode


def test_a_page_that_was_changed_before_it_was_sent_keeps_its_words(counter: Counter) -> None:
    first = counter.token()
    second = counter.token(before=first)
    passcode = counter.filing.passcode_in(second)
    assert passcode == counter.filing.passcode_in(first)
    assert counter.send(second, draft()).passcode == passcode


def test_two_presses_at_once_leave_one_report(counter: Counter) -> None:
    token = counter.token()
    ready = [counter.ready(token, draft()) for _ in range(2)]
    sent = []
    for each in ready:
        assert isinstance(each, Ready)
        parcel = counter.filing.parcel(each, counter.blobs)
        sent.append(counter.filing.finish(each, parcel))
    assert sent[0].passcode == sent[1].passcode
    assert len(counter.arrived()) == 1
    assert counter.blobs_there() == 1


def test_fields_that_the_page_did_not_show_are_not_sent(counter: Counter) -> None:
    token = counter.token(pairs=(("what", "Something else."),))
    assert counter.filing.begin(token, PAIRS, counter.word()) == Redraw(Again.CHANGED)


def test_two_pages_with_the_same_words_that_are_sent_at_once_leave_one_report(
    counter: Counter,
) -> None:
    first = counter.token()
    other = (("what", "Something else."),)
    changed = counter.token(before=first, pairs=other)
    ready = counter.ready(first, draft())
    held = counter.filing.begin(changed, other, counter.word())
    assert isinstance(ready, Ready)
    assert isinstance(held, Held)
    later = counter.filing.admit(held, draft("Something else."), counter.word())
    assert isinstance(later, Ready)
    outcomes = [
        counter.filing.finish(each, counter.filing.parcel(each, counter.blobs))
        for each in (ready, later)
    ]
    assert [type(each) for each in outcomes] == [Sent, Different]
    assert len(counter.arrived()) == 1
    assert counter.blobs_there() == 1


def test_a_browser_may_write_line_ends_and_order_in_its_own_way(counter: Counter) -> None:
    token = counter.token(pairs=(("readers", "all"), ("what", PAIRS[0][1].replace("\r", ""))))
    assert isinstance(counter.filing.begin(token, PAIRS, counter.word()), Held)


@pytest.mark.parametrize("token", ["", "x", "A" * 480])
def test_a_token_that_is_none_of_ours_draws_the_page_again(counter: Counter, token: str) -> None:
    assert counter.filing.begin(token, PAIRS, counter.word()) == Redraw(Again.STALE)
    assert counter.filing.passcode_in(token) is None


def test_a_page_that_was_open_for_hours_is_drawn_again(counter: Counter) -> None:
    token = counter.token()
    counter.minutes.now += 95
    assert counter.filing.begin(token, PAIRS, counter.word()) == Redraw(Again.STALE)


def test_nobody_is_sealed_to_who_was_not_named_on_the_page(counter: Counter) -> None:
    before, token = counter.word().hash, counter.token()
    fewer = [each for each in PEOPLE.values() if each.id != "m4"]
    counter.channel.add(quorum(after(GENESIS, fewer), *MEMBERS), 2)
    assert counter.ready(token, draft()) == Redraw(Again.MANIFEST, before)
    assert counter.arrived() == []


def test_too_few_readers_draw_the_page_again(counter: Counter) -> None:
    everybody = frozenset(each.id for each in PEOPLE.values() if each.id != "r")
    found = counter.ready(counter.token(), draft(choice=Choice(everybody)))
    assert found == Redraw(Again.READERS)


def test_long_answers_travel_in_the_blob(counter: Counter) -> None:
    counter.send(counter.token(), draft("言" * 20_000), ("a.txt", b"hello"))
    [report] = counter.arrived()
    assert isinstance(report.contents.answers, AnswersInBlob)
    assert [each.name for each in report.contents.blob.files] == ["", "a.txt"]


class FullBlobs(DatabaseBlobs):
    """A store that has room for the first row and for no other."""

    def append(self, blob: object, number: int, sealed: bytes) -> None:
        if number:
            raise FullError
        super().append(blob, number, sealed)  # type: ignore[arg-type]  # passed on as it came


def test_a_full_disk_acknowledges_nothing_and_leaves_nothing(counter: Counter) -> None:
    counter.blobs = FullBlobs(counter.channel.dropbox, counter.channel.days)
    with pytest.raises(FullError):
        counter.send(counter.token(), draft("x" * 2), ("a.txt", b"x" * 3_000_000))
    assert counter.arrived() == []
    assert counter.blobs_there() == 0
