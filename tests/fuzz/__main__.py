"""Fuzz every target for some seconds each: `python -m tests.fuzz --seconds 30 [part of a name]`."""

import argparse
import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

_HERE = Path(__file__).parent
_HOUSE = _HERE.parents[1]
_MEMORY_MIB = 768
_LONGEST_SECONDS = 10
_LONGEST_INPUT = 200_000


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.fuzz")
    asked.add_argument("name", nargs="?", default="", help="a part of a target's name")
    asked.add_argument("--seconds", type=int, default=30, help="how long for each target")
    options = asked.parse_args()
    found = 0
    for module, function in targets():
        if options.name in function:
            found += not survives(module, function, options.seconds)
    sys.stdout.write(f"{found} targets found something\n")
    return 1 if found else 0


def targets() -> Iterator[tuple[str, str]]:
    """Return each function whose name begins with fuzz_, without importing its module here."""
    for path in sorted(_HERE.glob("fuzz_*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("fuzz_"):
                yield f"tests.fuzz.{path.stem}", node.name


def survives(module: str, function: str, seconds: int) -> bool:
    flags = [
        f"-max_total_time={seconds}",
        f"-rss_limit_mb={_MEMORY_MIB}",
        f"-timeout={_LONGEST_SECONDS}",
        f"-max_len={_LONGEST_INPUT}",
        f"-artifact_prefix={_HOUSE}/var/fuzz-{function}-",
    ]
    (_HOUSE / "var").mkdir(exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.one", module, function, *flags],
        cwd=_HOUSE,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = done.stderr.strip().splitlines()
    verdict = "survives" if done.returncode == 0 else "FINDS"
    sys.stdout.write(f"{function}: {verdict}: {lines[-1] if lines else ''}\n")
    if done.returncode:
        sys.stdout.write("\n".join(lines[-30:]) + "\n")
    return done.returncode == 0


if __name__ == "__main__":
    raise SystemExit(main())
