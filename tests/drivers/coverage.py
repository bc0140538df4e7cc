"""Every command on a need is accepted in one scenario and refused in one.

usage: coverage.py permissions.md SCENARIO...
"""

import json
import pathlib
import re
import sys


def commands(page):
    """Those of the table of permissions that are about a need which exists: their row names stages."""
    rows = re.findall(r"^\| (?!command )(\w+) \| [^|]+ \| ([^|]+) \|$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {command for command, stages in rows if stages != "–"}


def given(paths):
    """{True: the commands that were accepted, False: those that were refused}"""
    seen = {True: set(), False: set()}
    for path in paths:
        for step in json.loads(path.read_text(encoding="utf-8"))["steps"]:
            if "apply" in step:
                seen["refused" not in step].add(step["apply"]["command"])
    return seen


def main():
    page, *paths = map(pathlib.Path, sys.argv[1:])
    wanted, seen = commands(page), given(paths)
    missing = [f"{command}: never {how}" for how, was in (("accepted", True), ("refused", False))
               for command in sorted(wanted - seen[was])]
    print("\n".join(missing) or f"{len(wanted)} commands, each accepted and refused, in {len(paths)} scenarios")
    return 1 if missing or len(wanted) < 30 else 0


if __name__ == "__main__":
    sys.exit(main())
