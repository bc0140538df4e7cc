"""What a tick costs beside what is open: the same 1,000 due steps among 10,000 open needs and among many.

usage: tick.py [many] [rounds]

Rows of open needs are written in bulk, as copies of two that were registered: of one a step is due, of the other none
is for a day. Both desks are ticked in turn, with the same cost of writing; each round checks that exactly the due steps
came, in order. Times are CPU time of this process, the smallest of the rounds.
"""

import datetime
import pathlib
import sqlite3
import sys
import tempfile
import time

import zhuqi

TOWN = pathlib.Path(__file__).parents[2] / "examples" / "town"
CHINA = datetime.timezone(datetime.timedelta(hours=8))
ACME = "91530102MA6000016F"
DUE = 1_000


def instant(text):
    return datetime.datetime.fromisoformat(text).replace(tzinfo=CHINA)


class Town:
    """A desk with `open_needs` needs, of which DUE have a step due each day at the same time."""

    def __init__(self, path, open_needs, rounds):
        self.now = instant("2026-03-02T09:00")
        self.desk = zhuqi.ServiceDesk(path, clock=lambda: self.now)
        for kind, file in ("organisation", "organisation.json"), ("sla", "sla.csv"), ("routing", "routing.csv"):
            self.desk.publish(kind, TOWN / file, key=kind)
        self.desk.publish("calendar", "cn", key="calendar")
        self.desk.register_enterprise(zhuqi.Enterprise(id=ACME, name="滇池精工", region="530102"), actor="host", key="e")
        self._templates = [self._register(day) for day in range(rounds)]
        self.now += datetime.timedelta(days=1)
        self._idle = self._register("idle")
        self._fill(path, open_needs)

    def _register(self, key):
        self.now += datetime.timedelta(minutes=1)
        need = zhuqi.Need(enterprise=ACME, text="想要授信")
        return self.desk.register_need(need, actor="host", key=f"need {key}").need

    def _fill(self, path, open_needs):
        with sqlite3.connect(path) as database:
            columns = [row[1] for row in database.execute("PRAGMA table_info(cases)")]
            number = len(self._templates) + 1
            copies = [(need, DUE - 1) for need in self._templates]
            copies.append((self._idle, open_needs - DUE * len(self._templates) - 1))
            for need, count in copies:
                database.execute(self._copy_sql(columns), (need, number, number + count))
                if need != self._idle:
                    database.execute(self._copy_events_sql(database), (need, number, number + count))
                number += count
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        database.close()

    @staticmethod
    def _copy_sql(columns):
        changed = {
            "need": "printf('N-%06d', n.i)",
            "number": "n.i",
            "state": "replace(state, cases.need, printf('N-%06d', n.i))",
        }
        return f"""
            WITH RECURSIVE n(i) AS (SELECT ?2 + 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?3)
            INSERT INTO cases ({", ".join(columns)})
            SELECT {", ".join(changed.get(column, column) for column in columns)} FROM n, cases WHERE cases.need = ?1"""

    @staticmethod
    def _copy_events_sql(database):
        """A tick adds events to those of the needs of which a step is due: so these have the template's events."""
        changed = {
            "seq": "(SELECT max(seq) FROM ledger_event) + row_number() OVER (ORDER BY n.i, e.version)",
            "stream": "replace(e.stream, ?1, printf('N-%06d', n.i))",
            "fingerprint": "''",
        }
        columns = [row[1] for row in database.execute("PRAGMA table_info(ledger_event)")]
        return f"""
            WITH RECURSIVE n(i) AS (SELECT ?2 + 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?3)
            INSERT INTO ledger_event ({", ".join(columns)})
            SELECT {", ".join(changed.get(column, f"e.{column}") for column in columns)}
            FROM n, ledger_event e WHERE e.stream = (SELECT stream FROM ledger_event WHERE stream LIKE '%' || ?1 LIMIT 1)"""

    def tick(self, number):
        """CPU seconds of the tick that tells the steps of template `number`."""
        now = instant("2026-03-02T11:01:30") + datetime.timedelta(minutes=number)
        self.now = max(self.now, now)
        begin = time.process_time()
        steps = self.desk.tick(now)
        passed = time.process_time() - begin
        assert len(steps) == DUE, f"{len(steps)} steps"
        assert all(step.kind == "breach" and step.clock == "sign" for step in steps)
        return passed


def main(many=1_000_000, rounds=5):
    with tempfile.TemporaryDirectory() as folder:
        few_open = Town(f"{folder}/few.db", 10_000, rounds)
        many_open = Town(f"{folder}/many.db", many, rounds)
        few, more = (min(times) for times in zip(*((few_open.tick(i), many_open.tick(i)) for i in range(rounds))))
    print(f"tick of {DUE} due steps: {few * 1e3:.1f} ms among 10000 open needs, {more * 1e3:.1f} ms among {many}, "
          f"ratio {more / few:.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
