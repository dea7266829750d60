"""Why the store could not do what it was asked.

A database's own messages carry statements, values, hosts and paths, and logs
outlive everything. So every error that leaves this package is one of these,
with a fixed sentence of ours.
"""

from typing import ClassVar


class StoreError(Exception):
    """Base of every error that leaves this package; never raised itself."""

    says: ClassVar[str] = "the store failed"

    def __init__(self, says: str = "") -> None:
        super().__init__(says or self.says)


class UnavailableError(StoreError):
    """Not there, not reachable, or not ours to open."""

    says = "the database cannot be reached"


class BusyError(StoreError):
    """Others held it for too long. Nothing was changed; trying again is safe."""

    says = "the database is busy"


class FullError(StoreError):
    """Nothing was changed, and nothing can be until there is room."""

    says = "there is no room left for the database"


class RefusedError(StoreError):
    """A rule of the database forbids this: a size, a uniqueness, a row that may not change."""

    says = "a rule of the database forbids this"


class NotAllowedError(StoreError):
    """The role that this site works under has no right to do this."""

    says = "this role has no right to do this"


class DamagedError(StoreError):
    """The database's own structure is broken; only a backup helps."""

    says = "the database is damaged"


class WrongSizeError(StoreError):
    """Sealed things have exact sizes. Anything else is not one of them."""

    says = "this is not of the size that its kind has"


class ForwardOnlyError(StoreError):
    """A migration is undone by restoring the backup that was made before it."""

    says = "migrations only go forward; restore the backup that was made before"


class FaultError(StoreError):
    """A statement failed for a reason that no caller could expect: a mistake of ours."""

    says = "the database did not understand us"
