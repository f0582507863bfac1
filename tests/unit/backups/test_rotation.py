"""Rotation never lets the newest go and thins what is old."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.services.safety.rotation import DAILY, MONTHLY, WEEKLY, kept

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
moments = st.integers(-400 * 24, 800 * 24).map(lambda hours: NOW - timedelta(hours=hours))


def test_two_days_are_kept_whole() -> None:
    young = [NOW - timedelta(hours=hours) for hours in range(47)]

    assert kept(young, NOW) == set(young)


def test_two_years_of_hourly_backups_leave_a_few_old_ones() -> None:
    hourly = [NOW - timedelta(hours=hours) for hours in range(2 * 365 * 24)]

    stay = kept(hourly, NOW)

    assert len(stay) == 48 + DAILY + WEEKLY + MONTHLY
    assert NOW in stay


def test_each_day_keeps_its_newest() -> None:
    days = [NOW - timedelta(days=5, hours=hours) for hours in (0, 3, 9)]

    assert kept([NOW, *days], NOW) == {NOW, days[0]}


@given(st.sets(moments, min_size=1, max_size=60), st.integers(-400, 400))
@settings(max_examples=2_000, deadline=None)
def test_whatever_the_clock_says_the_newest_stays(times: set[datetime], wrong_days: int) -> None:
    stay = kept(times, NOW + timedelta(days=wrong_days))

    assert max(times) in stay
    assert stay <= times


@given(st.lists(st.integers(1, 72), min_size=1, max_size=120))
@settings(max_examples=500, deadline=None)
def test_day_by_day_rotation_never_leaves_nothing(gaps: list[int]) -> None:
    stay: frozenset[datetime] = frozenset()
    now = NOW
    for gap in gaps:
        now += timedelta(hours=gap)
        stay = kept({*stay, now}, now)
        assert now in stay
