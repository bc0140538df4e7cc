"""Tables of other libraries go in as they are and come back as the same kind; each is left out where it is missing."""

import datetime
import decimal
import subprocess
import sys

import pytest

import zhuqi

TABLE = zhuqi.DecisionTable.parse(
    "hit policy,FIRST\nid,if amount: number,if kind: string,if day: date,then lead,then days: number\n"
    "R1,>= 500,-,-,金融办,3\nR2,-,loan,-,银行,\nR3,-,-,>= 2026-03-01,值班,1\n"
)
AMOUNTS, KINDS = [500.0, 1.0, 2.0, None], ["loan", "loan", None, "tax"]
LEADS, RULES = ["金融办", "银行", None, None], ["R1", "R2", None, None]


def check(lead, rule):
    assert (list(lead), list(rule)) == (LEADS, RULES)


@pytest.fixture
def polars():
    return pytest.importorskip("polars")


@pytest.fixture
def pyarrow():
    return pytest.importorskip("pyarrow")


@pytest.fixture
def frame(pyarrow):
    return pyarrow.table({"amount": AMOUNTS, "kind": KINDS})


def test_polars(polars):
    frame = polars.DataFrame({"amount": AMOUNTS, "kind": KINDS})
    routed = TABLE.decide(frame)
    assert isinstance(routed, polars.DataFrame)
    check(routed["lead"], routed["rule"])
    assert frame.hstack(routed).columns == ["amount", "kind", "lead", "days", "rule", "error"]
    categorical = frame.with_columns(polars.col("kind").cast(polars.Categorical))
    assert TABLE.decide(categorical).equals(routed)
    assert TABLE.decide(frame.slice(1, 2))["rule"].to_list() == RULES[1:3]
    assert TABLE.decide(polars.concat([frame, frame], rechunk=False)).height == 8
    assert TABLE.decide(frame.clear()).height == 0


def test_pyarrow(pyarrow, frame):
    routed = TABLE.decide(frame)
    assert isinstance(routed, pyarrow.Table)
    check(routed["lead"].to_pylist(), routed["rule"].to_pylist())
    (batch,) = frame.to_batches()
    assert isinstance(TABLE.decide(batch), pyarrow.RecordBatch)
    routed.validate(full=True)


@pytest.mark.parametrize("form", ["string", "large_string", "string_view", "dictionary"])
@pytest.mark.parametrize("number", ["int8", "uint64", "float32", "float64"])
def test_every_form_of_a_column(pyarrow, form, number):
    strings = pyarrow.array(KINDS, pyarrow.string())
    strings = strings.dictionary_encode() if form == "dictionary" else strings.cast(getattr(pyarrow, form)())
    amounts = pyarrow.array([127, 1, 2, None], getattr(pyarrow, number)())
    table = zhuqi.DecisionTable.parse(TABLE.to_csv().replace(b">= 500", b">= 100"))
    frame = pyarrow.table({"amount": amounts, "kind": strings})
    assert table.decide(frame)["rule"].to_pylist() == RULES
    assert table.decide(frame.slice(1))["rule"].to_pylist() == RULES[1:]
    assert table.decide(pyarrow.concat_tables([frame, frame.slice(2), frame]))["rule"].to_pylist() == [*RULES, *RULES[2:], *RULES]


def test_dates_and_columns_without_values(pyarrow):
    days = pyarrow.array([datetime.date(2026, 3, 1), datetime.date(2026, 2, 28), None])
    frame = pyarrow.table({"day": days, "amount": pyarrow.nulls(3), "other": pyarrow.array([decimal.Decimal(1)] * 3)})
    assert TABLE.decide(frame)["rule"].to_pylist() == ["R3", None, None]


def test_a_dictionary_of_nulls_is_null(pyarrow):
    table = zhuqi.DecisionTable.parse("hit policy,FIRST\nid,if text: keywords,if kind: string,then lead\nR1,贷款,-,a\nR2,-,null,b\n")
    nothing = pyarrow.DictionaryArray.from_arrays(pyarrow.array([0, None, 0], pyarrow.int8()), pyarrow.nulls(1))
    assert table.decide(pyarrow.table({"text": nothing, "kind": nothing}))["rule"].to_pylist() == ["R2"] * 3


def test_what_no_table_reads_is_refused(pyarrow):
    frame = pyarrow.table({"amount": pyarrow.array([decimal.Decimal("1.5")])})
    with pytest.raises(zhuqi.InvalidArgument, match="amount"):
        TABLE.decide(frame)


def test_a_reader_is_read_batch_by_batch(pyarrow, frame):
    routed = TABLE.decide(pyarrow.RecordBatchReader.from_batches(frame.schema, frame.to_batches(max_chunksize=1)))
    assert [len(chunk) for chunk in routed["rule"].chunks] == [1, 1, 1, 1]


def test_a_reader_that_fails_says_so(pyarrow, frame):
    def batches():
        yield from frame.to_batches()
        raise ValueError("the line was cut")

    with pytest.raises(zhuqi.InputOutput, match="the line was cut"):
        TABLE.decide(pyarrow.RecordBatchReader.from_batches(frame.schema, batches()))


def test_pandas():
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    frame = pandas.DataFrame({"amount": AMOUNTS, "kind": KINDS})
    if not hasattr(frame, "__arrow_c_stream__"):
        pytest.skip("this pandas does not speak Arrow")
    routed = TABLE.decide(frame)
    if not hasattr(pandas.DataFrame, "from_arrow"):
        assert isinstance(routed, zhuqi.Columns)
        return
    assert isinstance(routed, pandas.DataFrame)
    check(routed["lead"].astype(object).where(routed["lead"].notna(), None), routed["rule"].astype(object).where(routed["rule"].notna(), None))


def test_duckdb(pyarrow):
    duckdb = pytest.importorskip("duckdb")
    connection = duckdb.connect()
    needs = connection.sql("SELECT * FROM (VALUES (500.0::DOUBLE, 'loan'), (1, 'loan'), (2, NULL), (NULL, 'tax')) t(amount, kind)")
    routed = pyarrow.table(TABLE.decide(needs))
    check(routed["lead"].to_pylist(), routed["rule"].to_pylist())
    columns = TABLE.decide(needs)  # noqa: F841, DuckDB finds it by its name
    assert connection.sql("SELECT rule, count(*) FROM columns GROUP BY ALL ORDER BY ALL NULLS LAST").fetchall() == [
        ("R1", 1), ("R2", 1), (None, 2)]  # fmt: skip


def test_calendar_columns(pyarrow):
    starts = pyarrow.array([datetime.datetime(2026, 2, 14, 16), None], pyarrow.timestamp("us"))
    told = zhuqi.Calendar("cn").run_columns("add_workdays", pyarrow.table({"start": starts, "days": [7, 7]}))
    assert told["result"].to_pylist() == [datetime.datetime(2026, 3, 3, 16), None]


def test_no_library_is_imported_for_others():
    code = "import sys, zhuqi; print([m for m in ('numpy', 'pandas', 'polars', 'pyarrow', 'duckdb') if m in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
