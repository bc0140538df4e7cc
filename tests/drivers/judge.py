"""Runs rows of data through a driver, which is a program in C, C++ or Python, and compares what it answers.

usage: judge.py FILE... -- DRIVER [ARGUMENT...]

A file of cases (.jsonl) has a JSON object a line, and is judged by its keys:

    {"table": "routing.csv", "facts": {…}, "result": …, "rules": [ids]}         or "refused": code
    {"table": "routing.csv", "facts": {…}, "explain": rule id, "answer": {…}}
    {"calendar": "cn", "operation": {…}, "result": …}                           or "refused": code

A scenario (.json) is an object: `title`; `now`, on which it begins; `publish`, a list of [kind, file or "cn"] in force
from then; `steps`; or instead of the first two `begins`, a file that has them, and the steps that come first. Each step may set `now` and does one thing:

    {"apply": {command…}, "as": actor, "receipt": {…}}      or "refused": code, and then nothing may have happened
    {"query": {…}, "as": viewer, "answer": {…}}             or "refused": code
    {"tick": true, "steps": [{…}]}
    {"events": {"after": 0, "limit": 10}, "answer": {…}}

The clock says `now`, and commands are said to have happened then; a command without a key of its own gets one, and
"host" acts and looks where nobody is named. At the end of each scenario, and again after the desk was closed and
opened, `verify` must find everything in agreement, also against the head that was exported; and so must it in a backup.

Files that are named stand beside it. Objects that are expected may leave keys out; everything else must be equal.
"""

import datetime
import json
import pathlib
import subprocess
import sys
import tempfile


