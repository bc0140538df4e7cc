"""Measures parts of docs/benchmarks.md, each into a file of its own in build/bench, from which page.py makes the page.

usage: parts.py [PART...]      all parts if none is named; --list names them

A part ends with an error if an answer was wrong. What a part needs and does not find is said in its file.
"""

import json
import os
import pathlib
import platform
import re
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).parents[1]
BUILD = ROOT / "build"
WORKLOAD, RESULTS = BUILD / "workload", BUILD / "bench"
ENGINES = RESULTS / "engines"
SHARED = ROOT.parent / "shared" / "bench"
sys.path.insert(0, str(ROOT / "bench" / "decision"))
import workload  # noqa: E402

ENGINE_SIZES = (100, 1_000, 10_000)
ROUTE_RULES, ROUTE_COPIES = 1_000, 10  # of the tickets


class LeftOut(Exception):
    """Why a part cannot be measured here."""


def output_of(*command, **options):
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, cwd=ROOT, **options)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} ended with {done.returncode}\n{done.stdout}{done.stderr}")
    return done


def need_workload():
    if not (SHARED / "workload.py").exists():
        raise LeftOut("the workload is not beside the project")
    workload.prepare(SHARED, WORKLOAD)


def decision(rules):
    need_workload()
    return json.loads(output_of(BUILD / "bin" / "bench_decision", WORKLOAD, rules).stdout)


def latency():
    return json.loads(output_of(BUILD / "bin" / "bench_latency").stdout)


def engine(name, rules):
    need_workload()
    source = ROOT / "bench" / "engines"
    ENGINES.mkdir(parents=True, exist_ok=True)
    for file in source.iterdir():
        (ENGINES / file.name).write_bytes(file.read_bytes())
    if not (ENGINES / "node_modules").exists():
        install = ("npm", "install", "--no-package-lock", "--no-audit", "--no-fund")
        try:
            subprocess.run(install, cwd=ENGINES, check=True, capture_output=True, timeout=120)
        except (OSError, subprocess.SubprocessError):
            raise LeftOut("npm, or its registry, cannot be reached") from None
    return json.loads(output_of("node", ENGINES / "engines.mjs", WORKLOAD, rules, name).stdout)


def route():
    """A file of many copies of the tickets; the winners of all of its rows are compared."""
    need_workload()
    winners = workload.winners(WORKLOAD, ROUTE_RULES)
    command = (BUILD / "bin" / "zhuqi", "route", "--table", WORKLOAD / f"rules-{ROUTE_RULES}.csv")
    with tempfile.TemporaryDirectory(dir=RESULTS) as folder:
        header, rows = (WORKLOAD / "tickets.csv").read_bytes().split(b"\n", 1)
        source, target = pathlib.Path(folder, "in.csv"), pathlib.Path(folder, "out.csv")
        source.write_bytes(header + b"\n" + rows * ROUTE_COPIES)
        told = {"rules": ROUTE_RULES, "rows": len(winners) * ROUTE_COPIES, "megabytes": round(source.stat().st_size / 1e6)}
        for threads in (1, 2):
            speeds = []
            for _ in range(5):
                target.unlink(missing_ok=True)  # to empty a file costs as much as to write it
                said = output_of(*command, "--in", source, "--out", target, "--threads", threads).stderr
                speeds.append(int(re.search(r"(\d+) tickets/s", said)[1]))
            routed = target.read_bytes().splitlines()[1:]
            if [int(row.rsplit(b",", 2)[1]) for row in routed] != winners * ROUTE_COPIES:
                sys.exit("route: wrong winners")
            told[f"threads {threads}"] = statistics.median(speeds)
    return told


def sentences(*command, **environment):
    """Of a program that compares its answers and says its figures in a line each."""
    lines = output_of(*command, env={**os.environ, **environment}).stdout.splitlines()
    return {"lines": [line for line in lines if line]}


def python():
    """With the libraries that Python exchanges columns with: of script/venv, or had from PyPI for this."""
    for interpreter in (BUILD / "venv" / "bin" / "python", RESULTS / "venv" / "bin" / "python"):
        if interpreter.exists() and subprocess.run([interpreter, "-c", "import polars, pyarrow"], capture_output=True).returncode == 0:
            break
    else:
        pinned = (ROOT / "bindings/python/tests/requirements.txt").read_text().splitlines()
        wanted = [line for line in pinned if line.startswith(("polars==", "pyarrow=="))]
        try:
            for command in (("/usr/bin/python3", "-m", "venv", RESULTS / "venv"),
                            (interpreter, "-m", "pip", "install", "-q", "--retries", "1", "--timeout", "20", *wanted)):
                subprocess.run(command, check=True, capture_output=True, timeout=120)
        except (OSError, subprocess.SubprocessError):
            raise LeftOut("polars and pyarrow, or PyPI, cannot be reached") from None
    return sentences(interpreter, "bench/python/rates.py", 20_000)


PARTS = {
    **{f"decision-{rules}": lambda rules=rules: decision(rules) for rules in workload.SIZES},
    "latency": latency,
    **{f"{n}-{r}": lambda n=n, r=r: engine(n, r) for n in ("zen", "json-rules") for r in ENGINE_SIZES},
    "route": route,
    "calendar": lambda: sentences(BUILD / "bin" / "bench_calendar", "--benchmark_filter=none"),
    "tick": lambda: sentences("/usr/bin/python3", "bench/desk/tick.py", 100_000, PYTHONPATH=str(BUILD / "python")),
    "policy": lambda: sentences(BUILD / "bin" / "bench_policy"),
    "registry": lambda: sentences(BUILD / "bin" / "bench_registry", 100_000),
    "python": python,
    "ledger": lambda: sentences(BUILD / "bin" / "bench_store", 50_000, 1_000),
}


def machine():
    """What the figures are of: kept with each part, so that the page cannot mix machines."""
    lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.split(": ", 1)[1] for line in lines if line.startswith("model name")), platform.machine())
    cache = (BUILD / "CMakeCache.txt").read_text()
    compiler = re.search(r"CMAKE_CXX_COMPILER:\w+=(.*)", cache)[1]
    system = platform.freedesktop_os_release()["PRETTY_NAME"]
    return {"model": model, "cores": os.cpu_count(), "system": system,
            "compiler": output_of(compiler, "--version").stdout.splitlines()[0]}


def main(names):
    if names == ["--list"]:
        print("\n".join(PARTS))
        return
    RESULTS.mkdir(parents=True, exist_ok=True)
    for name in names or PARTS:
        print(name, flush=True)
        try:
            told = PARTS[name]()
        except LeftOut as why:
            told = {"left_out": str(why)}
        text = json.dumps({"machine": machine(), **told}, ensure_ascii=False, indent=1)
        (RESULTS / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
