#!/usr/bin/env python3
"""Writes into docs/demo.md which of the unseen needs the routing table sends to another lead.

    list_misses.py ZHUQI

Run it when the table is final, and not before: whoever has read the misses cannot measure the table with these needs
any more.
"""

import csv
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BEGIN, END = "<!-- misses: written by tests/content/list_misses.py -->", "<!-- end of misses -->"


def decided(needs: list[dict], command: str) -> list[dict]:
    facts = "".join(json.dumps({"text": need["text"]}, ensure_ascii=False) + "\n" for need in needs)
    run = subprocess.run([command, "decide", "--table", str(ROOT / "data/demo/routing.csv")], input=facts, text=True,
                         encoding="utf-8", capture_output=True, check=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    with (ROOT / "tests/data/needs-unseen.csv").open(encoding="utf-8-sig", newline="") as file:
        needs = list(csv.DictReader(file))
    pairs = list(zip(needs, decided(needs, sys.argv[1])))
    misses = [(need, answer) for need, answer in pairs if answer["result"]["lead"] != need["lead"]]
    lines = [BEGIN, "", f"{len(needs) - len(misses)} of {len(needs)} leads are right. The others:", "",
             "| need | lead | the table's | row |", "|---|---|---|---|"]
    lines += [f"| {need['text']} | {need['lead']} | {answer['result']['lead']} | {answer['rules'][0]} |"
              for need, answer in misses]
    page = ROOT / "docs/demo.md"
    text = page.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    page.write_text(before + "\n".join(lines) + "\n\n" + END + rest.split(END)[1], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