class Driver:
    """A conversation with a driver: a line out, a line in."""

    def __init__(self, command):
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, verb, *arguments):
        """("ok", document) or ("refused", error)."""
        self._process.stdin.write("\t".join([verb, *map(text, arguments)]) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            sys.exit(f"the driver ended at: {verb} {arguments}")
        status, document = line.rstrip("\n").split("\t", 1)
        return status, json.loads(document)

    def close(self):
        self._process.stdin.close()
        return self._process.wait()


def text(argument):
    return argument if isinstance(argument, str) else json.dumps(argument, ensure_ascii=False)


def differs(expected, actual, place="answer"):
    """Where the actual document is not what was expected; None if it is."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        for key, value in expected.items():
            if key not in actual and value is not None:
                return f"{place}.{key} is missing"
            fault = differs(value, actual.get(key), f"{place}.{key}")
            if fault:
                return fault
        return None
    if isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        faults = (differs(e, a, f"{place}[{i}]") for i, (e, a) in enumerate(zip(expected, actual)))
        return next(filter(None, faults), None)
    if type(expected) is bool or type(actual) is bool:
        same = expected is actual
    else:
        same = expected == actual
    return None if same else f"{place}: expected {expected!r}, got {actual!r}"


def judged(answer, expected):
    """Compares an answer with the expectation: {"refused": code}, or what the document holds."""
    status, document = answer
    if "refused" in expected:
        return differs(["refused", expected["refused"]], [status, document.get("code") if document else None])
    if status != "ok":
        return f"refused: {document['code']}: {document['message']}"
    return differs(expected, document) if expected else None


def judge_case(driver, case, folder):
    expected = {key: case[key] for key in ("result", "rules", "refused") if key in case}
    if "calendar" in case:
        path = case["calendar"]
        status, error = driver.ask("calendar", path if path == "cn" else str(folder / path))
        if status != "ok":
            return f"{path}: {error['message']}"
        return judged(driver.ask("run", case["operation"]), expected)
    opened = driver.ask("table", str(folder / case["table"]), case.get("decision", ""))
    if opened[0] != "ok":
        return judged(opened, expected) if "refused" in case else f"{case['table']}: {opened[1]['message']}"
    if "explain" in case:
        return judged(driver.ask("explain", case["facts"], case["explain"]), case.get("answer", expected))
    return judged(driver.ask("decide", case["facts"]), expected)


class Scenario:
    """One scenario on a desk of its own."""

    def __init__(self, driver, script, folder):
        if "begins" in script:
            begun = json.loads((folder / script["begins"]).read_text(encoding="utf-8"))
            script = {**begun, **script, "steps": begun["steps"] + script["steps"]}
        self._driver, self._script, self._folder = driver, script, folder
        self._keys = 0

    def faults(self):
        with tempfile.TemporaryDirectory() as directory:
            path = f"{directory}/desk.db"
            self._set_now(self._script["now"])
            yield self._expect_ok("open", path)
            for kind, source in self._script["publish"]:
                yield self._publish(kind, source)
            for number, step in enumerate(self._script["steps"], 1):
                fault = self._step(step)
                yield fault and f"step {number}: {fault}"
            yield from self._agreement(path, f"{directory}/copy.db")

    def _step(self, step):
        if "now" in step:
            self._set_now(step["now"])
        expected = {"refused": step["refused"]} if "refused" in step else None
        if "apply" in step:
            before = self._driver.ask("head")
            fault = judged(self._apply(step["apply"], step.get("as", "host")), expected or step.get("receipt", {}))
            changed = expected and self._driver.ask("head") != before
            return fault or ("a refused command changed something" if changed else None)
        if "query" in step:
            asked = {"viewer": step.get("as", "host"), **step["query"]}
            return judged(self._driver.ask("query", asked), expected or step["answer"])
        if "tick" in step:
            return judged(self._driver.ask("tick", str(self._us)), {"steps": step["steps"]})
        if "events" in step:
            asked = step["events"]
            return judged(self._driver.ask("events", str(asked["after"]), str(asked["limit"])), step["answer"])
        return "a step without anything to do" if "now" not in step else None

    def _set_now(self, instant):
        self._now = instant
        self._us = int(datetime.datetime.fromisoformat(instant).timestamp()) * 1_000_000
        self._driver.ask("clock", str(self._us))

    def _apply(self, command, actor):
        self._keys += 1
        return self._driver.ask("apply", {"actor": actor, "key": f"key {self._keys}", "at": self._now, **command})

    def _publish(self, kind, source):
        command = {"command": "publish", "kind": kind, "content": source}
        if source != "cn":
            path = self._folder / source
            command.update(content=path.read_text(encoding="utf-8"), file=path.name)
        fault = judged(self._apply(command, "host"), {})
        return fault and f"{source}: {fault}"

    def _expect_ok(self, verb, *arguments):
        return judged(self._driver.ask(verb, *arguments), {})

    def _agreement(self, path, copy):
        head = json.dumps(self._driver.ask("head")[1])
        yield judged_list(self._driver.ask("verify", head), "verify")
        yield self._expect_ok("backup", copy)
        for name, database in ("reopened", path), ("backup", copy):
            yield self._expect_ok("close") or self._expect_ok("open", database)
            yield judged_list(self._driver.ask("verify", head), f"verify, {name}")
        self._driver.ask("close")


def judged_list(answer, what):
    return None if answer == ("ok", []) else f"{what}: {answer}"


def judge_scenario(driver, path):
    scenario = Scenario(driver, json.loads(path.read_text(encoding="utf-8")), path.parent)
    return 1, [f"{path.name}: {fault}" for fault in scenario.faults() if fault]


def judge_cases(driver, path):
    faults, rows = [], 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            rows += 1
            fault = judge_case(driver, json.loads(line), path.parent)
            if fault:
                faults.append(f"{path.name}:{number}: {fault}")
    return rows, faults


def judge_file(command, path):
    """The number of rows that were judged, and what was wrong."""
    driver = Driver(command)
    rows, faults = (judge_scenario if path.suffix == ".json" else judge_cases)(driver, path)
    if driver.close() != 0:
        faults.append(f"{path.name}: the driver failed at its end")
    return rows, faults


def main():
    split = sys.argv.index("--")
    command, total, faults = sys.argv[split + 1 :], 0, []
    for path in map(pathlib.Path, sys.argv[1:split]):
        rows, wrong = judge_file(command, path)
        total += rows
        faults += wrong
    print("\n".join(faults) or f"{total} rows agree")
    return 1 if faults or total == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
