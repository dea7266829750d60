"""axe-core in a page: what a machine can see of what would lock somebody out."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize

from tests.e2e.sight import Scheme

_SCRIPT = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The look promises 7:1, which is the stricter rule; the other would only find less, as slowly.
_CONTRAST = "color-contrast-enhanced"
_RULES = {_CONTRAST: {"enabled": True}, "color-contrast": {"enabled": False}}
# Only faults are wanted: naming every place that passed takes longer than the search.
_RUN = """([tags, rules]) => axe.run(document, {
  runOnly: {type: 'tag', values: tags}, rules, resultTypes: ['violations'], preload: false
})"""
_RUN_ONE = """rule => axe.run(document, {
  runOnly: [rule], resultTypes: ['violations'], preload: false
})"""


def faults(page: Page) -> list[str]:
    """Return what axe finds, one readable line for each place."""
    page.wait_for_load_state()  # without its style sheets a page has no size to speak of
    _bring(page)
    return _readable(page.evaluate(_RUN, [_TAGS, _RULES]))


@contextmanager
def without_its_scripts(
    browser: Browser, screen: ViewportSize, scheme: Scheme
) -> Iterator[Callable[[Page], Page]]:
    """Show pages whose scripts never ran to axe, which is a script itself.

    The same bytes at the same address, in a browser that has scripts and gets none of the site's.
    """
    context = browser.new_context(bypass_csp=True, viewport=screen, color_scheme=scheme)
    again = context.new_page()
    again.route("**/*.js", lambda route: route.abort())

    def shown(page: Page) -> Page:
        html = page.content()
        again.route(page.url, lambda route: route.fulfill(body=html, content_type="text/html"))
        again.goto(page.url)
        again.unroute(page.url)
        return again

    try:
        yield shown
    finally:
        context.close()


def pale_text(page: Page) -> list[str]:
    """Return text under 7:1: all that another theme can change about a page."""
    _bring(page)
    return _readable(page.evaluate(_RUN_ONE, _CONTRAST))


def _bring(page: Page) -> None:
    """Reading half a megabyte of axe takes longer than its search, so it is read once a page."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_SCRIPT)


def _readable(found: dict[str, list[dict[str, Any]]]) -> list[str]:
    return [
        f"{rule['id']} ({rule['impact']}): {rule['help']}: {node['html'][:200]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
