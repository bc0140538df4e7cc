"""Runs the command on tables of cases and compares exit code, standard output and standard error.

usage: judge_command.py COMMAND CASES.json...

A case is an object; of its keys only `args` is required:

    title   what it shows
    args    the arguments; {cases} is tests/cases, {town} examples/town, {dir} a folder that is empty before the
            first case of the file
    files   {name: content} to be written into {dir} first
    stdin   a string, or a list: a JSON document a line
    exit    the exit code (0)
    lines   standard output: as many JSON documents, in which objects may have more keys than expected
    stdout  strings that must stand in standard output, as text
    stderr  strings that must stand in standard error
    output  {name: [strings]} that must stand in files of {dir} afterwards
"""

import json
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "drivers"))
from judge import differs  # noqa: E402

TESTS = pathlib.Path(__file__).parent.parent
CASES, TOWN = TESTS / "cases", TESTS.parent / "examples" / "town"


def stdin_of(case):
    given = case.get("stdin", "")
    return given if isinstance(given, str) else "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in given)


def faults_of(case, command, folder):
    for name, content in case.get("files", {}).items():
        pathlib.Path(folder, name).write_text(content, encoding="utf-8")
    args = [arg.replace("{cases}", str(CASES)).replace("{town}", str(TOWN)).replace("{dir}", folder) for arg in case["args"]]
    done = subprocess.run([command, *args], input=stdin_of(case).encode(), capture_output=True, timeout=60)
    out, err = done.stdout.decode(), done.stderr.decode()
    if done.returncode != case.get("exit", 0):
        yield f"exit {done.returncode}: {err.strip()}"
    if "lines" in case:
        try:
            yield differs(case["lines"], [json.loads(line) for line in out.splitlines()], "stdout")
        except json.JSONDecodeError:
            yield f"standard output is not JSON Lines: {out}"
    for wanted in case.get("stdout", []):
        yield None if wanted in out else f"«{wanted}» is not in standard output: {out}"
    for wanted in case.get("stderr", []):
        yield None if wanted in err else f"«{wanted}» is not in standard error: {err}"
    for name, strings in case.get("output", {}).items():
        text = pathlib.Path(folder, name).read_bytes().decode("utf-8", "surrogateescape")
        yield from (None if s in text else f"«{s}» is not in {name}: {text[:500]}" for s in strings)


def main():
    command, total, faults = sys.argv[1], 0, []
    for path in sys.argv[2:]:
        with tempfile.TemporaryDirectory() as folder:
            for case in json.loads(pathlib.Path(path).read_text(encoding="utf-8")):
                total += 1
                title = case.get("title", " ".join(case["args"]))
                faults += [f"{pathlib.Path(path).name}: {title}: {f}" for f in faults_of(case, command, folder) if f]
    print("\n".join(faults) or f"{total} cases agree")
    return 1 if faults or total == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
