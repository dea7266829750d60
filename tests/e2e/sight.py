"""What a page looks like to somebody: which screen, which theme, and what can be measured on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal, TypedDict

from playwright.sync_api import Browser, Page, ViewportSize

Scheme = Literal["light", "dark"]
SCHEMES: list[Scheme] = ["light", "dark"]

PHONE = ViewportSize(width=320, height=568)
IPAD = ViewportSize(width=768, height=1024)
DESK = ViewportSize(width=1280, height=800)

# The root grows and all else follows, as with a reader's own text size.
_DOUBLE = "document.documentElement.style.fontSize = '200%'"
_SPACED = """() => {
  const spaced = new CSSStyleSheet()
  spaced.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-block-end: 2em !important }`)
  document.adoptedStyleSheets = [spaced]
}"""
_TOO_WIDE = "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
_CUT_OFF = """() => [...document.querySelectorAll('main *')]
  .filter(it => ['clip', 'hidden'].includes(getComputedStyle(it).overflowY))
  .filter(it => !it.matches('.unseen') && it.scrollHeight > it.clientHeight + 1)
  .map(it => it.outerHTML.slice(0, 120))"""
# Links in a sentence are as high as their line, and may be; the box of a choice is its row.
_CONTROLS = """() => [...document.querySelectorAll(
    'a, button, summary, select, textarea, input:not([type=hidden]), label.choice')]
  .filter(it => it.checkVisibility() && !it.matches('.unseen, .choice input'))
  .filter(it => getComputedStyle(it).display !== 'inline')
  .map(it => {
    const {width, height} = it.getBoundingClientRect()
    return {what: it.outerHTML.slice(0, 120), width, height}
  })"""
_LETTERS = """pixels => [...document.querySelectorAll('body *')]
  .filter(it => [...it.childNodes].some(part => part.nodeType === 3 && part.data.trim()))
  .filter(it => it.checkVisibility() && parseFloat(getComputedStyle(it).fontSize) < pixels)
  .map(it => it.outerHTML.slice(0, 120))"""
_FOCUS_IN_SIGHT = """() => {
  if (document.activeElement.closest('body > *') === null) return true
  const it = document.activeElement.getBoundingClientRect()
  const bar = document.querySelector('.bar')
  const {top, bottom} = bar.getBoundingClientRect()
  const under = it.top >= top && it.bottom <= bottom && !bar.contains(document.activeElement)
  return !under && it.bottom > 0 && it.top < innerHeight
}"""


class Control(TypedDict):
    what: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Sight:
    page: Page

    def double_the_text(self) -> None:
        self.page.evaluate(_DOUBLE)

    def space_the_text(self) -> None:
        """Spread letters, words and lines as WCAG 1.4.12 lets every reader do."""
        self.page.evaluate(_SPACED)

    def pixels_too_wide(self) -> int:
        wider: int = self.page.evaluate(_TOO_WIDE)
        return max(0, wider)

    def cut_off(self) -> list[str]:
        found: list[str] = self.page.evaluate(_CUT_OFF)
        return found

    def controls(self) -> list[Control]:
        found: list[Control] = self.page.evaluate(_CONTROLS)
        return found

    def smaller_than(self, pixels: float) -> list[str]:
        # Half a pixel of grace: a box may land between two pixels.
        least = pixels - 0.5
        return [
            f"{control['width']:.0f} x {control['height']:.0f}: {control['what']}"
            for control in self.controls()
            if control["width"] < least or control["height"] < least
        ]

    def letters_under(self, pixels: float) -> list[str]:
        found: list[str] = self.page.evaluate(_LETTERS, pixels)
        return found

    def focus_is_in_sight(self) -> bool:
        seen_at_least_in_part: bool = self.page.evaluate(_FOCUS_IN_SIGHT)
        return seen_at_least_in_part


_spare: dict[Browser, list[Page]] = {}
"""Pages that nobody looks at now: a new one costs more than most of what is asked of it."""


@contextmanager
def seen(
    browser: Browser, address: str, screen: ViewportSize, scheme: Scheme = "light"
) -> Iterator[Sight]:
    """Open a page as one reader sees it. The content policy is held by tests of its own."""
    spare = _spare.setdefault(browser, [])
    page = spare.pop() if spare else browser.new_context(bypass_csp=True).new_page()
    page.set_viewport_size(screen)
    page.emulate_media(color_scheme=scheme)
    page.goto(address)
    yield Sight(page)
    # A page on which something went wrong is never used again.
    page.evaluate("() => { sessionStorage.clear(); localStorage.clear() }")
    page.context.clear_cookies()
    page.goto("about:blank")
    spare.append(page)
