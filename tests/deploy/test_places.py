"""A name that stands in two files is the same in both: settings, units, nginx, tor."""

import re
import secrets
import shlex
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from casework.cli import UNATTENDED
from config.hardening import FORM_LIMIT, UPLOAD_LANE
from config.serving import server_options
from config.settings import CaseworkSettings, IntakeSettings, SiteSettings, read_settings
from tests.deploy.front import SHIPPED
from tests.deploy.units import SYSTEMD, value, values
from tests.running import HOUSE

_KINDS: dict[str, type[SiteSettings]] = {"intake": IntakeSettings, "casework": CaseworkSettings}
_IN_FILE = ("_SECRET_FILE", "_PASSWORD_FILE")

each_site = pytest.mark.parametrize("site", list(_KINDS))


@each_site
def test_the_example_settings_are_settings(site: str, folder: Path) -> None:
    secret = folder / "secret"
    secret.write_text(secrets.token_urlsafe(32))
    example = _example(site)
    in_files = {name: str(secret) for name in example if name.endswith(_IN_FILE)}
    settings = read_settings(_KINDS[site], example | in_files)
    assert not settings.in_development


@each_site
def test_the_unit_reads_the_example_s_file_and_brings_its_secrets(site: str) -> None:
    unit = _unit(site)
    assert _resolved(unit, "EnvironmentFile") == f"/etc/charterline/charterline-{site}.env"
    brought = dict(each.split(":") for each in values(unit, "LoadCredential"))
    for credential, source in brought.items():
        expected = f"/etc/charterline/secrets/charterline-{site}-{credential}"
        assert source.replace("%N", unit.stem) == expected
    asked = {path for name, path in _example(site).items() if name.endswith(_IN_FILE)}
    assert asked == {f"/run/credentials/{unit.name}/{credential}" for credential in brought}


@each_site
def test_the_site_listens_where_nginx_asks_and_its_unit_makes_the_folder(site: str) -> None:
    listens = _example(site)["CHARTERLINE_LISTEN"]
    nginx = (SHIPPED / "sites" / f"charterline-{site}.conf").read_text()
    assert f"server {listens};" in nginx
    assert Path(listens.removeprefix("unix:")).parent == Path(
        "/run", _resolved(_unit(site), "RuntimeDirectory")
    )


@each_site
def test_nginx_answers_to_the_name_of_the_address(site: str) -> None:
    nginx = (SHIPPED / "sites" / f"charterline-{site}.conf").read_text()
    names = set(re.findall(r"server_name (\S+);", nginx))
    assert names == {urlsplit(_example(site)["CHARTERLINE_ADDRESS"]).hostname}


@each_site
def test_the_unit_starts_a_site_that_is_there(site: str) -> None:
    assert _resolved(_unit(site), "ExecStart").endswith(f"/python -m {site}")
    assert (HOUSE / site / "__main__.py").exists()


def test_a_second_public_site_is_the_same_unit_under_another_name() -> None:
    onion = (SHIPPED / "sites" / "charterline-onion.conf").read_text()
    folder = value(_unit("intake"), "RuntimeDirectory").replace("%N", "charterline-onion")
    assert f"server unix:/run/{folder}/site.sock;" in onion


def test_tor_leads_to_where_nginx_listens_for_it() -> None:
    torrc = (HOUSE / "deploy" / "tor" / "torrc").read_text()
    (inward,) = re.findall(r"^HiddenServicePort 80 (\S+)$", torrc, re.MULTILINE)
    assert f"listen {inward};" in (SHIPPED / "sites" / "charterline-onion.conf").read_text()
    assert "\nHiddenServicePoWDefensesEnabled 1\n" in torrc


def test_a_form_may_be_as_long_for_nginx_as_for_the_site_and_fits_its_buffer() -> None:
    lanes = (SHIPPED / "charterline" / "lanes.conf").read_text()
    for limit in ("client_max_body_size", "client_body_buffer_size"):
        assert f"    {limit} {FORM_LIMIT // 1024}k;" in lanes


def test_uploads_have_a_lane_of_their_own_under_the_path_that_the_sites_know() -> None:
    lanes = (SHIPPED / "charterline" / "lanes.conf").read_text()
    lane = lanes[lanes.index(f"location {UPLOAD_LANE} {{") :].partition("}")[0]
    assert "limit_conn uploads" in lane
    assert "proxy_request_buffering off;" in lane


