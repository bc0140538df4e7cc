"""The examples that route past one table in memory, with DuckDB and with Spark; left out where these are missing."""

import os
import shutil
import subprocess
import sys

import pytest
from conftest import EXAMPLES

import zhuqi

ROUTING = EXAMPLES / "town" / "routing.csv"
TEXTS = ["想要贷款", "退税卡住", "停电", None] * 500
LEADS = {"金融": 500, "税务": 500, "综合服务": 1000}


@pytest.fixture
def needs(tmp_path):
    pyarrow = pytest.importorskip("pyarrow")
    import pyarrow.parquet

    file = tmp_path / "needs.parquet"
    frame = pyarrow.table({"id": range(len(TEXTS)), "text": TEXTS})
    pyarrow.parquet.write_table(frame, file, row_group_size=600)
    return file


def run(script, *arguments):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYSPARK_PYTHON": sys.executable}
    command = [sys.executable, EXAMPLES / "workers" / script, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)


def check(out):
    """As one table in memory is decided."""
    import pyarrow.dataset

    routed = pyarrow.dataset.dataset(out, format="parquet").to_table().sort_by("id")
    assert routed.column_names == ["id", "text", "lead", "supporting", "role", "urgency", "rule", "error"]
    assert routed["text"].to_pylist() == TEXTS
    whole = zhuqi.DecisionTable(ROUTING).decide(pyarrow.table({"text": TEXTS}))
    for name in whole.column_names:
        assert routed[name].to_pylist() == whole[name].to_pylist(), name
    leads = routed["lead"].to_pylist()
    assert {lead: leads.count(lead) for lead in set(leads)} == LEADS


def test_duckdb(needs, tmp_path):
    pytest.importorskip("duckdb")
    done = run("duckdb_route.py", ROUTING, needs, tmp_path / "routed.parquet")
    assert done.returncode == 0, done.stderr
    assert "金融" in done.stdout
    check(tmp_path / "routed.parquet")


def test_spark(needs, tmp_path):
    pytest.importorskip("pyspark")
    if not shutil.which("java"):
        pytest.skip("Spark needs Java")
    done = run("spark_route.py", ROUTING, needs, tmp_path / "routed")
    assert done.returncode == 0, done.stderr
    check(tmp_path / "routed")
