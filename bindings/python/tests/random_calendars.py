"""Random calendars for Hypothesis, with a reading of their own: minute by minute, by the clock on the wall."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hypothesis import strategies as st

import zhuqi

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MINUTE = timedelta(minutes=1)
# With the nights on which their clocks change in 2024, in local minutes: what is skipped, and what is shown twice.
ZONES = {
    "+08:00": (None, None),
    "CET-1CEST,M3.5.0,M10.5.0/3": ((datetime(2024, 3, 31, 2), 60), (datetime(2024, 10, 27, 2), 60)),
    "EST5EDT,M3.2.0,M11.1.0": ((datetime(2024, 3, 10, 2), 60), (datetime(2024, 11, 3, 1), 60)),
}


@dataclass
class RandomCalendar:
    zone: str
    week: dict
    days: dict

    def make(self):
        return zhuqi.Calendar.parse(json.dumps({"zone": self.zone, "week": self.week, "days": self.days}))

    def is_open(self, local):
        """Whether a local minute is open; one that clocks skip is not there."""
        skipped, _ = ZONES[self.zone]
        if skipped and skipped[0] <= local < skipped[0] + skipped[1] * MINUTE:
            return False
        hours = self.days.get(local.date().isoformat(), self.week.get(WEEKDAYS[local.weekday()], []))
        clock = f"{local.hour:02}:{local.minute:02}"
        return any(opens <= clock < closes for opens, closes in hours)

    def count(self, start, end):
        minutes = int((end - start) / MINUTE)
        return sum(self.is_open(start + n * MINUTE) for n in range(minutes)) * MINUTE


def clock(minute):
    return f"{minute // 60:02}:{minute % 60:02}"


@st.composite
def hours(draw):
    """Any number of intervals that do not overlap; some end at midnight, some touch."""
    marks = sorted(draw(st.sets(st.integers(0, 1440), max_size=6)))
    return [[clock(a), clock(b)] for a, b in zip(marks[0::2], marks[1::2])]


@st.composite
def calendars(draw):
    week = {day: draw(hours()) for day in WEEKDAYS}
    days = draw(st.dictionaries(st.dates(date(2024, 1, 1), date(2024, 12, 31)), hours(), max_size=8))
    return RandomCalendar(draw(st.sampled_from(list(ZONES))), week, {day.isoformat(): h for day, h in days.items()})


# Around the nights on which clocks change, and anywhere.
moments = st.one_of(
    st.datetimes(datetime(2024, 1, 2), datetime(2024, 12, 20)),
    *(st.datetimes(day - timedelta(days=2), day + timedelta(days=1))
      for day in (datetime(2024, 3, 10), datetime(2024, 3, 31), datetime(2024, 10, 27), datetime(2024, 11, 3))),
)
