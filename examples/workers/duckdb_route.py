"""Routes what DuckDB reads: duckdb_route.py TABLE "FILES" OUT.parquet; FILES as DuckDB takes them: "past/*.parquet".

DuckDB streams record batches on all its threads, the table (compiled once) decides them as they come, and DuckDB writes
what comes back: no row becomes a Python object, and no more than a batch is in memory.
"""

import sys

import duckdb
import pyarrow

import zhuqi


def route(table: zhuqi.DecisionTable, connection: duckdb.DuckDBPyConnection, query: str) -> pyarrow.RecordBatchReader:
    """The rows of `query` with the table's outputs, `rule` and `error` beside them, batch by batch."""
    rows = connection.sql(query).to_arrow_reader(65_536)

    def with_results(batch: pyarrow.RecordBatch) -> pyarrow.RecordBatch:
        results = table.decide(batch)
        names = batch.schema.names + results.schema.names
        return pyarrow.RecordBatch.from_arrays(batch.columns + results.columns, names=names)

    empty = with_results(pyarrow.RecordBatch.from_pylist([], schema=rows.schema))
    return pyarrow.RecordBatchReader.from_batches(empty.schema, map(with_results, rows))


if __name__ == "__main__":
    rules, files, out = sys.argv[1:]
    reading, writing = duckdb.connect(), duckdb.connect()
    table = zhuqi.DecisionTable(rules)
    routed = route(table, reading, f"FROM '{files}'")
    writing.sql("FROM routed").write_parquet(out)
    first = table.outputs[0].name
    print(writing.sql(f"SELECT {first}, count(*) AS tickets FROM '{out}' GROUP BY ALL ORDER BY tickets DESC LIMIT 10"))
