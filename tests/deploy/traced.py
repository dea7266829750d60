"""What a program asked the kernel for, as strace saw it: no promise of ours can hide from that."""

import re
from pathlib import Path

OPENS = "open,openat,openat2,creat,memfd_create,mkdir,mkdirat,rename,renameat,renameat2,link,linkat"
# A call that another thread interrupted stands on two lines; the first has what was asked.
_CALL = re.compile(r"^\d+ +(?P<name>\w+)\((?P<rest>.*)$", re.MULTILINE)
_READS_ONLY = re.compile(r"\bO_RDONLY\b(?!.*\b(?:O_CREAT|O_TMPFILE)\b)")
_PATH = re.compile(r'"([^"]*)"')


def strace(trace: Path, calls: str) -> list[str]:
    """Return the words to put before a command so that these calls are written to `trace`."""
    return [
        "strace",
        "-f",
        "-qq",
        "-s",
        "256",
        "-e",
        "signal=none",
        "-e",
        f"trace={calls}",
        "-o",
        str(trace),
    ]


def made_or_written(trace: Path) -> set[str]:
    """Return the path of every file that was opened for writing, made, renamed or linked."""
    return {
        (_PATH.search(rest) or ["", name])[1]
        for name, rest in _calls(trace)
        if not _READS_ONLY.search(rest)
    }


def calls_made(trace: Path) -> set[str]:
    return {name for name, _ in _calls(trace)}


def made_executable(trace: Path) -> list[str]:
    """Return the calls that would make memory both writable and executable, or executable later."""
    asked = [f"{name}({rest}" for name, rest in _calls(trace) if "PROT_EXEC" in rest]
    return [call for call in asked if not call.startswith("mmap(") or "PROT_WRITE" in call]


def _calls(trace: Path) -> list[tuple[str, str]]:
    return [(call["name"], call["rest"]) for call in _CALL.finditer(trace.read_text())]
