"""Sheets on their way to a printer, in a folder that lies in memory and is emptied afterwards."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from casework.committee.services.keyday.papers import Sheet

_MOUNTS: Final = Path("/proc/mounts")
_IN_MEMORY: Final = {"tmpfs", "ramfs"}


class PaperError(Exception):
    """Says in one sentence why nothing can be printed from there."""


class PaperFolder:
    def __init__(self, path: Path, *, may_be_on_disk: bool) -> None:
        self._path = path
        self._may_be_on_disk = may_be_on_disk

    def require_fit(self) -> None:
        """Refuse a disk: a sheet that lay on one can be found there in ten years."""
        try:
            self._path.mkdir(mode=0o700, exist_ok=True)
            there = any(self._path.iterdir())
        except OSError as exc:
            raise PaperError(f"{self._path} cannot be used: {exc.strerror}.") from None
        if there:
            raise PaperError(f"{self._path} is not empty.")
        if not self._may_be_on_disk and not _is_in_memory(self._path):
            raise PaperError(f"{self._path} is on a disk. Use a folder in /dev/shm or /run.")

    def lay(self, sheets: Iterable[Sheet]) -> tuple[Path, ...]:
        try:
            return tuple(self._write(f"{sheet.name}.txt", sheet.text) for sheet in sheets)
        except OSError as exc:
            raise PaperError(f"{self._path} cannot be written to: {exc.strerror}.") from None

    def read_back(self, sheet: Sheet) -> Sheet:
        """Read what the printer was given, and not what we meant to give it."""
        text = (self._path / f"{sheet.name}.txt").read_text("utf-8")
        return Sheet(sheet.name, sheet.envelope, text)

    def clear(self) -> None:
        for path in self._path.iterdir():
            size = path.stat().st_size
            path.write_bytes(bytes(size))
            path.unlink()

    def _write(self, name: str, text: str) -> Path:
        path = self._path / name
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        return path


def _is_in_memory(path: Path) -> bool:
    mounted = [line.split()[1:3] for line in _MOUNTS.read_text("utf-8").splitlines()]
    above = {str(each) for each in (path.resolve(), *path.resolve().parents)}
    holding = [(place, kind) for place, kind in mounted if place in above]
    return max(holding, key=lambda each: len(each[0]), default=("", ""))[1] in _IN_MEMORY
