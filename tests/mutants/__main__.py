"""Mutation testing of crypto/, in a copy of the house: `python -m tests.mutants [crypto/part]`."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.mutants.survivors import explained, outcomes, survivors, unexplained

_HOUSE = Path(__file__).parents[2]
# The tool leaves a tree of changed files behind, which must never be collected as tests.
_COPY = _HOUSE / "var" / "mutants"
_ROOMS = ("crypto", "config", "store", "intake", "casework", "deploy", "templates", "tests")
# Tests that try everything, or count for long, would be run again for each of thousands of changes.
_SLOW = (
    *("sealing_distinguisher", "header_mac_or_other", "whoever_is_left", "place_of_a_stanza"),
    "passcode_errors",
)
# One seed for all: a change that is noticed today is noticed tomorrow.
_SETTINGS = """
[tool.mutmut]
source_paths = ["{part}"]
also_copy = {rooms}
pytest_add_cli_args = ["-p", "no:cacheprovider", "-n0", "-p", "tests.mutants.hurried",
  "--hypothesis-profile", "hurried", "--hypothesis-seed=0", "-k", "{quick}"]
pytest_add_cli_args_test_selection = ["tests/unit/crypto"]
timeout_multiplier = 5.0
timeout_constant = 5.0
"""


def main() -> int:
    part = sys.argv[1] if sys.argv[1:] else "crypto"
    copy_house(part)
    log = _COPY / "log"
    with log.open("wb") as told:
        ended = subprocess.run(
            [sys.executable, "-m", "mutmut", "run", "--max-children", "2"],
            cwd=_COPY,
            stdout=told,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if ended.returncode:
        sys.stdout.write(f"The changes could not be tried; see {log.relative_to(_HOUSE)}\n")
        return 1
    return report()


def copy_house(part: str) -> None:
    shutil.rmtree(_COPY, ignore_errors=True)
    for room in _ROOMS:
        shutil.copytree(_HOUSE / room, _COPY / room, ignore=shutil.ignore_patterns("__pycache__"))
    settings = (_HOUSE / "pyproject.toml").read_text("utf-8")
    quick = " and ".join(f"not {test}" for test in _SLOW)
    mutation = _SETTINGS.format(part=part, rooms=list(_ROOMS), quick=quick)
    (_COPY / "pyproject.toml").write_text(settings + mutation)


def report() -> int:
    tried = len(list(outcomes(_COPY)))
    found = list(survivors(_COPY))
    left = unexplained(found, explained())
    sys.stdout.writelines(f"{one}\n\n" for one in left)
    sys.stdout.write(
        f"{tried} changes, of which {len(found)} went unnoticed, "
        f"{len(left)} of them without an explanation\n"
    )
    return 0 if tried and not left else 1


if __name__ == "__main__":
    raise SystemExit(main())
