"""The driver in Python: see driver.c."""

import dataclasses
import datetime
import json
import sys

import zhuqi


def explained(told: zhuqi.Explanation) -> dict:
    return {
        "rule": told.rule,
        "hit": told.hit,
        "conditions": [condition._asdict() for condition in told.conditions],
        "decision": {"result": told.decision.result, "rules": told.decision.rules},
        "table": told.table,
        "text": told.text,
    }


def instant(us):
    return datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc) + datetime.timedelta(microseconds=int(us))


def document(value):
    """A dataclass as C and C++ write it: what is not known is left out, instants are in UTC."""
    if isinstance(value, datetime.datetime):
        return value.isoformat().replace("+00:00", "Z")
    return {
        field: document(part) if isinstance(part, datetime.datetime) else part
        for field, part in dataclasses.asdict(value).items()
        if part not in (None, "", ())
    }


class Driver:
    def table(self, path, decision):
        self._table = zhuqi.DecisionTable(path, decision=decision)

    def decide(self, facts):
        decision = self._table.decide(json.loads(facts))
        return {"result": decision.result, "rules": decision.rules}

    def explain(self, facts, rule):
        return explained(self._table.explain(json.loads(facts), rule or None))

    def calendar(self, path):
        self._calendar = zhuqi.Calendar(path)

    def run(self, operation):
        return {"result": self._calendar.run(json.loads(operation))}

    def clock(self, us):
        self._now = instant(us)

    def open(self, path):
        self._desk = zhuqi.ServiceDesk(path, clock=lambda: self._now)

    def close(self):
        self._desk.close()

    def apply(self, command):
        return document(self._desk.apply(json.loads(command)))

    def query(self, query):
        return self._desk.query(json.loads(query))

    def tick(self, us):
        return {"steps": [document(step) for step in self._desk.tick(instant(us))]}

    def events(self, after, limit):
        events, following = self._desk.events(int(after), int(limit))
        return {"events": events, "next": following}

    def verify(self, head):
        return [finding._asdict() for finding in self._desk.verify(json.loads(head) if head else None)]

    def head(self):
        return self._desk.head()

    def backup(self, path):
        self._desk.backup(path)


driver = Driver()
for line in sys.stdin:
    verb, *arguments = line.rstrip("\n").split("\t")
    try:
        print("ok", json.dumps(getattr(driver, verb)(*arguments), ensure_ascii=False), sep="\t", flush=True)
    except zhuqi.Error as error:
        told = {"code": error.code, "message": error.message, "where": error.where}
        print("refused", json.dumps(told, ensure_ascii=False), sep="\t", flush=True)
