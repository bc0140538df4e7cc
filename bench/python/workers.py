"""The same needs routed in four ways, from file to file, one after the other; see docs/how-to/route-past-one-machine.md.

usage: workers.py [ROWS]     with pyarrow, DuckDB and PySpark (script/venv --wheel), the command and the package in build/

Each way starts a process and ends with a file on disk; all must find the same leads. Figures are for reading.
"""

import collections
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import pyarrow
import pyarrow.csv
import pyarrow.dataset
import pyarrow.parquet

ROOT = pathlib.Path(__file__).parents[2]
TABLE = ROOT / "data/demo/routing.csv"
IN_MEMORY = """
import sys, pyarrow.parquet, zhuqi
needs = pyarrow.parquet.read_table(sys.argv[2])
routed = zhuqi.DecisionTable(sys.argv[1]).decide(needs)
for name in routed.column_names:
    needs = needs.append_column(name, routed[name])
pyarrow.parquet.write_table(needs, sys.argv[3])
"""


def leads(out):
    form = "csv" if out.suffix == ".csv" else "parquet"
    table = pyarrow.dataset.dataset(out, format=form).to_table(columns=["lead"])
    return collections.Counter(lead or "" for lead in table["lead"].to_pylist())


def main(rows):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        said = pyarrow.csv.read_csv(ROOT / "tests/data/needs-training-2.csv")["text"].to_pylist()
        needs = pyarrow.table({"id": range(rows), "text": [said[i % len(said)] for i in range(rows)]})
        pyarrow.parquet.write_table(needs, folder / "in.parquet", row_group_size=100_000)
        pyarrow.csv.write_csv(needs, folder / "in.csv")
        python = [sys.executable]
        ways = {
            "zhuqi route, 1 thread": ([ROOT / "build/bin/zhuqi", "route", "--threads", "1", "--table", TABLE, "--in"], "csv"),
            "zhuqi route, all threads": ([ROOT / "build/bin/zhuqi", "route", "--table", TABLE, "--in"], "csv"),
            "pyarrow in memory": ([*python, "-c", IN_MEMORY, TABLE], "parquet"),
            "DuckDB": ([*python, ROOT / "examples/workers/duckdb_route.py", TABLE], "parquet"),
            "Spark, local": ([*python, ROOT / "examples/workers/spark_route.py", TABLE], "parquet"),
        }
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "build/python"), "PYSPARK_PYTHON": sys.executable}
        expected = None
        for number, (way, (command, ending)) in enumerate(ways.items()):
            out = folder / f"out{number}.{ending}"
            extra = ["--out", out] if ending == "csv" else [out]
            start = time.perf_counter()
            done = subprocess.run([*command, folder / f"in.{ending}", *extra], env=environment, capture_output=True, text=True)
            passed = time.perf_counter() - start
            if done.returncode != 0:
                sys.exit(f"{way}: {done.stderr}")
            found = leads(out)
            expected = expected or found
            assert found == expected, way
            print(f"{way}: {passed:.1f} s, {rows / passed / 1e6:.2f} million needs a second", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
