"""Whether a manifest may still be sealed under, judged against a day that the caller gives.

Keys that nobody confirms grow stale in silence. After the last day, members
receive nothing; two weeks later there is no form.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from crypto.manifest.chain import Chain, Link
from crypto.manifest.notice import Notice

GRACE = timedelta(days=14)
NOTICE_LIFE = timedelta(days=7)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Current:
    """Everybody may be sealed to, up to and on the last day."""

    last_day: date


@dataclass(frozen=True, slots=True)
class Grace:
    """Externals only, up to and on the last day, and the pages say so."""

    last_day: date


@dataclass(frozen=True, slots=True)
class Expired:
    """No form."""

    since: date


Standing: TypeAlias = Current | Grace | Expired


def standing(link: Link, chain: Chain, notice: Notice | None, today: date) -> Standing:
    """Judge by the manifest's own day of expiry and by what the herald last said, if anything."""
    if notice is None:
        confirmed = link.manifest.issued + NOTICE_LIFE
    else:
        confirmed = _confirmed_until(chain, notice)
    return judge(min(link.manifest.expires, confirmed), today)


def judge(last_day: date, today: date) -> Standing:
    """Judge by a last day alone; for a verifier that has no herald, such as an auditor's."""
    if today <= last_day:
        return Current(last_day)
    if today <= last_day + GRACE:
        return Grace(last_day + GRACE)
    return Expired(last_day + GRACE + _DAY)


def _confirmed_until(chain: Chain, notice: Notice) -> date:
    if chain.find(notice.manifest) is None:
        # A manifest that we were not given may have removed somebody: the keys went stale then.
        return notice.day - _DAY
    return notice.day + NOTICE_LIFE
