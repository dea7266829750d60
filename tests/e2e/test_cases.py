"""Reports as a director sees them: any screen, any theme, and no tap too many."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from casework.desk import new_desk
from casework.members.services.inviting import Guest, Invited, invite
from casework.rights import Role
from config.settings import CaseworkSettings, read_settings
from crypto.keyring.keyfile import CHEAPEST, Passphrase, lock_with_passphrase
from crypto.message.said import Answer
from crypto.names import PersonId
from deploy.standin.committee import Committee as Founded
from store.clock import utc_today
from store.database import Which
from tests.channel import DAVID, JUNE, MARIA, THOMAS, Channel, channel_at
from tests.committee import seeds_of
from tests.e2e.committee import CommitteeSite, Device, device, join_by_app
from tests.e2e.walks import WALKS, is_fit
from tests.members import WORDS
from tests.running import casework_environment, free_port, of_committee, process

IPAD = ViewportSize(width=768, height=1024)
IPAD_ON_ITS_SIDE = ViewportSize(width=1024, height=768)
PHONE = ViewportSize(width=320, height=568)
DESK = ViewportSize(width=1366, height=768)
STORY = """In March the team was told to book sales that had not shipped.

Please do not ask the yard team directly. There are only five of them."""


@dataclass(frozen=True)
class CaseSite(CommitteeSite):
    channel: Channel

    def invite_holder(self, person: PersonId, *roles: Role) -> str:
        holder = self.channel.committee.founded.holders[person].person
        file = lock_with_passphrase(seeds_of(person), person, Passphrase(WORDS), CHEAPEST)
        with self.desk.keystore.change() as tx:
            tx.key_files.put_passphrase_file(person, file)
        invited = invite(self.desk, Guest(person, holder.name, frozenset(roles)), None, anew=True)
        assert isinstance(invited, Invited)
        return invited.code


@contextmanager
def case_site(folder: Path, empty: dict[Which, Path], founded: Founded) -> Iterator[CaseSite]:
    with channel_at(folder, empty, founded) as channel:
        port = free_port()
        address = f"http://localhost:{port}"
        urls = {which: f"sqlite:///{folder}/{which}.sqlite" for which in Which}
        environment = casework_environment(
            address, f"127.0.0.1:{port}", urls[Which.DROPBOX], urls[Which.CASEWORK]
        ) | of_committee(founded.genesis)
        settings = read_settings(CaseworkSettings, environment)
        desk = replace(new_desk(settings, utc_today), cost=CHEAPEST)
        with process("casework", environment, f"{address}/health"):
            yield CaseSite(address, desk, channel)
        desk.database.close()
        desk.dropbox.close()


@pytest.fixture(scope="module")
def site(
    tmp_path_factory: pytest.TempPathFactory,
    empty_dropbox: Path,
    empty_casework: Path,
    founded_today: Founded,
) -> Iterator[CaseSite]:
    empty = {Which.DROPBOX: empty_dropbox, Which.CASEWORK: empty_casework}
    with case_site(tmp_path_factory.mktemp("cases"), empty, founded_today) as running:
        yield running


def comes_in(used: Device, site: CaseSite, person: PersonId, *roles: Role) -> None:
    join_by_app(used, site.invite_holder(person, Role.MEMBER, *roles))
    used.page.get_by_role("button", name="Lock now").wait_for()


def opened(used: Device, about: str = "") -> str:
    """Open the first report of the list that is about this, and return where it is."""
    used.go("/reports")
    row = used.page.get_by_role("listitem").filter(has_text=about)
    with used.page.expect_navigation():
        row.get_by_role("link", name=re.compile("^Open ")).first.click()
    return used.page.url.removeprefix(used.site.address)


def test_whoever_is_asked_something_on_the_way_comes_to_its_end(
    browser: Browser, site: CaseSite
) -> None:
    site.channel.report(
        Answer("what", STORY), Answer("treated", "worried"), files={"gate-log.csv": b"0" * 100}
    )
    with device(browser, site, IPAD_ON_ITS_SIDE) as used:
        comes_in(used, site, MARIA, Role.CHAIR)
        case = opened(used)
        for walk in WALKS:
            walk(used, case)
            is_fit(used)
        # Chromium names every answer that refuses; about the pages it says nothing.
        assert [said for said in used.complaints if "422" not in said] == []


def test_a_new_report_is_triaged_in_ten_taps(browser: Browser, site: CaseSite) -> None:
    """From the list to the reply that is sent, on a tablet that lies on its side.

    With a topic that says what it is about, and with one that says nothing.
    """
    for topic in ("accounting", "other"):
        site.channel.report(Answer("what", STORY), Answer("topics", (topic,)))
    with device(browser, site, IPAD_ON_ITS_SIDE) as used:
        comes_in(used, site, THOMAS)
        assert taps_to_triage(used, "Accounting or financial reports") <= 10
        assert taps_to_triage(used, "Something else") <= 10
        assert used.complaints == []


def taps_to_triage(used: Device, about: str) -> int:
    taps = Taps(used.page)
    opened(used, about)
    taps.count += 1
    taps.leads_on("link", "Decide")
    taps.on("radio", "Yes. Nothing stands in my way")
    taps.on("checkbox", "Nothing of that")
    taps.on("radio", "Low Many people could know this")
    taps.on("textbox", "Why, in one line")
    used.page.keyboard.type("Everybody in sales knows it.")
    used.page.get_by_role("group", name="Who seconds?").get_by_text("Maria Alvarez").click()
    taps.count += 1
    taps.leads_on("button", "Save and go on")
    taps.leads_on("button", "Look it over")
    taps.leads_on("button", "Send to reporter")
    expect(used.page.get_by_role("status")).to_contain_text("Sent.")
    return taps.count


@dataclass
class Taps:
    """A finger that counts."""

    page: Page
    count: int = 0

    def on(self, role: Literal["radio", "checkbox", "textbox"], name: str) -> None:
        self.page.get_by_role(role, name=name, exact=True).click()
        self.count += 1

    def leads_on(self, role: Literal["link", "button"], name: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role(role, name=name, exact=True).click()
        self.count += 1


def test_nothing_is_sent_before_it_was_looked_over(browser: Browser, site: CaseSite) -> None:
    site.channel.report(Answer("what", STORY))
    with device(browser, site, IPAD) as used:
        comes_in(used, site, DAVID)
        case = opened(used)
        used.go(f"{case}/conversation")
        used.page.get_by_label("Your reply").fill("We met at 14:30. What is your name?")
        used.press("Look it over")
        expect(used.page.locator("main")).to_contain_text("It gives an exact time.")
        expect(used.page.locator("main")).to_contain_text("It asks who they are.")
        used.press("Change it")
        expect(used.page.get_by_label("Your reply")).to_have_value(
            "We met at 14:30. What is your name?"
        )
        assert used.complaints == []


def test_without_a_connection_nothing_is_sent_and_nothing_typed_is_lost(
    browser: Browser, site: CaseSite
) -> None:
    site.channel.report(Answer("what", STORY))
    with device(browser, site, IPAD_ON_ITS_SIDE) as used:
        comes_in(used, site, DAVID)
        used.go(f"{opened(used)}/conversation")
        bar = used.page.get_by_text("Not connected. Nothing is sent.")
        used.page.get_by_label("Your reply").fill("Thank you for writing.")
        expect(bar).to_be_hidden()
        used.context.set_offline(offline=True)
        expect(bar).to_be_visible()
        used.touch("Look it over")
        expect(used.page.get_by_label("Your reply")).to_have_value("Thank you for writing.")
        is_fit(used)
        used.context.set_offline(offline=False)
        expect(bar).to_be_hidden()
        used.press("Look it over")
        expect(used.page.locator("main")).to_contain_text("This goes to the reporter")
        assert used.complaints == []


def test_single_keys_lead_to_rows_and_pages_and_never_act_in_a_field(
    browser: Browser, site: CaseSite
) -> None:
    site.channel.report(Answer("what", STORY))
    with device(browser, site, DESK) as used:
        comes_in(used, site, JUNE)
        keys = used.page.keyboard
        used.go("/keyboard")
        keys.press("j")
        used.press("Switch them on")
        is_fit(used)
        with used.page.expect_navigation(url="**/reports"):
            keys.type("gr")
        keys.press("j")
        row = used.page.locator("main .tasks > li").first
        expect(row.get_by_role("link")).to_be_focused()
        with used.page.expect_navigation():
            keys.press("Enter")
        with used.page.expect_navigation(url="**/conversation"):
            keys.press("r")
        used.page.get_by_label("Your reply").press_sequentially("gt?l")
        expect(used.page.get_by_label("Your reply")).to_have_value("gt?l")
        used.go("/reports")
        with used.page.expect_navigation():
            row.get_by_role("link").click()
        used.page.go_back()
        expect(row.get_by_role("link")).to_be_focused()
        assert used.complaints == []
