from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

import zhuqi

CN = zhuqi.Calendar("cn")
CHINA = timezone(timedelta(hours=8))


def test_working_days():
    assert CN.is_workday(date(2026, 2, 14)) and not CN.is_workday(date(2026, 2, 16))
    assert CN.add_workdays(date(2026, 2, 14), 1) == date(2026, 2, 24)
    assert CN.between_workdays(date(2026, 2, 13), date(2026, 2, 28)) == 6
    assert CN.opening(date(2026, 2, 14)) == datetime(2026, 2, 14, 9)
    assert CN.closing(date(2026, 2, 14)) == datetime(2026, 2, 14, 17, 30)
    assert CN.closing(date(2026, 2, 16)) is None
    assert CN.close_of(date(2026, 2, 14), 1) == datetime(2026, 2, 24, 17, 30)


def test_local_times_stay_local():
    start = datetime(2026, 2, 14, 16)
    assert CN.add(start, timedelta(hours=2)) == datetime(2026, 2, 24, 9, 30)
    assert CN.between(start, datetime(2026, 2, 24, 9, 30)) == timedelta(hours=2)
    assert CN.is_open(start) and not CN.is_open(datetime(2026, 2, 14, 12))
    assert CN.next_open(datetime(2026, 2, 14, 12)) == datetime(2026, 2, 14, 13, 30)
    assert CN.prev_open(datetime(2026, 2, 14, 13, 30)) == datetime(2026, 2, 14, 12)


def test_instants_keep_their_zone():
    start = datetime(2026, 2, 14, 8, tzinfo=timezone.utc)
    assert CN.add(start, timedelta(hours=2)) == datetime(2026, 2, 24, 1, 30, tzinfo=timezone.utc)
    assert CN.add(start.astimezone(CHINA), timedelta(0)).tzinfo is CHINA
    # Eight in the evening of Friday in London is Saturday in China, a make-up day.
    assert CN.is_workday(datetime(2026, 2, 13, 20, tzinfo=timezone.utc))


def test_a_year_that_is_not_known_is_an_error():
    with pytest.raises(zhuqi.CalendarUnknown):
        CN.is_workday(date(2050, 1, 1))
    with pytest.raises(zhuqi.CalendarUnknown):
        CN.add(datetime(9999, 12, 31), timedelta(hours=1))


def test_tells_what_it_is():
    assert CN.known == (date(2007, 1, 1), date(2026, 12, 31)) and len(CN.hash) == 64 and CN.name == "cn"


def test_operations_as_documents():
    assert CN.run({"op": "is_workday", "start": "2026-02-14"}) is True
    with pytest.raises(zhuqi.InvalidArgument):
        CN.run({"op": "guess"})


moments = st.datetimes(datetime(2008, 1, 1), datetime(2025, 1, 1))


@given(moments, st.integers(0, 10_000_000))
def test_what_is_added_lies_between(start, seconds):
    working = timedelta(seconds=seconds)
    end = CN.add(start, working)
    assert end >= start and CN.between(start, end) == working


@given(moments, st.integers(1, 400))
def test_working_days_count_back(start, n):
    end = CN.add_workdays(start, n)
    assert CN.is_workday(end) and CN.between_workdays(start, end) == n
    assert CN.add_workdays(end, -n) <= start.date()
