"""What `requirements/run.txt` names is all that a machine needs which serves Charterline.

An environment is made of it, and of nothing else that the tests have.
"""

import re
import subprocess
import venv
from collections.abc import Iterable
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.deploy.asking import ask
from tests.deploy.front import COMMITTEE, REPORT, lay_out, running_nginx
from tests.deploy.sites import running_casework, running_intake
from tests.running import HOUSE

_RUN = HOUSE / "requirements" / "run.txt"
# More than today's sites use: every module of the product, but those that act when imported.
_EVERYTHING = """
import granian.cli, importlib, pkgutil
for room in "crypto store config intake casework deploy".split():
    for module in pkgutil.walk_packages(importlib.import_module(room).__path__, room + "."):
        if "__main__" not in module.name and ".migrations." not in module.name:
            importlib.import_module(module.name)
"""


def _named() -> list[Requirement]:
    lines = re.findall(r"^(\S+==.+?) *\\?$", _RUN.read_text("utf-8"), re.MULTILINE)
    wanted = [Requirement(line) for line in lines]
    return [one for one in wanted if one.marker is None or one.marker.evaluate()]


def _environment(folder: Path, wanted: Iterable[Requirement]) -> Path:
    """Make an environment that sees these distributions, and return its Python."""
    venv.create(folder, symlinks=True, with_pip=False)
    (packages,) = folder.glob("lib/python*/site-packages")
    for one in wanted:
        installed = distribution(one.name)
        assert one.specifier.contains(installed.version), "the environment is not what is pinned"
        for top in {path.parts[0] for path in installed.files or ()} - {"..", "__pycache__"}:
            (packages / top).symlink_to(Path(str(installed.locate_file(top))))
    return folder / "bin" / "python"


def _in(python: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(python), *arguments]
    return subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=False)


def test_both_sites_run_on_what_is_named_and_nothing_else(folder: Path) -> None:
    python = _environment(folder / "env", _named())
    front = lay_out(folder)
    for which in ("dropbox", "casework"):
        url = f"sqlite:///{folder}/{which}.sqlite"
        assert not _in(python, "-m", "store", "migrate", which, "--url", url).stderr
    assert _in(python, "-c", _EVERYTHING).stderr == ""
    with (
        running_intake(front, python=str(python)),
        running_casework(front, python=str(python)),
        running_nginx(front),
    ):
        for name in (REPORT, COMMITTEE):
            assert ask(front, "GET /", name).status == 200
            assert ask(front, "GET /health", name).status == 204


@pytest.mark.parametrize("without", ["granian", "nh3", "mdurl"])
def test_if_one_were_not_named_it_would_be_missed(without: str, folder: Path) -> None:
    wanted = [one for one in _named() if one.name != without]
    python = _environment(folder / "env", wanted)
    assert f"No module named '{without}" in _in(python, "-c", _EVERYTHING).stderr
