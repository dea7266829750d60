"""Every screen of casework has all its states: empty, waiting, wrong, not connected, locked.

Waiting, not connected and locked are the frame's, so a screen has them by standing in it. What it
says when there is nothing is its own; a screen that always holds something says here why.
"""

import re

import pytest

from config.rendering import TEMPLATES

CASEWORK = TEMPLATES / "casework"
_EXTENDS = re.compile(r'{% extends "([^"]+)" %}')
_FROM = re.compile(r'{% from "([^"]+)"')
FRAME = "ui/casework_frame.html"
# What a screen says where it has no place for `empty`: the words stand in it, or in its parts.
SAYS = {
    "complaints/ending/custody.html": "Nobody has opened the original, and it was not taken out.",
    "complaints/notes.html": "No committee note yet.",
    "complaints/privileged.html": "No privileged note yet.",
    "complaints/timeline.html": "Nothing of this kind happened so far.",
}
ALWAYS = {
    "it asks for something": {
        "complaints/conflicts.html", "complaints/ending/finish.html", "complaints/ending/kept.html",
        "complaints/hidden.html",
        "complaints/enter.html", "complaints/hand_over.html", "complaints/outcome.html",
        "complaints/protection.html", "complaints/scope.html", "complaints/severity.html",
        "complaints/ties.html", "complaints/translate.html", "complaints/triage.html",
        "committee/drill.html", "complaints/privilege/label.html",
        "complaints/move_note.html", "complaints/readers/remove.html", "complaints/transcript.html",
        "committee/joining.html", "committee/lost.html", "committee/recovery.html",
        "export/ask.html", "export/several.html",
        "export/what.html", "export/whom.html", "export/words.html", "members/add_passkey.html",
    },
    "it is one thing that is there, or was done": {
        "complaints/check_hand_over.html", "complaints/check_reply.html",
        "complaints/conversation.html", "complaints/entered.html", "complaints/entered_words.html",
        "complaints/gone.html", "complaints/identity.html", "complaints/load.html",
        "complaints/overview.html", "complaints/people.html", "complaints/step_back.html",
        "complaints/ending/sheet.html", "complaints/europe.html",
        "complaints/readers/barred.html", "complaints/readers/threshold.html",
        "complaints/stand_ins.html", "complaints/readers/guest_first.html",
        "complaints/again.html", "complaints/shorten.html", "complaints/sure.html",
        "committee/change.html", "committee/invited.html", "committee/key_day.html",
        "committee/keys.html", "committee/people.html", "committee/person.html",
        "committee/sheet.html",
        "export/check.html", "members/keyboard.html", "members/new_sheet.html",
        "members/own.html", "settings/settings.html",
    },
}  # fmt: skip
# What is posted here cannot be wrong: there is nothing to type. A fault has a page of its own.
ONE_BUTTON = {
    "complaints/overview.html", "complaints/sure.html",
    "complaints/check_hand_over.html", "complaints/check_reply.html", "export/ask.html",
    "complaints/readers/guest_first.html", "complaints/readers/threshold.html",
    "history/log.html", "members/keyboard.html", "members/new_devices.html",
}  # fmt: skip


def words_of(name: str) -> str:
    """Return a template with the parts that it draws, and those that they draw."""
    path = (TEMPLATES if name.startswith("ui/") else CASEWORK) / name
    text = path.read_text()
    parts = [each for each in _FROM.findall(text) if not each.startswith("ui/")]
    return text + "".join(map(words_of, parts))


def frame_of(name: str) -> str:
    path = (TEMPLATES if name.startswith("ui/") else CASEWORK) / name
    found = _EXTENDS.search(path.read_text())
    return name if found is None else frame_of(found.group(1))


def screens() -> list[str]:
    every = (str(each.relative_to(CASEWORK)) for each in CASEWORK.rglob("*.html"))
    framed = [each for each in every if each != frame_of(each)]
    return sorted(each for each in framed if each != "complaints/case_frame.html")


INSIDE = [each for each in screens() if frame_of(each) == FRAME]


def test_whoever_is_in_stands_in_a_frame_that_waits_knows_no_connection_and_locks() -> None:
    assert len(INSIDE) > 50
    frame = (TEMPLATES / FRAME).read_text()
    for says in ("Not connected. Nothing is sent.", "Working on it.", "Stop waiting", "Lock now"):
        assert says in frame
    for script in ("steady.js", "left.js"):
        assert f"/static/casework/{script}" in frame


@pytest.mark.parametrize("name", INSIDE)
def test_a_screen_says_what_is_wrong_and_what_it_says_when_there_is_nothing(name: str) -> None:
    text, always = words_of(name), set().union(*ALWAYS.values())
    if 'method="post"' in (CASEWORK / name).read_text():
        assert ("error_summary(" in text) != (name in ONE_BUTTON)
    says_empty = "empty(" in text or "{% call empty" in text
    assert [says_empty, name in SAYS, name in always].count(True) >= 1
    assert SAYS.get(name, "") in text


def test_the_list_of_screens_names_no_other() -> None:
    assert {*SAYS, *ONE_BUTTON} <= set(INSIDE)
