"""Working calendars: by when."""

from __future__ import annotations

import os
import json
from datetime import date, datetime, timedelta, timezone
from typing import Any, Mapping, NamedTuple, Sequence

from . import _native
from ._errors import Error, Finding, InvalidArgument
from ._table import _like as _as_given

_MICROSECOND = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_LOCAL_EPOCH = datetime(1970, 1, 1)
_EPOCH_DAY = date(1970, 1, 1).toordinal()


class ImportChange(NamedTuple):
    """A day that an import would change; hours as "09:00-12:00, 13:30-17:30", "off", or "unknown"."""

    date: date
    name: str
    before: str
    after: str


class ImportPreview(NamedTuple):
    """What an import would do. `calendar` is the text of the new calendar file, ready to publish; `unchanged` counts
    the days on which the calendar says the same already; `notes` say what was left out."""

    changes: list[ImportChange]
    unchanged: int
    known: tuple[date, date]
    notes: list[dict[str, Any]]
    calendar: str


class Calendar:
    """A working calendar: which days and hours are worked, and arithmetic on them. Immutable, shareable by threads.

    A datetime with a time zone is an instant, and results are given in its zone. One without is local to the calendar,
    and so are the results. Open hours are half-open: the closing instant is closed.

    Every operation raises CalendarUnknown where it needs a day that the calendar does not know.

    >>> Calendar("cn").add_workdays(date(2026, 2, 14), 1)
    datetime.date(2026, 2, 24)
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Reads a calendar file; "cn" is China 2007-2026, which is part of the library.

        Raises InvalidDocument with every finding, InputOutput.
        """
        name = os.fspath(path)
        self._calendar = _native.Calendar.china() if name == "cn" else _native.Calendar.load(name)

    @classmethod
    def parse(cls, content: str, file_name: str = "calendar.json") -> Calendar:
        """The same from memory."""
        calendar = cls.__new__(cls)
        calendar._calendar = _native.Calendar.parse(content, file_name)
        return calendar

    @property
    def name(self) -> str:
        """As its file says, or "cn"."""
        return self._calendar.name

    @property
    def hash(self) -> str:
        """SHA-256 of the calendar's canonical text: its version."""
        return self._calendar.hash

    @property
    def known(self) -> tuple[date, date]:
        """The first and the last day that it knows."""
        first, last = self._calendar.known
        return _date(first), _date(last)

    def is_open(self, at: datetime) -> bool:
        """True within working hours; the closing instant is closed."""
        return self._calendar.is_open(self._instant(at))

    def is_workday(self, day: date) -> bool:
        """True if the day has hours. Of a datetime, the day on which it falls here."""
        return self._calendar.is_workday(self._day(day))

    def add(self, start: datetime, working: timedelta) -> datetime:
        """The earliest instant by which that much working time has passed; backward if negative."""
        return self._like(start, self._calendar.add(self._instant(start), working // _MICROSECOND))

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Working time from start to end; negative when reversed."""
        return timedelta(microseconds=self._calendar.between(self._instant(start), self._instant(end)))

    def next_open(self, at: datetime) -> datetime:
        """`at` if it is open, else the next opening."""
        return self._like(at, self._calendar.next_open(self._instant(at)))

    def prev_open(self, at: datetime) -> datetime:
        """The latest instant, not after `at`, that has working time directly before it."""
        return self._like(at, self._calendar.prev_open(self._instant(at)))

    def add_workdays(self, start: date, n: int) -> date:
        """The n-th working day strictly after start (before, if negative); 0: start if it is one, else the next."""
        return _date(self._calendar.add_workdays(self._day(start), n))

    def between_workdays(self, start: date, end: date) -> int:
        """Working days after start up to and including end; negative when reversed."""
        return self._calendar.between_workdays(self._day(start), self._day(end))

    def opening(self, day: date) -> datetime | None:
        """First opening of the day, in the calendar's own time; None if it is not worked."""
        return self._local_or_none(self._calendar.opening(self._day(day)))

    def closing(self, day: date) -> datetime | None:
        """Last closing of the day, in the calendar's own time; None if it is not worked."""
        return self._local_or_none(self._calendar.closing(self._day(day)))

    def close_of(self, start: date, n: int) -> datetime:
        """Close of business of the n-th working day, in the calendar's own time."""
        return self._local(self._calendar.close_of(self._day(start), n))

    def workdays_left(self, day: date) -> int | None:
        """Known working days after the day; None if all days are known."""
        return self._calendar.workdays_left(self._day(day))

    def check(self, day: date, ahead: int = 60) -> list[Finding]:
        """A warning if fewer than `ahead` working days are known after the day: the next year is to be published."""
        return self._calendar.check_horizon(self._day(day), ahead)

    def preview_import(
        self, path: str | os.PathLike[str], *, years: int | tuple[int, int] | None = None
    ) -> ImportPreview:
        """What the notified days of a file would change: .json {"year", "days"}, .ics, or .csv of date,status[,name].

        years  for which the file is complete, 2027 or (2027, 2028): they become known

        Raises InvalidDocument with every finding if the file cannot be trusted. Changes nothing.
        """
        first, last = years if isinstance(years, tuple) else (years, years)
        with open(path, "rb") as file:
            told = json.loads(self._calendar.preview_import(file.read(), os.fspath(path), first, last))
        changes = [ImportChange(date.fromisoformat(c.pop("date")), **c) for c in told["changes"]]
        known = (date.fromisoformat(told["known"][0]), date.fromisoformat(told["known"][1]))
        return ImportPreview(changes, told["unchanged"], known, told["notes"], told["calendar"])

    def run_columns(self, operation: str, columns: Any) -> Any:
        """One operation on many rows: columns with `result` and `error`, in the shape of what went in.

        operation      is_workday, is_open, next_open, prev_open, opening, closing, add_seconds, between_seconds,
                       add_workdays, find_workday, between_workdays, close_of
        columns        `start`, and what the operation takes beside it: `seconds`, `days` or `end`
        dict of lists  datetimes, dates, timedeltas (or seconds) and ints; a dict of lists comes back
        Arrow          anything with __arrow_c_stream__ or __arrow_c_array__: timestamps, dates, durations and numbers;
                       the same kind of table where that is known, else Columns. Other threads run meanwhile.

        A row that has no answer has its `error`; a row with a null has neither.
        """
        if hasattr(columns, "__arrow_c_stream__") or hasattr(columns, "__arrow_c_array__"):
            return _as_given(columns, _native.calendar_arrow(self._calendar, operation, columns))
        return self._run_lists(operation, columns)

    def _run_lists(self, operation: str, columns: Mapping[str, Sequence[Any]]) -> dict[str, list[Any]]:
        if operation not in _OPERATIONS:
            raise InvalidArgument("invalid_argument", f"expected one of {', '.join(_OPERATIONS)}", "operation")
        method, second = _OPERATIONS[operation]
        needed = ["start", second] if second else ["start"]
        for name in needed:
            if name not in columns:
                raise InvalidArgument("invalid_argument", f"column «{name}» is missing", name)
        if len({len(columns[name]) for name in needed}) > 1:
            raise InvalidArgument("invalid_argument", "the columns differ in length")
        answer: dict[str, list[Any]] = {"result": [], "error": []}
        for row in zip(*(columns[name] for name in needed)):
            result, error = None, None
            if None not in row:
                try:
                    result = self._run_row(method, second, *row)
                except Error as refused:
                    error = f"{refused.code}: {refused.message}"
            answer["result"].append(result)
            answer["error"].append(error)
        return answer

    def _run_row(self, method: Any, second: str, start: Any, other: Any = None) -> Any:
        at = _moment(start, "start")
        if second == "end":
            return method(self, at, _moment(other, "end"))
        if second == "seconds":
            if not isinstance(other, (timedelta, int, float)):
                raise InvalidArgument("invalid_argument", "seconds: expected a timedelta or a number", "seconds")
            return method(self, at, other if isinstance(other, timedelta) else timedelta(seconds=other))
        if second == "days" and not isinstance(other, int):
            raise InvalidArgument("invalid_argument", "days: expected a whole number", "days")
        result = method(self, at, other) if second else method(self, at)
        if isinstance(result, datetime) and result.tzinfo is None and at.tzinfo is not None:
            return self._like(at, self._instant(result))  # the end of a day, in the zone that was asked in
        if isinstance(result, date) and not isinstance(result, datetime) and isinstance(start, datetime):
            local = at if at.tzinfo is None else self._local(self._instant(at))
            moved = datetime.combine(result, local.time())
            return moved if at.tzinfo is None else self._like(at, self._instant(moved))
        return result

    def _find_workday(self, start: date, n: int) -> date:
        return self.add_workdays(self.add_workdays(start, 0) if n > 0 else start, n)

    def run(self, operation: dict[str, Any]) -> Any:
        """An operation as a document: {"op": "add_seconds", "start": "2026-02-14T16:00:00", "seconds": 3600}."""
        return json.loads(self._calendar.run(json.dumps(operation)))["result"]

    def _instant(self, at: datetime) -> int:
        if at.tzinfo is not None:
            return (at - _EPOCH) // _MICROSECOND
        local = (at - _LOCAL_EPOCH) // _MICROSECOND
        first = self._calendar.to_instant(local)
        if not at.fold:
            return first
        next_day = first + timedelta(days=1) // _MICROSECOND
        second = local - (self._calendar.to_local(next_day) - next_day)
        return second if self._calendar.to_local(second) == local else first

    def _local(self, us: int) -> datetime:
        local = self._calendar.to_local(us)
        is_shown_again = self._calendar.to_instant(local) != us
        return (_LOCAL_EPOCH + timedelta(microseconds=local)).replace(fold=int(is_shown_again))

    def _local_or_none(self, us: int | None) -> datetime | None:
        return None if us is None else self._local(us)

    def _like(self, given: datetime, us: int) -> datetime:
        if given.tzinfo is None:
            return self._local(us)
        return (_EPOCH + timedelta(microseconds=us)).astimezone(given.tzinfo)

    def _day(self, day: date) -> int:
        if isinstance(day, datetime) and day.tzinfo is not None:
            day = self._local(self._instant(day))
        return day.toordinal() - _EPOCH_DAY

    def __repr__(self) -> str:
        first, last = self.known
        return f"<Calendar {self.name}: {first} to {last}>"


def _date(days: int) -> date:
    return date.fromordinal(days + _EPOCH_DAY)


def _moment(value: Any, column: str) -> datetime:
    """A date is its midnight."""
    if isinstance(value, datetime):
        return value
    if not isinstance(value, date):
        raise InvalidArgument("invalid_argument", f"{column}: expected a datetime or a date", column)
    return datetime(value.year, value.month, value.day)


_OPERATIONS: dict[str, tuple[Any, str]] = {
    "is_workday": (Calendar.is_workday, ""),
    "is_open": (Calendar.is_open, ""),
    "next_open": (Calendar.next_open, ""),
    "prev_open": (Calendar.prev_open, ""),
    "opening": (Calendar.opening, ""),
    "closing": (Calendar.closing, ""),
    "add_seconds": (Calendar.add, "seconds"),
    "between_seconds": (Calendar.between, "end"),
    "add_workdays": (Calendar.add_workdays, "days"),
    "find_workday": (Calendar._find_workday, "days"),
    "between_workdays": (Calendar.between_workdays, "end"),
    "close_of": (Calendar.close_of, "days"),
}
