import ctypes
import json
from datetime import date, datetime, timedelta, timezone

import pytest
from arrow import Producer, bits
from hypothesis import given
from hypothesis import strategies as st
from random_calendars import MINUTE, ZONES, calendars, moments

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


in_china = st.datetimes(datetime(2008, 1, 1), datetime(2025, 1, 1))


@given(in_china, st.integers(0, 10_000_000))
def test_what_is_added_lies_between(start, seconds):
    working = timedelta(seconds=seconds)
    end = CN.add(start, working)
    assert end >= start and CN.between(start, end) == working


@given(in_china, st.integers(1, 400))
def test_working_days_count_back(start, n):
    end = CN.add_workdays(start, n)
    assert CN.is_workday(end) and CN.between_workdays(start, end) == n
    assert CN.add_workdays(end, -n) <= start.date()


# --- Random calendars, clock changes included ------------------------------------------------------------------------

durations = st.integers(0, 6000).map(lambda minutes: minutes * MINUTE)


def instants(calendar, *locals):
    """Local times as instants, so that an hour shown twice is told apart."""
    return [datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(microseconds=calendar._calendar.to_instant(
        (local - datetime(1970, 1, 1)) // timedelta(microseconds=1))) for local in locals]


def reached(calendar, start, working):
    try:
        return calendar.add(start, working)
    except zhuqi.IllegalState:  # a calendar without that much work
        return None


@given(calendars(), moments, durations)
def test_between_undoes_add_and_nothing_earlier_does(random, local, working):
    calendar = random.make()
    (start,) = instants(calendar, local)
    end = reached(calendar, start, working)
    if end is not None:
        assert calendar.between(start, end) == working
        assert not working or calendar.between(start, end - timedelta(microseconds=1)) < working


@given(calendars(), moments, durations, durations)
def test_add_is_monotonic(random, local, less, more):
    calendar = random.make()
    (start,) = instants(calendar, local)
    far = reached(calendar, start, less + more)
    if far is not None and less + more:
        assert reached(calendar, start, less) <= far
        later = reached(calendar, start + timedelta(hours=5), less + more)
        assert later is None or far <= later


@given(calendars(), moments, durations)
def test_subtract_inverts_add_up_to_the_earliest_instant(random, local, working):
    calendar = random.make()
    (start,) = instants(calendar, local)
    end = reached(calendar, start, working + MINUTE)
    if end is not None:
        assert calendar.add(end, -(working + MINUTE)) == calendar.next_open(start)


@given(calendars(), moments, st.integers(0, 2880))
def test_a_minute_by_minute_count_agrees(random, local, minutes):
    calendar = random.make()
    start = local.replace(second=0, microsecond=0)
    end = start + minutes * MINUTE
    _, twice = ZONES[random.zone]
    if twice and any(twice[0] <= at < twice[0] + twice[1] * MINUTE for at in (start, end)):
        return  # which of the two is meant is said elsewhere
    skipped, _ = ZONES[random.zone]
    if skipped and any(skipped[0] <= at < skipped[0] + skipped[1] * MINUTE for at in (start, end)):
        return
    assert calendar.between(*instants(calendar, start, end)) == random.count(start, end)


def test_an_hour_shown_twice_is_told_apart_by_fold():
    paris = zhuqi.Calendar.parse(json.dumps({"zone": "CET-1CEST,M3.5.0,M10.5.0/3", "week": {"sun": [["00:00", "24:00"]]}}))
    end = paris.add(datetime(2026, 10, 25, 2, 30), timedelta(minutes=30))
    assert end == datetime(2026, 10, 25, 2) and end.fold == 1
    assert paris.between(datetime(2026, 10, 25, 2, 30), end) == timedelta(minutes=30)
    assert paris.is_open(datetime(2026, 10, 25, 2, 30)) and not paris.is_open(datetime(2026, 10, 25, 2, 30, fold=1))
    assert paris.between(datetime(2026, 10, 25, 4, fold=1), datetime(2026, 10, 25, 5)) == timedelta(hours=1)
    assert CN.add(datetime(2026, 2, 14, 16, fold=1), timedelta(hours=2)).fold == 0


# --- Columns, imports, the end of the known days ----------------------------------------------------------------------


def whole(form, values, kind=ctypes.c_int64):
    return form, [bits([v is not None for v in values]), bytes((kind * len(values))(*[v or 0 for v in values]))]


def test_columns_in_lists():
    starts = [datetime(2026, 2, 14, 16), None, datetime(2050, 1, 1), "yesterday"]
    told = CN.run_columns("add_seconds", {"start": starts, "seconds": [timedelta(hours=2), 1, 1, 1]})
    assert told["result"] == [datetime(2026, 2, 24, 9, 30), None, None, None]
    assert [error and error.partition(":")[0] for error in told["error"]] == [
        None, None, "calendar_unknown", "invalid_argument"]
    assert CN.run_columns("find_workday", {"start": [date(2026, 2, 15)], "days": [1]})["result"] == [date(2026, 2, 25)]
    assert CN.run_columns("add_workdays", {"start": [datetime(2026, 2, 13, 8)], "days": [2]})["result"] == [
        datetime(2026, 2, 24, 8)]
    with pytest.raises(zhuqi.InvalidArgument, match="days"):
        CN.run_columns("add_workdays", {"start": [date(2026, 2, 15)]})
    with pytest.raises(zhuqi.InvalidArgument):
        CN.run_columns("guess", {"start": []})


def test_columns_in_arrow():
    day = date(2026, 2, 13).toordinal() - date(1970, 1, 1).toordinal()
    table = Producer({"start": whole("tdD", [day, None, day], ctypes.c_int32), "days": whole("l", [2, 2, 10**6])}, 3)
    columns = CN.run_columns("add_workdays", table)
    assert isinstance(columns, zhuqi.Columns)
    told = columns.to_dict()
    assert told["result"] == [date(2026, 2, 24), None, None]
    assert told["error"][:2] == [None, None] and "the year 2027" in told["error"][2]
    with pytest.raises(zhuqi.InvalidArgument, match="seconds"):
        CN.run_columns("add_seconds", table)


@given(st.lists(st.tuples(in_china, st.integers(-10**6, 10**6)), max_size=20))
def test_arrow_and_lists_agree_with_one_by_one(rows):
    us = [(start.replace(tzinfo=timezone.utc) - datetime(1970, 1, 1, tzinfo=timezone.utc)) // timedelta(microseconds=1)
          for start, _ in rows]
    seconds = [n for _, n in rows]
    table = Producer({"start": whole("tsu:", us), "seconds": whole("l", seconds)}, len(rows))
    lists = CN.run_columns("add_seconds", {"start": [start for start, _ in rows], "seconds": seconds})
    assert CN.run_columns("add_seconds", table).to_dict() == lists
    assert lists["result"] == [CN.add(start, timedelta(seconds=n)) for start, n in rows]


def test_an_import_is_previewed(tmp_path):
    days = [{"name": "元旦", "date": "2027-01-01", "isOffDay": True}, {"name": "元旦", "date": "2026-12-27", "isOffDay": False}]
    path = tmp_path / "2027.json"
    path.write_text(json.dumps({"year": 2027, "days": days}), encoding="utf-8")
    preview = CN.preview_import(path)
    assert preview.known == (date(2007, 1, 1), date(2027, 12, 31)) and preview.unchanged == 0
    assert preview.changes == [(date(2026, 12, 27), "元旦", "off", "09:00-12:00, 13:30-17:30"),
                               (date(2027, 1, 1), "元旦", "unknown", "off")]
    after = zhuqi.Calendar.parse(preview.calendar)
    assert after.add_workdays(date(2026, 12, 31), 1) == date(2027, 1, 4)
    csv = tmp_path / "days.csv"
    csv.write_text("2027-01-01,off\n", encoding="utf-8")
    with pytest.raises(zhuqi.InvalidDocument, match="outside the known days"):
        CN.preview_import(csv)
    assert CN.preview_import(csv, years=2027).known[1] == date(2027, 12, 31)


def test_the_end_of_the_known_days_is_announced():
    assert CN.workdays_left(date(2026, 10, 10)) == 59 and CN.check(date(2026, 10, 9)) == []
    (finding,) = CN.check(date(2026, 10, 10))
    assert finding.severity == "warning" and "59 working days are left" in finding.message
