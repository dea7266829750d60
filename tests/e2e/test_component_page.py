"""The component page stands for every page: what holds here holds wherever its parts are used."""

import pytest
from playwright.sync_api import Browser, ViewportSize

from tests.e2e.axe import faults, pale_text
from tests.e2e.sight import DESK, IPAD, PHONE, seen
from tests.running import Sites

LANGUAGES = ["en", "ar"]  # one from left to right, one from right to left
SCREENS = [pytest.param(PHONE, id="phone"), pytest.param(DESK, id="desk")]
SCREENS_AND_IPAD = [*SCREENS, pytest.param(IPAD, id="ipad")]
FINGER = 44


@pytest.fixture(params=["intake", "casework"])
def components(request: pytest.FixtureRequest, sites: Sites) -> str:
    """The address of the component page of one site."""
    site: str = request.param
    return f"{ {'intake': sites.intake, 'casework': sites.casework}[site] }/ui?lang="


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_part_locks_anyone_out(
    browser: Browser, components: str, lang: str, screen: ViewportSize
) -> None:
    with seen(browser, components + lang, screen) as sight:
        assert faults(sight.page) == []


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_is_pale_in_the_dark(
    browser: Browser, components: str, lang: str, screen: ViewportSize
) -> None:
    with seen(browser, components + lang, screen, "dark") as sight:
        assert pale_text(sight.page) == []


def test_a_missing_label_would_be_noticed(browser: Browser, sites: Sites) -> None:
    with seen(browser, f"{sites.casework}/ui/fields", DESK) as sight:
        assert faults(sight.page) == []
        sight.page.evaluate("document.querySelector('label[for=t-empty]').remove()")
        assert any(fault.startswith("label (critical)") for fault in faults(sight.page))


def test_pale_text_would_be_noticed(browser: Browser, sites: Sites) -> None:
    with seen(browser, f"{sites.intake}/ui/buttons", PHONE, "dark") as sight:
        assert pale_text(sight.page) == []
        sight.page.evaluate("document.querySelector('.lead').style.color = 'grey'")
        [fault] = pale_text(sight.page)
        assert "Look here before" in fault


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_small_phone_never_scrolls_sideways(browser: Browser, components: str, lang: str) -> None:
    with seen(browser, components + lang, PHONE) as sight:
        assert sight.pixels_too_wide() == 0


@pytest.mark.parametrize("screen", SCREENS_AND_IPAD)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_text_of_double_size_never_scrolls_sideways(
    browser: Browser, components: str, lang: str, screen: ViewportSize
) -> None:
    with seen(browser, components + lang, screen) as sight:
        sight.double_the_text()
        assert sight.pixels_too_wide() == 0


def test_spread_letters_and_lines_fit(browser: Browser, components: str) -> None:
    with seen(browser, components + "en", PHONE) as sight:
        sight.space_the_text()
        assert sight.pixels_too_wide() == 0
        assert sight.cut_off() == []


def test_a_page_that_is_too_wide_would_be_noticed(browser: Browser, sites: Sites) -> None:
    with seen(browser, f"{sites.intake}/ui/text", PHONE) as sight:
        sight.page.evaluate("document.querySelector('h1').style.minInlineSize = '30rem'")
        assert sight.pixels_too_wide() > 0


@pytest.mark.parametrize("screen", SCREENS_AND_IPAD)
def test_a_director_can_press_everything_with_a_finger(
    browser: Browser, sites: Sites, screen: ViewportSize
) -> None:
    with seen(browser, f"{sites.casework}/ui", screen) as sight:
        assert len(sight.controls()) > 50
        assert sight.smaller_than(FINGER) == []


def test_a_reporter_can_press_everything(browser: Browser, sites: Sites) -> None:
    with seen(browser, f"{sites.intake}/ui", PHONE) as sight:
        assert sight.smaller_than(FINGER) == []


def test_the_way_out_stays_in_sight(browser: Browser, sites: Sites) -> None:
    with seen(browser, f"{sites.intake}/ui", PHONE) as sight:
        sight.page.evaluate("scrollTo(0, document.body.scrollHeight)")
        box = sight.page.get_by_role("link", name="Leave this page", exact=True).bounding_box()
        assert box is not None
        assert box["y"] >= 0
        bar = sight.page.locator(".bar").bounding_box()
        assert bar is not None
        assert bar["height"] <= 80


def test_focus_is_never_hidden_under_the_bar(browser: Browser, sites: Sites) -> None:
    with seen(browser, f"{sites.intake}/ui/fields", PHONE) as sight:
        sight.page.locator("a").last.focus()
        for _ in range(40):  # backwards, because only then does a page scroll up to what has focus
            sight.page.keyboard.press("Shift+Tab")
            assert sight.focus_is_in_sight(), sight.page.evaluate("document.activeElement.id")


def test_paper_gets_the_content_and_not_the_frame(browser: Browser, components: str) -> None:
    with seen(browser, components + "en", DESK) as sight:
        sight.page.emulate_media(media="print")
        frame = sight.page.locator(".bar, .foot, .langs, .ways, .top, .rail, .links, .skip")
        assert frame.count() > 2
        assert frame.filter(visible=True).count() == 0
        assert sight.page.get_by_role("heading", level=1).is_visible()


def test_the_receipt_prints_the_words_and_nothing_else(browser: Browser, sites: Sites) -> None:
    with seen(browser, f"{sites.intake}/ui/talk", DESK) as sight:
        sight.page.evaluate("""() => {
          document.body.classList.add('is-receipt')
          document.querySelector('main').append(document.querySelector('.wordsbox'))
        }""")
        sight.page.emulate_media(media="print")
        words = "lamp river cousin tiger margin velvet orbit copper meadow"
        assert sight.page.locator("body").inner_text().split() == words.split()


def test_a_contrast_theme_leaves_an_edge_on_what_can_be_pressed(
    browser: Browser, components: str
) -> None:
    bare = """() => [...document.querySelectorAll('.btn, .box, .choice, .exit, .move')]
      .filter(it => parseFloat(getComputedStyle(it).borderBlockStartWidth) < 1)
      .map(it => it.outerHTML.slice(0, 120))"""
    with seen(browser, components + "en", DESK) as sight:
        sight.page.emulate_media(forced_colors="active")
        assert sight.page.evaluate(bare) == []


def test_nothing_moves(browser: Browser, components: str) -> None:
    moving = """() => [...document.querySelectorAll('*')].map(it => getComputedStyle(it))
      .filter(it => it.transitionDuration !== '0s' || it.animationName !== 'none').length"""
    with seen(browser, components + "en", DESK) as sight:
        assert sight.page.evaluate(moving) == 0
