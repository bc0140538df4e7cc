"""The winners of the workload in Python.

usage: winners.py FOLDER RULES TICKETS SINGLES      the first TICKETS in columns, the first SINGLES as records

Prints a line for each path: its name, a tab, and the ids of the rules that won, separated by spaces.
"""

import itertools
import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).parents[2]
sys.path += [str(ROOT / "bench" / "decision"), str(ROOT / "bindings" / "python" / "tests")]
from arrow import Producer, doubles, strings, views  # noqa: E402
from workload import COLUMNS, NUMBERS  # noqa: E402

import zhuqi  # noqa: E402


def show(path, rules):
    print(path, " ".join(rule or "none" for rule in rules), sep="\t")


def main(folder, rules, tickets, singles):
    table = zhuqi.DecisionTable(f"{folder}/rules-{rules}.csv")
    with open(f"{folder}/tickets.jsonl", encoding="utf-8") as file:
        records = [json.loads(line) for line in itertools.islice(file, int(tickets))]
    columns = {name: [record[name] for record in records] for name in COLUMNS}
    for name, texts in ("Arrow columns", strings), ("Arrow columns, string views", views):
        arrow = {n: doubles(values) if n in NUMBERS else texts(values) for n, values in columns.items()}
        show(name, table.decide(Producer(arrow, len(records))).to_dict()["rule"])
    few = int(singles)
    show("dict of lists", table.decide({name: values[:few] for name, values in columns.items()})["rule"])
    show("list of dicts", [decision.rules[0] for decision in table.decide(records[:few])])
    show("single call", [table.decide(record).rules[0] for record in records[:few]])


if __name__ == "__main__":
    main(*sys.argv[1:])
