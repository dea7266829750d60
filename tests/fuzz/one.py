"""Fuzz one target in this process: `python -m tests.fuzz.one module function [libFuzzer flags]`."""

import importlib
import sys

import atheris


def main() -> None:
    module, function, *flags = sys.argv[1:]
    # Only what is imported inside the block reports which branches it took.
    with atheris.instrument_imports(include=["crypto"]):
        target = vars(importlib.import_module(module))[function]
    atheris.Setup([sys.argv[0], *flags], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
