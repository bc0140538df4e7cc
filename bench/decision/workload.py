"""The routing workload that the benchmarks and the tests of winners share, made once for each build folder.

usage: workload.py SHARED FOLDER

SHARED has workload.py, which makes rules and tickets, and winners-N.txt.gz. FOLDER gets tickets.csv, tickets.jsonl and
tickets.tsv; and for N of SIZES rules-N.csv, a decision table, rules-N.tsv, the same for who compiles rules himself, and
winners-N.txt, the number of the rule that each ticket must get, where that is known.
"""

import csv
import fcntl
import gzip
import os
import pathlib
import subprocess
import sys

SIZES = (100, 1_000, 10_000, 100_000)
TICKETS = 100_000
COLUMNS = ("service_item", "region", "industry", "tier", "size", "channel", "urgency", "amount", "text")
NUMBERS = ("urgency", "amount")
KINDS = {"region": ": code", "industry": ": code", "urgency": ": number", "amount": ": number", "text": ": keywords"}


def prepare(shared, folder):
    """Makes the folder if it is not complete; of several processes one does, and the others wait for it."""
    folder.mkdir(parents=True, exist_ok=True)
    complete = folder / "complete"
    source = (shared / "workload.py").read_bytes() + pathlib.Path(__file__).read_bytes()
    with open(folder / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if complete.exists() and complete.read_bytes() == source:
            return
        _generate(shared, folder)
        complete.write_bytes(source)


def winners(folder, rules):
    """By ticket the number of the rule that must win; None where nobody has said."""
    path = folder / f"winners-{rules}.txt"
    return [int(line) for line in path.read_text().split()] if path.exists() else None


def _generate(shared, folder):
    (folder / "data").mkdir(exist_ok=True)
    made = {**os.environ, "PYTHONHASHSEED": "0"}
    subprocess.run([sys.executable, shared / "workload.py", str(TICKETS)], cwd=folder, env=made, check=True)
    for form in ("tsv", "jsonl"):
        (folder / "data" / f"tickets.{form}").rename(folder / f"tickets.{form}")
    _write_csv(folder / "tickets.csv", ("id", *COLUMNS), _rows(folder / "tickets.tsv"))
    for size in SIZES:
        (folder / "data" / f"rules_{size}.tsv").rename(folder / f"rules-{size}.tsv")
        (folder / "data" / f"rules_{size}.jsonl").unlink()
        _write_csv(folder / f"rules-{size}.csv", ("hit policy", "FIRST"), _table(_rows(folder / f"rules-{size}.tsv")))
        known = shared / f"winners-{size}.txt.gz"
        if known.exists():
            (folder / f"winners-{size}.txt").write_bytes(gzip.decompress(known.read_bytes()))


def _rows(path):
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def _table(rules):
    """Keywords and sets have bars between them, ranges are two fields: urgency closed, amount half-open."""
    yield ("id", *(f"if {name}{KINDS.get(name, '')}" for name in COLUMNS), "then lead")
    for number, *cells in rules:
        item, region, industry, tier, size, channel, least, most, low, high, words = (cell.replace("|", ",") for cell in cells)
        urgency, amount = least and f"[{least}..{most}]", low and f"[{low}..{high})"
        yield (number, item, region, industry, tier, size, channel, urgency, amount, words, f"D{number}")


def _write_csv(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    prepare(*map(pathlib.Path, sys.argv[1:]))
