"""Every template of casework, in every state that it can have, for everybody who may see it.

Each chapter plays scenes without a browser, and lays what they drew before one, in every size
that a director uses. A template that no scene draws, or that no scene shows refused or empty
although it can be, is named here as missing: give it a scene in tests/e2e/chapters.py.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from deploy.standin.committee import Committee as Founded
from store.database import Which
from tests.e2e.axe import faults, pale_text
from tests.e2e.chapters import CHAPTERS, chapter_of, needed
from tests.e2e.gallery import Wall, hung, opened
from tests.e2e.sight import Sight
from tests.e2e.stage import Stages
from tests.guards.test_states import screens

PHONE = ViewportSize(width=320, height=568)
IPAD = ViewportSize(width=768, height=1024)
IPAD_ON_ITS_SIDE = ViewportSize(width=1024, height=768)
DESK = ViewportSize(width=1366, height=768)
FINGER, LETTER = 44, 18
"""The look promises both: no smaller target, no smaller letter."""
_PATIENCE = 60.0


@pytest.fixture(autouse=True)
def _in_no_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a page open all that came in before it is drawn, however busy this machine is."""
    for name in (
        "complaints.views.parts.meanwhile",
        "complaints.views.conversation",
        "today.views",
    ):
        monkeypatch.setattr(import_module(f"casework.{name}"), "AT_ONCE", _PATIENCE)
    monkeypatch.setattr("casework.search.views.searching._AT_ONCE", _PATIENCE)


@pytest.fixture
def stages(
    tmp_path: Path, empty_dropbox: Path, empty_casework: Path, founded_today: Founded
) -> Stages:
    empty = {Which.DROPBOX: empty_dropbox, Which.CASEWORK: empty_casework}
    return Stages(tmp_path, empty, founded_today)


def test_every_template_stands_in_a_chapter() -> None:
    assert [name for name in screens() if chapter_of(name) is None] == []


@pytest.mark.parametrize("name", CHAPTERS)
def test_no_screen_locks_anyone_out_in_any_state_or_size(
    name: str, browser: Browser, stages: Stages
) -> None:
    chapter = CHAPTERS[name]
    with hung() as wall:
        for scene in chapter.scenes:
            stages.play(scene)
    assert needed(chapter) - shown(wall) == set()
    assert list(looked_at(browser, wall, chapter.templates)) == []


def shown(wall: Wall) -> set[tuple[str, str]]:
    """Return which templates were drawn, and how they stood."""
    return {(kind.template, how) for kind in wall.drawings for how in ("", *kind.stands)}


def looked_at(browser: Browser, wall: Wall, templates: frozenset[str]) -> Iterator[str]:
    """Show each drawing in turn, and tell what is wrong with which."""
    kinds = sorted(kind for kind in wall.drawings if kind.template in templates)
    with (
        opened([wall.drawings[kind] for kind in kinds]) as address,
        a_page(browser) as (page, said),
    ):
        for number, kind in enumerate(kinds):
            page.goto(f"{address}/{number}")
            for fault in (*faults_in(page), *said):
                yield f"{kind}: {fault}"
            said.clear()


@contextmanager
def a_page(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """Open a page under the site's own content policy, and take down what Chromium says."""
    context = browser.new_context(viewport=PHONE, color_scheme="light")
    page, said = context.new_page(), list[str]()
    # What is drawn elsewhere, as the sign that a search is made ready, is not here to be fetched.
    page.on("console", lambda it: said.append(it.text) if "404" not in it.text else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    try:
        yield page, said
    finally:
        context.close()


def faults_in(page: Page) -> Iterator[str]:
    """Look at a page as it is on each screen, with everything that can be opened open."""
    page.evaluate("document.querySelectorAll('details').forEach(it => { it.open = true })")
    sight = Sight(page)
    for screen in (PHONE, IPAD, DESK, IPAD_ON_ITS_SIDE):
        page.set_viewport_size(screen)
        where = f"{screen['width']} px"
        yield from (f"{where}: too small: {it}" for it in sight.smaller_than(FINGER))
        if wide := sight.pixels_too_wide():
            yield f"{where}: {wide} pixels too wide"
    yield from (f"too fine: {it}" for it in sight.letters_under(LETTER))
    yield from faults(page)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(PHONE)
    yield from pale_text(page)
    page.emulate_media(color_scheme="light")
