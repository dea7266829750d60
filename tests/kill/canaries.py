"""A text that is nowhere else, and every form in which it could still be read on a disk."""

from base64 import b64encode
from pathlib import Path
from urllib.parse import quote


def forms_of(canary: str) -> set[bytes]:
    raw = canary.encode()
    spelt = {raw, canary.encode("utf-16-le"), canary.encode("utf-16-be"), raw.hex().encode()}
    spelt |= {raw.hex().upper().encode(), quote(canary).encode()}
    return spelt | {_in_base64(raw, at) for at in range(3)}


def _in_base64(raw: bytes, at: int) -> bytes:
    """Return what stays the same in base64 whatever stands around, if `at` bytes come before."""
    whole = b64encode(bytes(at) + raw)
    return whole[4 * bool(at) : len(whole) // 4 * 4 - 4]


def found_in(folder: Path, canary: str) -> list[str]:
    """Return each file below the folder in which the canary can be read."""
    forms = forms_of(canary)
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return [path.name for path in files if any(form in path.read_bytes() for form in forms)]
