"""What has stopped, or will stop soon, in sentences for Today and for whoever keeps the machine.

Everything is judged by days. What is only late by hours is not worth waking anybody, and
what is late by a day is.
"""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from casework.collecting.domain import Alarm, Mark, Trouble
from casework.collecting.records.addresses import Addresses
from casework.collecting.records.marks import Marks
from casework.collecting.services.selftesting import SelfTestDays, self_test_state
from casework.desk import Desk
from casework.history.records.tree import TreeRows
from casework.trust import NotFounded, Standing
from store.engines import file_of
from store.manifests import Manifests

_A_DAY: Final = timedelta(days=1)
_SOON: Final = timedelta(days=60)
_CERTIFICATE_SOON: Final = timedelta(days=14)
_REMEMBERED: Final = timedelta(days=7)
_RESERVE: Final = 2 * 1024**3


@dataclass(frozen=True, slots=True)
class _Seen:
    """All that alarms are judged by, read in one go."""

    today: date
    since: date  # before the day after the first manifest nothing can be late
    marks: Mapping[Mark, date]
    test: SelfTestDays
    noticed: date | None
    sealed: date | None
    unreachable: tuple[str, ...]
    sends_mail: bool


def alarms(desk: Desk) -> tuple[Alarm, ...]:
    """Return what is wrong, the worst first. Nothing before there is a committee."""
    committee = desk.trust.now()
    if isinstance(committee, NotFounded):
        return ()
    if not isinstance(committee, Standing):
        return (Alarm(Trouble.NOT_BELIEVED),)
    seen = _seen(desk, committee)
    return (
        *_broken(seen),
        *_places(desk),
        *_stopped(seen),
        *_ending(seen, committee),
        *(Alarm(Trouble.NO_ADDRESS, name=each) for each in seen.unreachable),
    )


def _seen(desk: Desk, committee: Standing) -> _Seen:
    with desk.dropbox.reading() as tx:
        noticed = Manifests(tx).newest().notice
    with desk.database.reading() as tx:
        night = TreeRows(tx).newest_night()
        marks, test = Marks(tx).all(), self_test_state(tx)
        addresses = Addresses(tx).all()
    sends_mail = desk.settings.smtp_host is not None
    missing = [each.name for each in committee.manifest.members if each.id not in addresses]
    return _Seen(
        desk.today(),
        committee.chain.links[0].manifest.issued,
        marks,
        test,
        noticed,
        night.day if night else None,
        tuple(missing) if sends_mail else (),
        sends_mail,
    )


def _broken(seen: _Seen) -> Iterator[Alarm]:
    broken = seen.marks.get(Mark.HISTORY_BROKEN)
    if broken:
        yield Alarm(Trouble.HISTORY_BROKEN, broken)
    refused = seen.marks.get(Mark.REFUSED)
    if refused and seen.today - refused <= _REMEMBERED:
        yield Alarm(Trouble.REFUSED, refused)


def _places(desk: Desk) -> Iterator[Alarm]:
    if not desk.keystore.mirror.is_file():
        yield Alarm(Trouble.MIRROR_AWAY)
    urls = desk.settings.dropbox_url, desk.settings.database_url
    files = [path for path in map(file_of, urls) if path]
    folders = {each.parent for each in (*files, desk.keystore.path, desk.keystore.mirror)}
    if desk.settings.backups:
        folders.add(desk.settings.backups)
    if any(_is_full(folder) for folder in folders):
        yield Alarm(Trouble.DISK_FULL)


def _is_full(folder: Path) -> bool:
    return folder.is_dir() and shutil.disk_usage(folder).free < _RESERVE


def _stopped(seen: _Seen) -> Iterator[Alarm]:
    """Name what was last done before yesterday, or never."""
    last: Mapping[Trouble, date | None] = {
        Trouble.NOT_COLLECTED: seen.marks.get(Mark.COLLECTED),
        Trouble.NOT_BACKED_UP: seen.marks.get(Mark.BACKED_UP),
        Trouble.NOT_NOTICED: seen.noticed,
        Trouble.NOT_SEALED: seen.sealed,
        Trouble.TEST_NOT_SENT: seen.test.sent,
        Trouble.TEST_NOT_RETURNED: seen.test.returned,
        Trouble.TEST_NOT_COLLECTED: seen.test.collected,
        Trouble.NOT_MAILED: seen.marks.get(Mark.MAILED) if seen.sends_mail else seen.today,
    }
    for trouble, day in last.items():
        if (day or seen.since) < seen.today - _A_DAY:
            yield Alarm(trouble, day)


def _ending(seen: _Seen, committee: Standing) -> Iterator[Alarm]:
    expires = committee.manifest.expires
    if expires <= seen.today + _SOON:
        yield Alarm(Trouble.KEYS_EXPIRE, expires)
    certificates = (
        (Mark.CERTIFICATE_ENDS, Trouble.CERTIFICATE_ENDS),
        (Mark.OWN_CERTIFICATE_ENDS, Trouble.OWN_CERTIFICATE_ENDS),
    )
    for mark, trouble in certificates:
        ends = seen.marks.get(mark)
        if ends and ends <= seen.today + _CERTIFICATE_SOON:
            yield Alarm(trouble, ends)
