"""The committee's procedure, read once at start: a site whose procedure is wrong does not open."""

from pathlib import Path

from casework.complaints.domain.procedure import Procedure, ProcedureError, read_procedure
from casework.complaints.domain.statistics.benchmarks import BenchmarkError, read_benchmarks
from casework.desk import Desk
from config.parsing import SettingsError


def procedure_at_start(path: Path | None) -> Procedure:
    """Read the file that the setting names, or the one that comes with the site."""
    try:
        return read_procedure(path)
    except OSError:
        raise SettingsError("CHARTERLINE_PROCEDURE: the file cannot be read") from None
    except UnicodeError:
        raise SettingsError("CHARTERLINE_PROCEDURE: the file is not plain text") from None
    except ProcedureError as faults:
        raise SettingsError(f"CHARTERLINE_PROCEDURE: {faults}") from faults


def facts_at_start(path: Path | None) -> Procedure:
    """Read both files that a committee edits: a figure without its source is said here, once."""
    try:
        read_benchmarks()
    except BenchmarkError as fault:
        raise SettingsError(f"config/data/benchmarks.toml: {fault}") from fault
    return procedure_at_start(path)


def procedure_of(desk: Desk) -> Procedure:
    """Return what was read at start. A command has no such moment, and reads it when it asks."""
    found = desk.procedure
    return found if isinstance(found, Procedure) else procedure_at_start(desk.settings.procedure)
