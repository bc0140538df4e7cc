"""Runs rows of data through a driver, which is a program in C, C++ or Python, and compares what it answers.

usage: judge.py FILE... -- DRIVER [ARGUMENT...]

A file of cases (.jsonl) has a JSON object a line, and is judged by its keys:

    {"table": "routing.csv", "facts": {…}, "result": …, "rules": [ids]}         or "refused": code
    {"table": "routing.csv", "facts": {…}, "explain": rule id, "answer": {…}}
    {"calendar": "cn", "operation": {…}, "result": …}                           or "refused": code

Files that it names stand beside it. Objects that are expected may leave keys out; everything else must be equal.
"""

import json
import pathlib
import subprocess
import sys


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
    return differs(expected, document)


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


def judge_file(command, path):
    """The number of rows that were judged, and what was wrong."""
    driver = Driver(command)
    faults, rows = [], 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            rows += 1
            fault = judge_case(driver, json.loads(line), path.parent)
            if fault:
                faults.append(f"{path.name}:{number}: {fault}")
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
