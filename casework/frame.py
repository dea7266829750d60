"""What surrounds a page of the committee: its name, the rail, the way to lock."""

from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from casework.desk import desk
from casework.trust import Standing
from config.frames import CaseworkFrame, Link

PEOPLE = "/people"


def casework_frame(current: str, *, wrong: bool = False) -> CaseworkFrame:
    """Frame a page; `current` is the address in the rail under which it stands."""
    found = desk().trust.now()
    company = desk().settings.company
    committee = found.manifest.committee if isinstance(found, Standing) else ""
    rail = (Link("/", _("Today")), Link(PEOPLE, _("People"), gap=True))
    return CaseworkFrame(
        committee=f"{company} {committee}".strip(),
        home_href="/",
        search_href="/search",
        lock_href="/lock",
        csrf_token=generate_csrf(),
        menu=tuple(Link(item.href, item.text, item.href == current, item.gap) for item in rail),
        wrong=wrong,
    )
