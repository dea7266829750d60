"""What surrounds a page of whoever is in: the committee's name, the rail, the way to lock."""

from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.desk import desk
from casework.rights import Right, SignedIn, opens
from casework.trust import Standing
from config.frames import CaseworkFrame, Link

TODAY = "/today"
REPORTS = "/reports"
RECORDS = "/records"
FIGURES = "/figures"
SEARCH = "/search"
PEOPLE = "/people"
OWN = "/you"
TIES = "/ties"
STAND_INS = "/stand-ins"
CHARTER = "/charter"
NEW_DEVICES = "/devices"
SETTINGS = "/settings"
KEYBOARD = "/keyboard"
HISTORY = "/history"
EXPORTS = "/exports"

_UNDER = {
    OWN: SETTINGS,
    NEW_DEVICES: SETTINGS,
    KEYBOARD: SETTINGS,
}  # what has no place of its own in the rail


def casework_frame(me: SignedIn, current: str, *, wrong: bool = False) -> CaseworkFrame:
    """Frame a page; `current` is the address in the rail under which it stands."""
    return CaseworkFrame(
        committee=_committee(),
        home_href="/",
        search_href=SEARCH if opens(Right.CASES, me) else "",
        lock_href="/lock",
        csrf_token=generate_csrf(),
        menu=tuple(
            Link(href, text, href == _UNDER.get(current, current)) for href, text in _rail(me)
        ),
        lock_minutes=me.lock_minutes,
        keys=me.keys,
        wrong=wrong,
    )


def _committee() -> str:
    company, found = desk().settings.company, desk().trust.now()
    if isinstance(found, Standing):
        return f"{company} {found.manifest.committee}"
    return str(_("%(company)s audit committee", company=company))


def _rail(me: SignedIn) -> tuple[tuple[str, str], ...]:
    """Lead nobody to a page that is not open to them."""
    people = ((PEOPLE, _("People")),) if opens(Right.HOLDER, me) else ()
    ties = ((TIES, _("Your ties")),) if opens(Right.CASES, me) else ()
    own = ((SETTINGS, _("Settings")),)
    log = ((HISTORY, _("Audit log")),) if opens(Right.AUDITOR, me) else ()
    reports = ((REPORTS, _("Reports")),) if opens(Right.CASES, me) else ()
    records = ((RECORDS, _("Records")),) if opens(Right.HOLDER, me) else ()
    return ((TODAY, _("Today")), *reports, *records, *people, *ties, *own, *log)
