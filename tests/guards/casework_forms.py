"""Every form of a case that carries nothing for a second press, and why none can stand twice.

A form that is not listed here adds something, and must carry what was drawn with it.
"""

from typing import Final

CHANGES = "says what stood there when it was drawn, or sets what is set already"
LOOKS = "every look is a line of its own, as often as there was one"
HAS_ITS_OWN = "carries an id or a sealed token of its own"

NOTHING_TWICE: Final = {
    ("aside.html", "{{ here }}"): CHANGES,
    ("asked.html", "{{ here }}"): CHANGES,
    ("asked.html", "{{ reply.href }}"): HAS_ITS_OWN,
    ("asking.html", "{{ here }}/settled"): CHANGES,
    ("check_reply.html", "{{ here }}"): HAS_ITS_OWN,
    ("conflict_parts.html", "{{ here }}/free"): CHANGES,
    ("conflict_parts.html", "{{ here }}/strike"): CHANGES,
    ("conflict_parts.html", "{{ here }}/lift"): CHANGES,
    ("conversation.html", "{{ here }}"): HAS_ITS_OWN,
    ("ending/figures.html", "{{ here }}/publish"): CHANGES,
    ("ending/finish.html", "{{ here }}/close"): CHANGES,
    ("ending/finish_parts.html", "{{ here }}/answers"): CHANGES,
    ("ending/finish_parts.html", "{{ here }}/pass"): CHANGES,
    ("ending/finish_parts.html", "{{ here }}/agree"): CHANGES,
    ("ending/finish_parts.html", "{{ farewell.action }}"): HAS_ITS_OWN,
    ("ending/kept.html", "{{ here }}/lift"): CHANGES,
    ("ending/kept.html", "{{ here }}/period"): CHANGES,
    ("ending/records.html", "{{ here }}/propose"): CHANGES,
    ("enter.html", "/reports/enter"): HAS_ITS_OWN,
    ("entered_words.html", "/reports/enter/leave-out"): CHANGES,
    ("entered_words.html", "/reports/enter/words"): HAS_ITS_OWN,
    ("files.html", "{{ here }}"): LOOKS,
    ("hiding.html", "{{ here }}"): CHANGES,
    ("identity.html", "{{ here }}"): LOOKS,
    ("judging.html", "{{ here }}/move"): CHANGES,
    ("judging.html", "{{ here }}/find"): CHANGES,
    ("judging.html", "{{ here }}/approve"): CHANGES,
    ("linked.html", "{{ here }}"): CHANGES,
    ("move_note.html", "{{ here }}"): CHANGES,
    ("newcomers.html", "{{ here }}/add"): CHANGES,
    ("newcomers.html", "{{ here }}/grant"): CHANGES,
    ("overview.html", "{{ head.cover_href }}"): CHANGES,
    ("people.html", "{{ here }}/free"): CHANGES,
    ("privilege/label.html", "{{ here }}"): CHANGES,
    ("readers/taken_out.html", "{{ here }}/agree"): CHANGES,
    ("readers/taken_out.html", "{{ here }}/remove"): CHANGES,
    ("readers/guest_first.html", "{{ here }}"): CHANGES,
    ("readers/threshold.html", "{{ here }}"): CHANGES,
    ("severity.html", "{{ here }}"): CHANGES,
    ("shorten.html", "{{ action }}"): "carries all that the form before it carried",
    ("stand_ins.html", "{{ here }}"): CHANGES,
    ("ties.html", "/ties/remove"): CHANGES,
    ("ties.html", "/ties/right"): CHANGES,
    ("ties.html", "/ties/phone"): CHANGES,
    ("ties.html", "/ties"): CHANGES,
    ("translate.html", "{{ here }}"): "the same words beside the same original are there already",
    ("triage.html", "{{ aside.href }}"): CHANGES,
    ("waiting_reply.html", "{{ here }}/agree"): CHANGES,
    ("waiting_reply.html", "{{ here }}/refuse"): CHANGES,
    ("waiting_reply.html", "{{ here }}/second"): CHANGES,
}

ADDING: Final = frozenset(
    {
        "/reports/<case>/conflicts",
        "/reports/<case>/due",
        "/reports/<case>/hand-over",
        "/reports/<case>/hand-over/back",
        "/reports/<case>/identity/tell",
        "/reports/<case>/kept/hold",
        "/reports/<case>/notes",
        "/reports/<case>/outcome/allege",
        "/reports/<case>/people/ask",
        "/reports/<case>/privileged",
        "/reports/<case>/protection",
        "/reports/<case>/scope",
        "/reports/<case>/tasks",
        "/reports/<case>/timeline",
        "/reports/<case>/transcript",
    }
)
"""Every address where a press adds something. A file has a way in of its own, which asks too."""
