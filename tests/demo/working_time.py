"""Working time by a published calendar document, in plain Python: days are walked one by one, without the library."""
import json
import sqlite3
from datetime import date, timedelta

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EPOCH = date(1970, 1, 1)
DAY = 86_400_000_000  # in microseconds


class WorkingTime:
    """Of a calendar with a fixed offset, a week, single days and known years: what the demo publishes. Whatever else a
    calendar can say is an error here, and not left out in silence."""

    def __init__(self, document):
        assert not document.get("seasons"), "seasons are not reckoned here"
        hours, minutes = (int(part) for part in document["zone"][1:].split(":"))
        self.offset = (hours * 60 + minutes) * 60_000_000 * (-1 if document["zone"][0] == "-" else 1)
        self.week = {key: self.intervals(document["week"].get(key, [])) for key in WEEKDAYS}
        self.working = self.intervals(document["working_day"]) if "working_day" in document else self.week["mon"]
        self.days = {date.fromisoformat(day): self.rule(rule) for day, rule in document["days"].items()}
        self.known = [date.fromisoformat(day) for day in document["known"]]

    @staticmethod
    def clock(text):
        parts = [int(part) for part in text.split(":")] + [0]
        return (parts[0] * 3600 + parts[1] * 60 + parts[2]) * 1_000_000

    @classmethod
    def intervals(cls, pairs):
        return [(cls.clock(opens), cls.clock(closes)) for opens, closes in pairs]

    def rule(self, rule):
        if isinstance(rule, dict):
            rule = rule.get("hours", rule.get("is"))
        if isinstance(rule, str):
            return {"off": [], "working": self.working}[rule]
        return self.intervals(rule)

    def between(self, start, end):
        """Microseconds of working time from one instant to a later one; None on days that are not known."""
        first, last = (EPOCH + timedelta(days=(at + self.offset) // DAY) for at in (start, end))
        if first < self.known[0] or last > self.known[1]:
            return None
        total, day = 0, first
        while day <= last:
            midnight = (day - EPOCH).days * DAY - self.offset
            for opens, closes in self.days.get(day, self.week[WEEKDAYS[day.weekday()]]):
                total += max(0, min(end, midnight + closes) - max(start, midnight + opens))
            day += timedelta(days=1)
        return total


def documents(database, kind):
    """What was published of a kind: (effective, text), in the ledger's order."""
    connection = sqlite3.connect(database)
    query = "SELECT data FROM ledger_event WHERE stream = ? ORDER BY seq"
    for (data,) in connection.execute(query, (f"published/{kind}",)):
        told = json.loads(data)
        text = connection.execute("SELECT bytes FROM ledger_content WHERE hash = ?", (told["hash"],)).fetchone()[0]
        yield told["effective"], bytes(text).decode()


def in_force(database, kind, as_of):
    """The last document of the kind that is effective by `as_of` (both as 2026-04-05T00:00:00Z)."""
    return [text for effective, text in documents(database, kind) if effective <= as_of][-1]
