"""The driver in Python: see driver.c."""

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


driver = Driver()
for line in sys.stdin:
    verb, *arguments = line.rstrip("\n").split("\t")
    try:
        print("ok", json.dumps(getattr(driver, verb)(*arguments), ensure_ascii=False), sep="\t", flush=True)
    except zhuqi.Error as error:
        told = {"code": error.code, "message": error.message, "where": error.where}
        print("refused", json.dumps(told, ensure_ascii=False), sep="\t", flush=True)
