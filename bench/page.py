"""Writes docs/benchmarks.md and docs/benchmarks.svg from what parts.py has measured.

usage: page.py

A part that was not measured, or on another machine than the others, is an error.
"""

import json
import sys

from parts import ENGINE_SIZES, PARTS, RESULTS, ROOT
from plot import plot

import workload

SIZES = workload.SIZES


def measured():
    parts = {}
    for name in PARTS:
        path = RESULTS / f"{name}.json"
        if not path.exists():
            sys.exit(f"{name} has not been measured: script/bench {name}")
        parts[name] = json.loads(path.read_text(encoding="utf-8"))
    if len({json.dumps(part["machine"]) for part in parts.values()}) > 1:
        sys.exit("the parts were measured on more than one machine, or with more than one compiler")
    return parts


def time_of(ns):
    for unit, name in (1e9, "s"), (1e6, "ms"), (1e3, "µs"):
        if ns >= unit:
            return f"{ns / unit:.3g} {name}"
    return f"{ns:.0f} ns"


def table(header, rows):
    return "\n".join(["| " + " | ".join(cells) + " |" for cells in (header, ["---"] + ["--:"] * (len(header) - 1), *rows)])


class Page:
    def __init__(self, parts):
        self._parts = parts
        self._decisions = [parts[f"decision-{size}"] for size in SIZES]
        self._levels = [level["name"] for level in self._decisions[0]["text"]["levels"]]

    def text(self):
        machine = self._parts["latency"]["machine"]
        return f"""# Benchmarks

`script/bench` writes this page; it is not edited. All figures are of one machine: {machine["model"]}, {machine["cores"]} cores;
{machine["system"]}; {machine["compiler"]}. The index ran at its levels {" and ".join(self._levels)}
(the baseline is SSE2 on x86-64): the library chooses the widest that the machine has, here {self._levels[-1]}. Every answer was
compared with the plain loop's, and with winners that were known before; one that is wrong ends the run.

## Routing

{self._decisions[0]["tickets"]:,} tickets with eight attributes and a Chinese text of 112 bytes on average. A rule tests two to four of the
columns: sets, code prefixes, ranges, and in three of ten rules one to three keywords in the text; the first rule that
matches wins, the last one catches all. Time per ticket on one core, and how many times as fast as the loop:

{self._routing()}

![Time per ticket against the number of rules](benchmarks.svg)

- **Plain loop** (`bench/decision/loop.cpp`): rules compiled to predicates over interned values, cheap ones first.
- **SQLite** (`bench/decision/sqlite.cpp`): in memory, prepared once, `ORDER BY priority LIMIT 1`; the first
  {self._tickets("sqlite")} tickets.
- {self._engines_note()}
- **zhuqi**: a Router, columns encoded. Times are processor time, medians of five runs; of other engines
  the time that passed.

## What is around it

{self._around()}

*Attributes alone*: the rules without keywords, beside the loop on the same rules. *From string columns*: encoding
included. *One call*: `DecisionTable::decide` on one record after the other, encoding included. *Loaded*: from the bytes
of the CSV file to a table that decides.

## Whichever row hits

{self._latency()}

## From file to file

{self._route()}

## Calendars, policies, desk, ledger

{self._sentences("calendar", "policy", "tick", "registry", "ledger")}

## From Python

`bench/python/rates.py`: columns decided by Python beside the same call of the C API, and single calls.

{self._sentences("python")}
"""

    def series(self):
        """For the plot: by name the points of (rules, ns)."""
        lines = {f"zhuqi, {self._levels[-1]}": self._level(len(self._levels) - 1)}
        if len(self._levels) > 1:
            lines[f"zhuqi, {self._levels[0]}"] = self._level(0)
        lines["plain loop"] = [d["text"]["loop"] for d in self._decisions]
        lines["SQLite"] = [d["sqlite"]["ns"] for d in self._decisions]
        lines = {name: list(zip(SIZES, line)) for name, line in lines.items()}
        for name, title in ("zen", "ZEN"), ("json-rules", "json-rules-engine"):
            points = [(size, self._parts[f"{name}-{size}"].get("us", 0) * 1e3) for size in ENGINE_SIZES]
            if all(ns for _, ns in points):
                lines[title] = points
        return lines

    def _level(self, number, which="text"):
        return [decision[which]["levels"][number]["match"] for decision in self._decisions]

    def _routing(self):
        loop = [decision["text"]["loop"] for decision in self._decisions]
        rows = [["plain loop", *map(time_of, loop)], ["SQLite", *(time_of(d["sqlite"]["ns"]) for d in self._decisions)]]
        for name, title in ("zen", "ZEN (@gorules/zen-engine)"), ("json-rules", "json-rules-engine"):
            parts = [self._parts.get(f"{name}-{size}", {}) for size in SIZES]
            rows.append([title, *(time_of(part["us"] * 1e3) if "us" in part else "" for part in parts)])
        for number, name in enumerate(self._levels):
            cells = (f"{time_of(ns)} · {plain / ns:.0f}×" for ns, plain in zip(self._level(number), loop))
            rows.append([f"**zhuqi**, {name}", *cells])
        return table(["rules", *(f"{size:,}" for size in SIZES)], rows)

    def _tickets(self, name):
        return ", ".join(f"{decision[name]['tickets']:,}" for decision in self._decisions)

    def _engines_note(self):
        parts = [self._parts[f"{name}-{size}"] for name in ("zen", "json-rules") for size in ENGINE_SIZES]
        left_out = {part["left_out"] for part in parts if "left_out" in part}
        if left_out:
            return f"ZEN and json-rules-engine were left out: {', '.join(left_out)}."
        packages = json.loads((ROOT / "bench" / "engines" / "package.json").read_text())["dependencies"]
        versions = ", ".join(f"{name} {version}" for name, version in packages.items())
        counts = [f"{part['tickets']:,}" for part in parts]
        half = len(counts) // 2
        return (f"**Other engines** (`bench/engines/engines.mjs`; {versions}): a decision\n"
                f"  table with the hit policy *first*, and a rule for each row by priority; the first {', '.join(counts[:half])} tickets, and\n"
                f"  the first {', '.join(counts[half:])}, at {', '.join(f'{size:,}' for size in ENGINE_SIZES)} rules.")

    def _around(self):
        widest = len(self._levels) - 1
        attributes = zip(self._level(widest, "attributes"), (d["attributes"]["loop"] for d in self._decisions))
        find = [decision["text"]["levels"][widest]["find"] for decision in self._decisions]
        rows = [
            ["finding keywords, of the above", *map(time_of, find)],
            ["attributes alone", *(f"{time_of(ns)} · {loop / ns:.0f}×" for ns, loop in attributes)],
            ["from string columns", *(time_of(d["text"]["columns"]) for d in self._decisions)],
            ["one call", *(time_of(d["single"]) for d in self._decisions)],
            ["loaded in", *(time_of(d["load_ms"] * 1e6) for d in self._decisions)],
            ["index", *(f"{d['index_mb']:.3g} MB" for d in self._decisions)],
            ["whole table", *(f"{d['table_mb']:.3g} MB" for d in self._decisions)],
        ]
        return table(["rules", *(f"{size:,}" for size in SIZES)], rows)

    def _latency(self):
        told = self._parts["latency"]
        rows = [[f"by {kind}", *map(time_of, told[kind])] for kind in ("code", "amount", "keyword")]
        return (f"One call, in tables of {told['rows']:,} rows that differ in a code, an amount, a keyword:\n\n"
                + table(["row that hits", "first", "middle", "last"], rows))

    def _route(self):
        told = self._parts["route"]
        if "left_out" in told:
            return f"Left out: {told['left_out']}."
        one, two = told["threads 1"], told["threads 2"]
        return (f"`zhuqi route`, CSV in and out, {told['rules']:,} rules, {told['rows']:,} rows of {told['megabytes']} MB in the page\n"
                f"cache, medians of five runs: {one / 1e6:.1f} million tickets a second with one thread, {two / 1e6:.1f} with two.")

    def _sentences(self, *names):
        return "\n".join(f"- {name.capitalize()}: {line}" for name in names for line in self._lines(name))

    def _lines(self, name):
        part = self._parts[name]
        return [f"left out: {part['left_out']}"] if "left_out" in part else part["lines"]


def main():
    page = Page(measured())
    (ROOT / "docs" / "benchmarks.md").write_text(page.text(), encoding="utf-8")
    (ROOT / "docs" / "benchmarks.svg").write_text(plot(page.series(), "rules", "time per ticket"), encoding="utf-8")


if __name__ == "__main__":
    main()
