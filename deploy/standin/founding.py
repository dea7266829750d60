"""Where the demo committee comes from: founded once, in a folder beside the sites' databases."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_bytes

from crypto.manifest.body import SALT_SIZE
from crypto.passcode.reporter import PRODUCTION
from deploy.standin.committee import Committee, found
from deploy.standin.folder import Folder
from deploy.standin.sitting import Sitting
from store.clock import Today, utc_today
from store.database import Database, Which


def dropbox_url(var: Path) -> str:
    return f"sqlite:///{var.absolute() / 'dropbox' / 'dropbox.sqlite'}"


@contextmanager
def open_sitting(var: Path, today: Today = utc_today) -> Iterator[Sitting]:
    """Sit down, found the committee if there is none, and see that the dropbox knows it."""
    folder = Folder(var / "committee")
    folder.lay()
    committee = folder.committee() or _founded(folder, today)
    dropbox = Database(dropbox_url(var), Which.DROPBOX)
    try:
        sitting = Sitting(committee, dropbox, folder, today)
        sitting.renew()
        folder.keep(sitting.committee)
        sitting.publish()
        yield sitting
    finally:
        dropbox.close()


def _founded(folder: Folder, today: Today) -> Committee:
    committee = found(folder.seeds_of, PRODUCTION, token_bytes(SALT_SIZE), today())
    folder.keep(committee)
    return committee
