"""The palette, computed: every colour that is ever put on another can be told from it."""

import re
from itertools import product

import pytest

from config.rendering import TEMPLATES

Palette = dict[str, str]

_TOKENS = (TEMPLATES / "static" / "ui" / "tokens.css").read_text("utf-8")
_BLOCK = r"\s*\{\s*:root\s*\{(.*?)\}"
_COLOUR = re.compile(r"--([a-z-]+):\s*#([0-9a-f]{6})")


def colours_in(pattern: str) -> Palette:
    found = re.search(pattern + _BLOCK, _TOKENS, re.DOTALL)
    assert found, "tokens.css is not laid out as it was"
    return dict(_COLOUR.findall(found.group(1)))


LIGHT = colours_in(r"@layer tokens")
DARK = LIGHT | colours_in(r"prefers-color-scheme: dark\)")
PAPER = LIGHT | colours_in(r"@media print")
PALETTES = {"light": LIGHT, "dark": DARK, "print": PAPER}

PLAIN = ["paper", "card", "sunk"]
AUDIENCES = ["reporter", "committee", "privileged"]
VOICES = ["ink", "quiet", "accent", "accent-deep", "late", "due", *AUDIENCES]
SOFT = ["accent-soft", "late-soft", "due-soft", *(f"{who}-soft" for who in AUDIENCES)]
TEXT = [
    *product(VOICES, PLAIN),
    *product(["ink", "quiet", "accent"], SOFT),  # a notice, a chosen row, a composer; their links
    *((voice, f"{voice}-soft") for voice in ["accent", "late", "due", *AUDIENCES]),
    *(("late", f"{who}-soft") for who in AUDIENCES),  # an error in a composer
    *(("on-accent", ground) for ground in ["accent", "accent-deep", *AUDIENCES]),
    ("paper", "ink"),  # the way out
    ("paper", "quiet"),
    ("on-focus", "focus-out"),  # a skip link
]
BARS = ["late", "due", *AUDIENCES]
EDGES = [
    *product(["edge", "accent", *(f"{bar}-bar" for bar in BARS)], PLAIN),
    *((f"{bar}-bar", f"{bar}-soft") for bar in BARS),
    *(("edge", f"{who}-soft") for who in AUDIENCES),  # a box in a composer
]


def luminance(colour: str) -> float:
    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(byte) for byte in bytes.fromhex(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def too_close(palette: Palette, pairs: list[tuple[str, str]], least: float) -> list[str]:
    return [
        f"{front} on {back}: {contrast(palette[front], palette[back]):.2f}"
        for front, back in pairs
        if contrast(palette[front], palette[back]) < least
    ]


def test_the_measure_is_that_of_the_guidelines() -> None:
    assert contrast("000000", "ffffff") == pytest.approx(21)
    assert contrast("777777", "ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", PALETTES)
def test_every_word_stands_out_seven_to_one(theme: str) -> None:
    assert too_close(PALETTES[theme], TEXT, 7) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_edge_stands_out_three_to_one(theme: str) -> None:
    assert too_close(PALETTES[theme], EDGES, 3) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", [*PLAIN, *SOFT, "accent", "ink", *AUDIENCES])
def test_one_tone_of_the_focus_ring_shows_on_any_ground(theme: str, ground: str) -> None:
    palette = PALETTES[theme]
    tones = [contrast(palette[tone], palette[ground]) for tone in ["focus-in", "focus-out"]]
    assert max(tones) >= 3


def test_every_colour_has_a_twin_for_the_dark() -> None:
    # The ring and the skip link are the same by day and night: they must never be missed.
    alike = {name for name, colour in LIGHT.items() if DARK[name] == colour}
    assert alike == {"focus-out", "on-focus"}
