"""The pages that nginx gives when a site cannot: drawn by the site beforehand, kept as files.

`python -m tests.deploy.refresh` draws them again after their words or looks have changed.
"""

from pathlib import Path

from flask import Flask, render_template

import casework.faults
import casework.wsgi
import intake.views.faults
import intake.wsgi
from config.faults import FaultPages
from config.frames import GateFrame
from config.rendering import TEMPLATES, render
from config.settings import CaseworkSettings, IntakeSettings, read_settings
from intake.views.frame import LEAVE, intake_frame
from intake.views.leaving import WeatherPage
from tests.deploy.front import COMMITTEE, REPORT
from tests.running import casework_environment, intake_environment

_NAMES = {503: "not-available.html", 413: "too-large.html"}
# A site's own page for this has the answers in it, or a way back to them. nginx has read neither,
# but the browser sends the whole form again when it loads the answer again.
_WAIT = "wait.html"
_WEATHER = "weather.html"
_NOWHERE = "sqlite:////nowhere/that/is/ever/opened.sqlite"
_SOCKET = "unix:/run/nobody/listens.sock"


def public_site() -> Flask:
    settings = intake_environment(f"https://{REPORT}", _SOCKET, _NOWHERE)
    return intake.wsgi.create_app(read_settings(IntakeSettings, settings))


def committee_site() -> Flask:
    settings = casework_environment(f"https://{COMMITTEE}", _SOCKET, _NOWHERE, _NOWHERE)
    return casework.wsgi.create_app(read_settings(CaseworkSettings, settings))


def drawn() -> dict[Path, str]:
    """Return every kept page with what its site draws today."""
    public, committee = public_site(), committee_site()
    with public.test_request_context(base_url="https://localhost"):
        pages = _pages(public, intake.views.faults.FAULTS)
        pages[_folder(public) / _WAIT] = render_template("wait_kept.html", frame=intake_frame())
        weather = WeatherPage(LEAVE)  # it knows where to lead to, once it answers again
        pages[_folder(public) / _WEATHER] = render(weather)
    with committee.test_request_context(base_url="https://localhost"):
        pages |= _pages(committee, casework.faults.FAULTS)
        waiting = render_template("faults/wait_kept.html", frame=GateFrame())
        pages[_folder(committee) / _WAIT] = waiting
    return pages


def _pages(site: Flask, faults: FaultPages) -> dict[Path, str]:
    return {_folder(site) / name: render(faults.by_code[code]()) for code, name in _NAMES.items()}


def _folder(site: Flask) -> Path:
    return TEMPLATES / "static" / site.name


if __name__ == "__main__":
    for place, page in drawn().items():
        place.parent.mkdir(exist_ok=True)
        place.write_text(page, "utf-8")