def test_uploads_leave_half_of_the_threads_to_forms() -> None:
    options = server_options("site", "localhost:80")
    threads = int(options[options.index("--blocking-threads") + 1])
    lanes = (SHIPPED / "charterline" / "lanes.conf").read_text()
    (uploads,) = re.findall(r"limit_conn uploads (\d+);", lanes)
    assert int(uploads) * 2 <= threads


def test_the_sweep_is_asked_for_in_words_that_the_store_knows(folder: Path) -> None:
    url = folder / "dropbox-url"
    url.write_text(f"sqlite:///{folder}/dropbox.sqlite")
    asked = _resolved(SYSTEMD / "charterline-sweep.service", "ExecStart").replace("%d", str(folder))
    _python, *arguments = shlex.split(asked)
    migrate = ["-m", "store", "migrate", "dropbox", "--url-file", str(url)]
    for one in (migrate, arguments):
        subprocess.run([sys.executable, *one], cwd=HOUSE, check=True, capture_output=True)


def test_files_of_sqlite_lie_where_the_units_let_them_be_written() -> None:
    made = (SYSTEMD / "charterline.tmpfiles").read_text()
    for site, folder in (("intake", "dropbox"), ("casework", "")):
        first, *others = _writable(site)
        assert first == str(Path("/var/lib/charterline", folder))
        for writable in (first, *others):
            assert re.search(rf"^d {writable} ", made, re.MULTILINE)


def _writable(site: str) -> list[str]:
    paths = value(_unit(site), "ReadWritePaths").split()
    return [path.removeprefix("-") for path in paths]


@pytest.mark.parametrize("name", ["collect", "night", "day"])
def test_what_timers_start_is_asked_for_in_words_that_casework_knows(name: str) -> None:
    unit = SYSTEMD / f"charterline-{name}.service"
    assert (SYSTEMD / f"charterline-{name}.timer").is_file()
    asked = unit.read_text().replace("\\\n", " ")
    [line] = re.findall(r"^ExecStart=/usr/bin/env (.*)$", asked, re.MULTILINE)
    settings, _, verbs = line.partition(" /opt/charterline/.venv/bin/python -m casework ")
    assert {verb for verb in verbs.split() if verb != "each"} <= UNATTENDED.keys()
    lent = {each.partition(":")[0] for each in values(unit, "LoadCredential")}
    assert set(re.findall(r"=%d/([\w-]+)", settings)) == lent
    assert ("herald" in lent) == (name == "night")
    named = {each.partition("=")[0].removesuffix("_FILE") for each in settings.split()}
    assert named <= {f"CHARTERLINE_{field.name.upper()}" for field in fields(CaseworkSettings)}


def test_what_is_done_unattended_by_no_timer_is_nothing() -> None:
    asked = "".join(path.read_text() for path in SYSTEMD.glob("charterline-*.service"))
    assert all(re.search(rf"-m casework (each )?.*\b{verb}\b", asked) for verb in UNATTENDED)


def test_the_guide_and_the_examples_name_one_file_of_sqlite_for_each_database() -> None:
    told = [*HOUSE.glob("*.md"), *(HOUSE / "docs").rglob("*.md")]
    told += (HOUSE / "config" / "examples").iterdir()
    named = {
        path
        for place in told
        for path in re.findall(r"sqlite:///(/[\w./-]+)", place.read_text("utf-8"))
    }
    folders = {
        "dropbox": _writable("intake")[0],
        "casework": f"{_writable('casework')[0]}/casework",
    }
    assert named == {f"{folder}/{name}.sqlite" for name, folder in folders.items()}
    made = (SYSTEMD / "charterline.tmpfiles").read_text()
    for folder in folders.values():
        assert re.search(rf"^d {folder} ", made, re.MULTILINE)


def test_the_guide_makes_the_environment_that_the_units_start() -> None:
    guide = (HOUSE / "docs" / "operations.md").read_text("utf-8")
    for site in _KINDS:
        python = value(_unit(site), "ExecStart").split()[0]
        tree = value(_unit(site), "WorkingDirectory")
        assert f"\n    python3 -m venv {Path(python).parents[1]}\n" in guide
        install = f"-m pip install --require-hashes -r {tree}/requirements/run.txt"
        assert f"\n    {python} {install}\n" in guide


def _unit(site: str) -> Path:
    return SYSTEMD / f"charterline-{site}.service"


def _resolved(unit: Path, key: str) -> str:
    """Return a value as systemd understands it: %N is the unit's own name."""
    return value(unit, key).replace("%N", unit.stem)


def _example(site: str) -> dict[str, str]:
    lines = (HOUSE / "config" / "examples" / f"{site}.env").read_text().splitlines()
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name: setting for name, _, setting in pairs}
