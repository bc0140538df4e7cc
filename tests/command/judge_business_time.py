"""Judges `zhuqi calendar` by the cases of public business-time libraries. Skips if they are not there.

usage: judge_business_time.py COMMAND CASES.jsonl
"""

import collections
import json
import pathlib
import subprocess
import sys
import tempfile

command, cases = sys.argv[1], pathlib.Path(sys.argv[2])
if not cases.is_file():
    print(f"skipped: {cases} is not there")
    sys.exit(77)


def document_of(calendar):
    """The calendar of a case in the form of a calendar file."""
    days = {date: "off" for date in calendar["holidays"]}
    days.update(calendar["overrides"])
    zones = {"UTC": "+00:00", "Europe/Paris": "CET-1CEST,M3.5.0,M10.5.0/3",
             "America/New_York": "EST5EDT,M3.2.0,M11.1.0", "Asia/Shanghai": "+08:00"}
    zone = zones.get(calendar["tz"])
    return zone and json.dumps({"zone": zone, "week": calendar["hours"], "days": days})


def trimmed(result):
    return result.rstrip("0").rstrip(".") if isinstance(result, str) and "." in result else result


groups = collections.defaultdict(list)
for line in cases.read_text(encoding="utf-8").splitlines():
    case = json.loads(line)
    calendar = document_of(case["calendar"])
    # Where public libraries differ among themselves, ours is written down in docs/calendars.md.
    if calendar and "dialect" not in case and case["op"] != "between_whole_hours":
        groups[calendar].append(case)

faults, total = [], 0
for calendar, group in groups.items():
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        file.write(calendar)
        file.flush()
        lines = "".join(json.dumps({k: c[k] for k in ("op", "start", "end", "seconds", "days") if k in c}) + "\n" for c in group)
        run = subprocess.run([command, "calendar", "--calendar", file.name], input=lines, capture_output=True, text=True)
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    if len(answers) != len(group):
        faults.append(f"{len(group)} operations, {len(answers)} answers: {run.stderr.strip()}")
    for case, answer in zip(group, answers):
        total += 1
        result = answer.get("result")
        if case.get("compare") == "date" and isinstance(result, str):
            result = result[:10]
        if trimmed(result) != trimmed(case["expected"]):
            faults.append(f"case {case['id']}: expected {case['expected']}, got {answer}")
print("\n".join(faults) or f"{total} cases agree")
sys.exit(1 if faults or total == 0 else 0)
