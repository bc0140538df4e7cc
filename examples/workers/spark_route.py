"""Routes with Spark: spark_route.py TABLE IN OUT; IN and OUT are folders or files of Parquet that all workers reach.

The table travels to the workers with their tasks, as its file's bytes, and is compiled once in each; they decide the
record batches that Spark hands over (mapInArrow), so that no row becomes a Python object.
"""

import sys
from typing import Iterable, Iterator

import pyarrow
from pyspark.sql import DataFrame, SparkSession

import zhuqi


def route(rows: DataFrame, table: zhuqi.DecisionTable) -> DataFrame:
    """The rows with the table's outputs, `rule` and `error` beside them."""
    types = {"number": "double", "boolean": "boolean"}
    outputs = [f"`{output.name}` {types.get(output.type, 'string')}" for output in table.outputs]
    columns = [f"`{field.name}` {field.dataType.simpleString()}" for field in rows.schema]

    def decide(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for batch in batches:
            results = table.decide(batch)
            # Spark knows no dictionaries: text goes to it as text.
            plain = [c.dictionary_decode() if pyarrow.types.is_dictionary(c.type) else c for c in results.columns]
            names = batch.schema.names + results.schema.names
            yield pyarrow.RecordBatch.from_arrays(batch.columns + plain, names=names)

    return rows.mapInArrow(decide, ", ".join([*columns, *outputs, "rule string", "error string"]))


if __name__ == "__main__":
    table, source, out = zhuqi.DecisionTable(sys.argv[1]), sys.argv[2], sys.argv[3]
    spark = SparkSession.builder.appName("zhuqi").getOrCreate()
    route(spark.read.parquet(source), table).write.parquet(out)
    spark.read.parquet(out).groupBy(table.outputs[0].name).count().show()
