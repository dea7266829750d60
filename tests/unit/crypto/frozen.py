"""Reads the frozen vectors, each of which says what must become of it."""

import json
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parents[2] / "vectors"

Vector = dict[str, Any]


def frozen(name: str, part: str = "vectors") -> list[Vector]:
    content = json.loads((_FOLDER / f"{name}.json").read_text("ascii"))
    vectors: list[Vector] = content[part]
    return vectors


def name_of(vector: Vector) -> str:
    return str(vector.get("name", f"{vector.get('at')} {vector.get('what')}"))


def unhex(vector: Vector, *names: str) -> list[bytes]:
    return [bytes.fromhex(vector[name]) for name in names]
