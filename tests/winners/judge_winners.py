"""Holds the winners of the shared workload against what is known, on every path.

usage: judge_winners.py [--full] SHARED FOLDER program PROGRAM [ARGUMENT...]
       judge_winners.py [--full] SHARED FOLDER command COMMAND

A program is called with FOLDER RULES TICKETS SINGLES and prints a line for each path: see winners.cpp. The command
routes files. --full takes more rules and all tickets; where the winners are not known, everything is held against the
first path of the program. Ends with 77 if SHARED is not there.
"""

import csv
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "bench" / "decision"))
import workload  # noqa: E402

# Rules, tickets in columns, tickets one by one.
QUICK = ((100, 100_000, 2_000), (1_000, 100_000, 2_000), (10_000, 20_000, 500))
FULL = ((100, 100_000, 100_000), (1_000, 100_000, 20_000), (10_000, 100_000, 5_000), (100_000, 20_000, 200))


def paths_of_program(program, folder, rules, tickets, singles):
    """(name, winners) of each path."""
    told = subprocess.run([*program, folder, *map(str, (rules, tickets, singles))], stdout=subprocess.PIPE, text=True)
    if told.returncode != 0:
        sys.exit(f"{program} ended with {told.returncode}")
    for line in told.stdout.splitlines():
        name, numbers = line.split("\t")
        yield name, [int(number) if number != "none" else None for number in numbers.split()]


def paths_of_command(command, folder, rules, tickets, singles):
    """Whole files, whatever the numbers say."""
    for threads in ("1", "2"):
        with tempfile.TemporaryDirectory() as made:
            out = f"{made}/out.csv"
            arguments = ("--table", folder / f"rules-{rules}.csv", "--in", folder / "tickets.csv", "--out", out)
            subprocess.run([*command, "route", *arguments, "--threads", threads], check=True, stderr=subprocess.PIPE)
            with open(out, encoding="utf-8", newline="") as file:
                yield f"route, threads: {threads}", [int(row["rule"]) for row in csv.DictReader(file)]


def fault_of(name, expected, got):
    """None, or what is wrong with the winners of a path, which may be of the first tickets or of every 20th."""
    expected = expected[::20] if name.startswith("every 20th") else expected
    if not got:
        return f"{name}: no winners"
    wrong = [i for i, (e, g) in enumerate(zip(expected, got)) if e != g]
    if not wrong:
        return None
    return f"{name}: {len(wrong)} wrong, the first of them ticket {wrong[0]}: {got[wrong[0]]}, not {expected[wrong[0]]}"


def judge(paths, known):
    """How many paths there were, and the faults."""
    faults, count = [], 0
    for name, got in paths:
        known = known or got
        faults.append(fault_of(name, known, got))
        count += 1
    return count, [fault for fault in faults if fault]


def main(arguments):
    full = arguments[0] == "--full"
    shared, folder, kind, *command = arguments[full:]
    shared, folder = pathlib.Path(shared), pathlib.Path(folder)
    if not (shared / "workload.py").exists():
        print(f"skipped: {shared} is not there")
        return 77
    workload.prepare(shared, folder)
    wrong = False
    for size in FULL if full else QUICK:
        known = workload.winners(folder, size[0])
        if known is None and kind == "command":
            continue
        paths = {"program": paths_of_program, "command": paths_of_command}[kind](command, folder, *size)
        count, faults = judge(paths, known)
        wrong = wrong or bool(faults) or count == 0
        print(f"{size[0]} rules: {count} paths", "agree" if not faults else "\n".join(["", *faults]))
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
