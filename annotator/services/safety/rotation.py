"""Chooses which backups stay: many young ones, few old ones (the numbers that Anki settled on)."""

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime, timedelta

ALL_OF = timedelta(days=2)
DAILY, WEEKLY, MONTHLY = 12, 10, 9


def kept(times: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """Choose the backups that stay: all of the last two days, then one a day, a week and a month.

    The newest always stays; so does what a wrong clock dated into the future, because it may be the newest.
    """
    ordered = sorted(set(times), reverse=True)
    stay = {one for one in ordered if one > now - ALL_OF} | set(ordered[:1])
    older = [one for one in ordered if one not in stay]
    for most, period in ((DAILY, _day), (WEEKLY, _week), (MONTHLY, _month)):
        chosen = _newest_of_each(older, period, most)
        stay |= set(chosen)
        older = [one for one in older if not chosen or (one < chosen[-1] and period(one) != period(chosen[-1]))]
    return frozenset(stay)


def _newest_of_each(ordered: list[datetime], period: Callable[[datetime], Hashable], most: int) -> list[datetime]:
    seen: dict[Hashable, datetime] = {}
    for one in ordered:
        seen.setdefault(period(one), one)
    return list(seen.values())[:most]


def _day(one: datetime) -> Hashable:
    return one.date()


def _week(one: datetime) -> Hashable:
    return one.isocalendar()[:2]


def _month(one: datetime) -> Hashable:
    return (one.year, one.month)
