"""Why the key store and its mirror could not act as one."""

from store.errors import DamagedError, UnavailableError


class MirrorAwayError(UnavailableError):
    """Nothing was changed. What is not mirrored is not acknowledged."""

    says = "the mirror of the key store cannot be reached; nothing was changed"


class NotTogetherError(DamagedError):
    """The two say that they are at different changes, so one of them is an old copy."""

    says = "the key store and its mirror are not at the same change"


class OldCopyError(NotTogetherError):
    """Going on would bring back what was removed since then, so a person decides."""

    says = (
        "the key store is older than its mirror, or of another origin: an old copy was put in"
        " its place. Put the mirror's file in its place instead"
    )


class DiffersError(NotTogetherError):
    """Copying either over the other could spread the damage."""

    says = "the key store and its mirror are at the same change and differ: one is damaged"
