"""Judge the house by its own rules: `python -m tests.house [folder]`."""

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.house import code, pages, places
from tests.house.tree import Offence, Rule, sources

_ROOT = Path(__file__).parents[2]


def offences(root: Path) -> Iterator[Offence]:
    of_kind: dict[str, tuple[Rule, ...]] = {
        ".py": code.RULES,
        ".html": pages.TEMPLATE_RULES,
        ".css": pages.STYLE_RULES,
    }
    for suffix, rules in of_kind.items():
        for source in sources(root, suffix):
            for rule in rules:
                yield from rule(source)
    for place in places.RULES:
        yield from place(root)


def main() -> int:
    root = Path(sys.argv[1]) if sys.argv[1:] else _ROOT
    found = list(offences(root))
    sys.stderr.writelines(f"{offence}\n" for offence in found)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
