#!/usr/bin/env python3
"""How often a table of keywords over CASE_TITLE finds the department that a city really used.

    agreement.py CSV [ZHUQI]

CSV holds the requests (CASE_TITLE, Department, OPEN_DT, TARGET_DT, CLOSED_DT, OnTime_Status); ZHUQI is the command
`zhuqi`. The table was written while looking at the odd rows only (the first data row is row 1), so the figure that
counts is the one of the even rows. Without the CSV nothing is measured, and the script says so and succeeds.
"""

import csv
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import datetime
from pathlib import Path


def routed(requests: Path, command: str) -> list[str]:
    """The department that the table gives for each request, in order."""
    table = Path(__file__).with_name("table.csv")
    with tempfile.TemporaryDirectory() as folder:
        # The table gives an output of the name that the input has already; only the title goes in.
        titles, out = Path(folder) / "titles.csv", Path(folder) / "routed.csv"
        with requests.open(encoding="utf-8-sig", newline="") as source, titles.open("w", encoding="utf-8", newline="") as to:
            writer = csv.writer(to)
            writer.writerow(["CASE_TITLE"])
            writer.writerows([row["CASE_TITLE"]] for row in csv.DictReader(source))
        subprocess.run([command, "route", "--table", str(table), "--in", str(titles), "--out", str(out)],
                       check=True, stdout=sys.stderr)
        with out.open(encoding="utf-8", newline="") as result:
            return [row["Department"] for row in csv.DictReader(result)]


def share(label: str, part: int, whole: int) -> None:
    print(f"{label}: {part} of {whole} = {part / whole:.1%}" if whole else f"{label}: nothing to judge")


def agreement(rows: list[dict], departments: list[str]) -> float:
    even = [(row["Department"], given) for number, (row, given) in enumerate(zip(rows, departments), 1)
            if number % 2 == 0]
    largest, count = Counter(real for real, _ in even).most_common(1)[0]
    right = sum(real == given for real, given in even)
    share("table agrees on the even rows", right, len(even))
    share(f"always {largest} would agree", count, len(even))
    return right / len(even)


def moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text.strip() else None


def on_time(rows: list[dict]) -> bool:
    """Recomputes the flag: OVERDUE means closed later than target."""
    judged = agreed = 0
    excluded = Counter()
    for row in rows:
        target, closed = moment(row["TARGET_DT"]), moment(row["CLOSED_DT"])
        if not closed:
            excluded["not closed"] += 1
        elif not target:
            excluded["closed, no target"] += 1
        elif not row["OnTime_Status"].strip():
            excluded["closed, no flag"] += 1
        else:
            judged += 1
            agreed += ("OVERDUE" if closed > target else "ONTIME") == row["OnTime_Status"].strip()
    share("on-time flag agrees", agreed, judged)
    for reason, count in sorted(excluded.items()):
        print(f"  excluded, {reason}: {count}")
    return agreed == judged


def main() -> int:
    if not 2 <= len(sys.argv) <= 3:
        print(__doc__, file=sys.stderr)
        return 2
    requests, command = Path(sys.argv[1]), sys.argv[2] if len(sys.argv) == 3 else "zhuqi"
    if not requests.exists():
        print(f"skipped: {requests} is not there (it is not part of the project)")
        return 0
    with requests.open(encoding="utf-8-sig", newline="") as source:
        rows = list(csv.DictReader(source))
    try:
        departments = routed(requests, command)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"{command} could not route the requests: {error}", file=sys.stderr)
        return 1
    if len(departments) != len(rows):
        print(f"{len(rows)} requests went in and {len(departments)} came out", file=sys.stderr)
        return 1
    good = agreement(rows, departments) >= 0.94
    return 0 if on_time(rows) and good else 1


if __name__ == "__main__":
    sys.exit(main())
