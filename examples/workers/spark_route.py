"""Routes with Spark: spark_route.py TABLE.csv IN OUT; IN and OUT are folders or files of Parquet that all workers reach.

Each worker gets the table's bytes with its task, compiles them once, and decides its record batches (mapInArrow): what
Spark hands over as Arrow columns goes through as it is.
"""

import sys
from functools import lru_cache
from pathlib import Path
from typing import Iterable, Iterator

import pyarrow
from pyspark.sql import DataFrame, SparkSession

import zhuqi


def route(rows: DataFrame, content: bytes, file_name: str) -> DataFrame:
    """The rows with the table's outputs, `rule` and `error` beside them."""
    types = {"number": "double", "boolean": "boolean"}
    outputs = [f"`{output.name}` {types.get(output.type, 'string')}" for output in compiled(content, file_name).outputs]
    columns = [f"`{field.name}` {field.dataType.simpleString()}" for field in rows.schema]

    def decide(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        table = compiled(content, file_name)
        for batch in batches:
            results = table.decide(batch)
            # Spark knows no dictionaries: text goes to it as text.
            plain = [c.dictionary_decode() if pyarrow.types.is_dictionary(c.type) else c for c in results.columns]
            yield pyarrow.RecordBatch.from_arrays(batch.columns + plain, names=batch.schema.names + results.schema.names)

    return rows.mapInArrow(decide, ", ".join([*columns, *outputs, "rule string", "error string"]))


@lru_cache(maxsize=4)
def compiled(content: bytes, file_name: str) -> zhuqi.DecisionTable:
    """Once in each worker, which lives on from task to task."""
    return zhuqi.DecisionTable.parse(content, file_name)


if __name__ == "__main__":
    rules, source, out = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    spark = SparkSession.builder.appName("zhuqi").getOrCreate()
    route(spark.read.parquet(source), rules.read_bytes(), rules.name).write.parquet(out)
    spark.read.parquet(out).groupBy(compiled(rules.read_bytes(), rules.name).outputs[0].name).count().show()
