"""The pages that nginx gives when a site cannot: drawn by the site beforehand, kept as files.

`python -m tests.deploy.refresh` draws them again after their words or looks have changed.
"""

from pathlib import Path

from flask import Flask

import casework.faults
import casework.wsgi
import intake.views.faults
import intake.wsgi
from config.faults import PageMaker
from config.rendering import TEMPLATES, render
from config.settings import CaseworkSettings, IntakeSettings, read_settings
from tests.deploy.front import COMMITTEE, REPORT
from tests.running import casework_environment, intake_environment

_NAMES = {503: "not-available.html", 413: "too-large.html"}
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
    public, committee = intake.views.faults.FAULTS, casework.faults.FAULTS
    return _pages(public_site(), public) | _pages(committee_site(), committee)


def _pages(site: Flask, faults: dict[int, PageMaker]) -> dict[Path, str]:
    folder = TEMPLATES / "static" / site.name
    with site.test_request_context(base_url="https://localhost"):
        return {folder / name: render(faults.by_code[code]()) for code, name in _NAMES.items()}


if __name__ == "__main__":
    for place, page in drawn().items():
        place.parent.mkdir(exist_ok=True)
        place.write_text(page, "utf-8")
