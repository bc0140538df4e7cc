"""Working calendars: by when."""

from __future__ import annotations

import os
import json
from datetime import date, datetime, timedelta, timezone
from typing import Any

from . import _native

_MICROSECOND = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_LOCAL_EPOCH = datetime(1970, 1, 1)
_EPOCH_DAY = date(1970, 1, 1).toordinal()


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

    def run(self, operation: dict[str, Any]) -> Any:
        """An operation as a document: {"op": "add_seconds", "start": "2026-02-14T16:00:00", "seconds": 3600}."""
        return json.loads(self._calendar.run(json.dumps(operation)))["result"]

    def _instant(self, at: datetime) -> int:
        if at.tzinfo is not None:
            return (at - _EPOCH) // _MICROSECOND
        return self._calendar.to_instant((at - _LOCAL_EPOCH) // _MICROSECOND)

    def _local(self, us: int) -> datetime:
        return _LOCAL_EPOCH + timedelta(microseconds=self._calendar.to_local(us))

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
