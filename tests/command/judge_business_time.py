"""Judges `zhuqi calendar` by the cases of public libraries. Skips if they are not there.

usage: judge_business_time.py COMMAND DATA

DATA is a folder with businesstime-cases.jsonl, china-workday-cases.jsonl and china-days.csv.
"""

import collections
import csv
import datetime
import json
import pathlib
import subprocess
import sys
import tempfile

command, data = sys.argv[1], pathlib.Path(sys.argv[2])
if not (data / "businesstime-cases.jsonl").is_file():
    print(f"skipped: {data} is not there")
    sys.exit(77)

ZONES = {"UTC": "+00:00", "Europe/Paris": "CET-1CEST,M3.5.0,M10.5.0/3"}
# Where public libraries differ among themselves, docs/calendars.md says what is meant here: the closing instant is
# closed, and working days are counted strictly after the start.
MEANT = {6: False, 190: "2014-04-09", 191: "2014-04-07", 193: "2014-04-10", 194: "2014-04-08"}


def document_of(calendar):
    """The calendar of a case in the form of a calendar file."""
    days = {date: "off" for date in calendar["holidays"]}
    days.update(calendar["overrides"])
    return json.dumps({"zone": ZONES[calendar["tz"]], "week": calendar["hours"], "days": days})


def ask(calendar, operations):
    """The results of `zhuqi calendar`, one for each operation."""
    lines = "".join(json.dumps(operation) + "\n" for operation in operations)
    run = subprocess.run([command, "calendar", "--calendar", calendar], input=lines, capture_output=True, text=True)
    answers = [json.loads(line).get("result") for line in run.stdout.splitlines()]
    return answers if len(answers) == len(operations) else [run.stderr.strip()] * len(operations)


def business_time():
    groups = collections.defaultdict(list)
    for line in (data / "businesstime-cases.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        groups[document_of(case["calendar"])].append(case)
    for calendar, cases in groups.items():
        operations = [{k: c[k] for k in ("op", "start", "end", "seconds", "days") if k in c} for c in cases]
        for operation in operations:
            if operation["op"] == "between_whole_hours":
                operation["op"] = "between_seconds"
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            file.write(calendar)
            file.flush()
            results = ask(file.name, operations)
        for case, result in zip(cases, results):
            if case["op"] == "between_whole_hours":
                result = int(result / 3600)  # toward zero
            if case.get("compare") == "date":
                result = result[:10]
            expected = MEANT[case["id"]] if "dialect" in case else case["expected"]
            yield f"case {case['id']}", expected, result


def china_workdays():
    lines = (data / "china-workday-cases.jsonl").read_text(encoding="utf-8").splitlines()
    cases = [json.loads(line) for line in lines]
    for case, result in zip(cases, ask("cn", cases)):
        yield str(case), case["expected"], result


def china_days():
    with open(data / "china-days.csv", encoding="utf-8") as file:
        notified = {row["date"]: row["status"] == "working" for row in csv.DictReader(file)}
    first = datetime.date(2007, 1, 1)
    days = [first + datetime.timedelta(n) for n in range((datetime.date(2027, 1, 1) - first).days)]
    for day, result in zip(days, ask("cn", [{"op": "is_workday", "start": day.isoformat()} for day in days])):
        yield day.isoformat(), notified.get(day.isoformat(), day.weekday() < 5), result


faults = []
for judge in (business_time, china_workdays, china_days):
    answers = list(judge())
    wrong = [f"{what}: expected {expected}, got {got}" for what, expected, got in answers if expected != got]
    faults += wrong
    print(f"{judge.__name__}: {len(answers) - len(wrong)} of {len(answers)} agree")
print("\n".join(faults))
sys.exit(1 if faults else 0)
