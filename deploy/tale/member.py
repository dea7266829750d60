"""A member of the demo committee at work: signs in, answers, decides, writes, agrees."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from crypto.names import PersonId
from deploy.door.seating import code_at
from deploy.door.wallet import Wallet
from deploy.standin.sorry import StandinError
from deploy.tale.browser import Browser, Files, Page, Typed
from store.clock import this_second

_CASE: Final = re.compile(r'href="(/reports/[\w-]{43})')
_ERROR: Final = re.compile(r'<a href="#[\w-]+">([^<]+)</a>\s*</li>\s*</ul>\s*</div>')
_PATIENCE: Final = 60  # seconds until two others have said that the device is known
_HALF_A_MINUTE: Final = 30
_REFUSED: Final = 400


@dataclass(frozen=True, slots=True)
class Member:
    site: Browser
    person: PersonId

    def case_about(self, snippet: str) -> str:
        """Look for the report that says this, until what came in has been opened and read."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            self.site.get("/reports")
            found = self.site.go_and_fill_in("/search", {"words": f'"{snippet}"'})
            if case := _CASE.search(found.text):
                return case[1]
        raise StandinError(f"{self.person} finds no report about that.")

    def does(self, path: str, typed: Typed, action: str = "") -> Page:
        return self._done(self.site.go_and_fill_in(path, typed, action))

    def adds(self, place: str, typed: Typed, files: Files) -> Page:
        """Add a file to a report: its form stands on the page of all files."""
        action = f"/upload{place}"
        page = self.site.get(place)
        return self._done(self.site.send_files(page, action, action, files, typed))

    def decides(self, case: str, question: str, typed: Typed) -> None:
        self.does(f"{case}/triage?question={question}", typed, f"{case}/triage")

    def triages(self, case: str, category: str, exposure: tuple[str, str]) -> None:
        """Answer what one person alone can answer."""
        self.decides(case, "can_act", {"can_act": "read_on"})
        self.decides(case, "ours", {"ours": category})
        self.decides(case, "danger", {"danger": ("evidence",)})
        self.decides(case, "exposure", {"exposure": exposure[0], "why-exposure": exposure[1]})

    def names(self, case: str, lead: PersonId, second: PersonId) -> None:
        self.decides(case, "people", {"lead": lead, "second": second})

    def is_free(self, case: str) -> None:
        self.does(f"{case}/people", {}, f"{case}/people/free")

    def writes(self, case: str, words: str, *, asks: bool = False) -> None:
        """Write to the reporter: type, look it over, send."""
        place = f"{case}/conversation"
        typed = {"reply": words, "asks": "1"} if asks else {"reply": words}
        checked = self._done(self.site.go_and_fill_in(place, typed))
        self._done(self.site.fill_in(checked, place, {"checked": "1"}))

    def moves(self, case: str, *states: str) -> None:
        place = f"{case}/outcome"
        for to in states:
            self.does(place, {"to": to, "reason": "It is time."}, f"{place}/move")

    def finds(self, case: str, outcome: str, basis: str, more: Typed | None = None) -> None:
        place, found = f"{case}/outcome", {"outcome": outcome, "basis": basis}
        self.does_surely(place, {**found, **(more or {})}, f"{place}/find")

    def does_surely(self, path: str, typed: Typed, action: str) -> None:
        """Press, read what will happen, and press again."""
        asked = self._done(self.site.go_and_fill_in(path, typed, action))
        self._done(self.site.fill_in(asked, action, {"sure": "1"}))

    def _done(self, page: Page) -> Page:
        if page.status >= _REFUSED:
            why = _ERROR.search(page.text)
            raise StandinError(f"A page of the demo refused: {why[1] if why else page.status}")
        return page


@contextmanager
def signed_in(address: str, wallet: Wallet) -> Iterator[Member]:
    site = Browser(address)
    _come_to_door(site, wallet)
    site.go_and_fill_in("/", {"passphrase": wallet.passphrase}, "/unlock")
    _wait_until_known(site)
    try:
        yield Member(site, wallet.person)
    finally:
        site.go_and_fill_in("/today", {}, "/lock")


def _come_to_door(site: Browser, wallet: Wallet) -> None:
    """A code counts once: where this half minute's is spent, wait for the next."""
    for _ in range(2):
        typed = {"name": wallet.name, "code": code_at(wallet, this_second())}
        site.go_and_fill_in("/", typed, "/sign-in/code")
        if 'action="/unlock"' in site.get("/").text:
            return
        time.sleep(_HALF_A_MINUTE - this_second() % _HALF_A_MINUTE + 1)
    raise StandinError(f"{wallet.name} could not sign in.")


def _wait_until_known(site: Browser) -> None:
    """Wait until others have said that this device is no stranger's."""
    end = time.monotonic() + _PATIENCE
    while 'action="/lock"' not in site.get("/today").text:
        if time.monotonic() > end:
            raise StandinError("Nobody approved the device of a member of the demo.")
        time.sleep(0.5)
