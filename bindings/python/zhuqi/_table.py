"""Decision tables: who handles it."""

from __future__ import annotations

import importlib
import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Any, Callable, Iterable, Mapping, NamedTuple, Sequence, overload

from . import _native
from ._errors import Error, InputOutput, InvalidArgument

Record = dict[str, Any]


class Decision(NamedTuple):
    """What became of one record.

    result  the value of a single output; a dict of several; a list of these under a hit policy of several hits; if no
            rule hit, None or, under such a policy, an empty list
    rules   the ids of the rules that hit, in the order of the result
    error   of a bad record in a list; else None
    """

    result: Any
    rules: tuple[str, ...]
    error: Error | None = None


class Condition(NamedTuple):
    """A condition of a rule, as written, with what the record had there."""

    input: str
    cell: str
    value: Any
    holds: bool


class Explanation(NamedTuple):
    """Why a rule hit or did not: its conditions up to the first that failed. str() is a few lines for people."""

    rule: str | None
    hit: bool
    conditions: tuple[Condition, ...]
    decision: Decision
    table: str
    text: str

    def __str__(self) -> str:
        return self.text


class RoutingExplanation(NamedTuple):
    """Why a need was routed as it was, or why another rule did not decide.

    event    sequence number of the event that dispatched the need
    table    hash of the routing table that was in force then
    rule     id of the rule that decided, as recorded; None: none did
    because  as recorded
    why      the rule asked for, with the values that it saw; None if the need is redacted: what it said is gone
    """

    need: str
    event: int
    table: str
    rule: str | None
    because: str
    why: Explanation | None


class Clause(NamedTuple):
    """An input or an output of a table."""

    name: str
    type: str


class RouteSummary(NamedTuple):
    """What a run over a file did. `by_result`: rows by the table's first output, most first."""

    rows: int
    unmatched: int
    errors: int
    by_result: dict[str, int]


class TableFinding(NamedTuple):
    """What is to be said of a table that can be used: docs/checking-tables.md.

    kind     overlap, shadowed, unreachable, gap, complete, no_last_resort, nested_keyword, undecided
    rules    ids; the rule that it is about stands first
    row      of that rule in the table's file
    example  a record that shows it
    """

    severity: str
    kind: str
    message: str
    rules: tuple[str, ...] = ()
    row: int = 0
    example: Record | None = None


class Example(NamedTuple):
    """A record, by its number from 1. `error` of one that failed."""

    record: int
    facts: Record
    error: str | None = None


class Change(NamedTuple):
    """A result under the old table, the one under the new, how many records, and the first of them."""

    before: Any
    after: Any
    records: int
    examples: tuple[Example, ...]


class Failed(NamedTuple):
    """How many records failed under the old table only, under the new one only, under both."""

    old: int
    new: int
    both: int


class Comparison(NamedTuple):
    """What changes from one version of a table to the next. str() is a table for people.

    changes        most records first
    other_changes  the records of changes that were too many to be told apart
    failures       the first records that failed
    """

    records: int
    alike: int
    changed: int
    failed: Failed
    changes: tuple[Change, ...]
    other_changes: int
    failures: tuple[Example, ...]
    output: str
    old: str
    new: str
    text: str

    def __str__(self) -> str:
        return self.text


class DecisionTable:
    """A compiled decision table: the rows that an operator wrote. Immutable, usable from any number of threads.

    A table can be pickled: handed to the workers of Spark, Dask or multiprocessing, it travels as its file's bytes and is
    compiled once in each process.

    >>> table = DecisionTable("routing.csv")
    >>> table.decide({"text": "贷款", "amount": 500})
    Decision(result='金融办', rules=('R001',), error=None)
    """

    def __init__(self, path: str | os.PathLike[str], *, decision: str = "") -> None:
        """Reads a .csv or .dmn file; `decision` selects one of a model's decisions.

        Raises InvalidDocument with every finding if the file cannot be used, InputOutput, NotFound.
        """
        self._source = (_read(path), os.fspath(path), decision)
        self._table = _native.Table.parse(*self._source)

    @classmethod
    def parse(cls, content: str | bytes, file_name: str = "table.csv", *, decision: str = "") -> DecisionTable:
        """The same from memory; the end of `file_name` says which form it is, and it stands in findings."""
        table = cls.__new__(cls)
        table._source = (content.encode() if isinstance(content, str) else bytes(content), file_name, decision)
        table._table = _native.Table.parse(*table._source)
        return table

    def __reduce__(self) -> tuple[Callable[..., DecisionTable], tuple[bytes, str, str]]:
        return _unpickled, self._source

    @property
    def name(self) -> str:
        """Of the decision: what its file calls it."""
        return self._table.name

    @property
    def hash(self) -> str:
        """SHA-256 of the file's bytes in hexadecimal: the version of the table."""
        return self._table.hash

    @property
    def hit_policy(self) -> str:
        """As DMN writes it: "FIRST", "COLLECT SUM"."""
        return self._table.hit_policy

    @property
    def inputs(self) -> list[Clause]:
        """What a record is asked for, in the order of the columns."""
        return [Clause(*clause) for clause in self._table.inputs]

    @property
    def outputs(self) -> list[Clause]:
        """What a decision gives, in the order of the columns."""
        return [Clause(*clause) for clause in self._table.outputs]

    @property
    def rules(self) -> list[str]:
        """The ids of the rules, in the order of the table."""
        return self._table.rules

    @overload
    def decide(self, records: Mapping[str, list[Any]]) -> dict[str, list[Any]]: ...
    @overload
    def decide(self, records: Mapping[str, Any]) -> Decision: ...
    @overload
    def decide(self, records: Iterable[Record]) -> list[Decision]: ...
    @overload
    def decide(self, records: Any) -> Any: ...
    def decide(self, records: Any) -> Any:
        """Decides one record or many; what comes back has the shape of what went in.

        dict           one record: a Decision. Raises InvalidArgument if it cannot be decided.
        list of dicts  a list of Decisions; a bad record has its `error`.
        dict of lists  columns: a dict with a list for each output, `rule` and `error`.
        Arrow          anything with __arrow_c_stream__ or __arrow_c_array__ (a table of pyarrow, polars, pandas,
                       DuckDB, ...): the same columns, as the same kind of table (pyarrow, polars, pandas), else as
                       Columns, which any of them can read. Nothing is copied. Other threads run meanwhile.

        A value is None, a bool, an int, a finite float, a Decimal, a str, a date, time or datetime, a list or a dict
        of these; what a record does not have is None. Raises InvalidArgument for a column of a type that no table
        reads.
        """
        if isinstance(records, dict):
            return self._decide_columns(records) if _are_columns(records) else Decision(*self._table.decide(records))
        if hasattr(records, "__arrow_c_stream__") or hasattr(records, "__arrow_c_array__"):
            return _like(records, _native.decide_arrow(self._table, records))
        if isinstance(records, Mapping):
            return self.decide(dict(records))
        return [Decision(*row) for row in self._table.decide_rows(records)]

    def _decide_columns(self, columns: Mapping[str, Sequence[Any]]) -> dict[str, list[Any]]:
        rows = self._table.decide_rows(_rows(columns))
        outputs = [clause.name for clause in self.outputs]
        result: dict[str, list[Any]] = {name: [_output(row[0], name, len(outputs)) for row in rows] for name in outputs}
        result["rule"] = [",".join(row[1]) or None for row in rows]
        result["error"] = [f"{row[2].code}: {row[2].message}" if row[2] else None for row in rows]
        return result

    def explain(self, record: Record, rule: str | None = None) -> Explanation:
        """Why this record is decided so: for the winner, or why rule `rule` hit or did not."""
        told = self._table.explain(record, rule)
        return Explanation(
            told["rule"],
            told["hit"],
            tuple(Condition(*condition) for condition in told["conditions"]),
            Decision(told["result"], told["rules"]),
            told["table"],
            told["text"],
        )

    def check(self) -> list[TableFinding]:
        """What its writer should know before the table goes live: contradictions, rules that never win, gaps, ..."""
        told = json.loads(self._table.check())
        return [TableFinding(**{**finding, "rules": tuple(finding.get("rules", ()))}) for finding in told]

    def to_dmn(self) -> str:
        """The whole model that the table was loaded from as DMN 1.3 XML; it decides as the table does, and a table made
        from CSV becomes the same CSV again."""
        return self._table.to_dmn()

    def to_csv(self, *, encoding: str = "utf-8") -> bytes:
        """The table as the bytes of a CSV file; it decides as the table does.

        encoding  utf-8, utf-8-bom, gb18030

        Raises Unsupported for what a spreadsheet cannot say: a decision that is no table, or that requires others.
        """
        return self._table.to_csv(encoding)

    def compare(
        self, after: DecisionTable, records: Any, *, output: str = "", examples: int = 3, threads: int = 1
    ) -> Comparison:
        """How many records change when this table is replaced by `after`, and from where to where.

        records  the path of a file of any size (CSV or JSON Lines, read by `threads`; 0: as many as the machine has),
                 Arrow data as decide() takes it, a dict of lists, or dicts
        output   compare this output alone, and not the whole result

        A bad record is counted as failed, and the rest goes on.
        """
        before, then = self._table, after._table
        if isinstance(records, (str, os.PathLike)):
            told = before.compare_file(then, os.fspath(records), output, examples, threads)
        elif hasattr(records, "__arrow_c_stream__") or hasattr(records, "__arrow_c_array__"):
            told = _native.compare_arrow(before, then, records, output, examples)
        else:
            rows = _rows(records) if isinstance(records, Mapping) else records
            told = before.compare_rows(then, rows, output, examples)
        return _comparison(*told)

    def route(
        self,
        path_in: str | os.PathLike[str],
        path_out: str | os.PathLike[str],
        *,
        threads: int = 1,
        encoding: str = "utf-8",
        progress: Callable[[int, int, int], bool | None] | None = None,
    ) -> RouteSummary:
        """Decides a file of any size, CSV or JSON Lines, into another of the same form with the outputs added.

        threads   0: as many as the machine has
        encoding  of CSV output: utf-8, utf-8-bom, gb18030
        progress  called with bytes done, bytes in all, rows done; returning False stops the run (Cancelled)
        """
        told = self._table.route(os.fspath(path_in), os.fspath(path_out), threads, encoding, progress)
        return RouteSummary(**told)

    def __repr__(self) -> str:
        return f"<DecisionTable {self.name}: {self.hit_policy}, {len(self.rules)} rules>"


@lru_cache(maxsize=8)
def _unpickled(content: bytes, file_name: str, decision: str) -> DecisionTable:
    """Compiled once in a process, however often it comes with a task."""
    return DecisionTable.parse(content, file_name, decision=decision)


def _read(path: str | os.PathLike[str]) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as failure:
        raise InputOutput("io", f"{os.fspath(path)} cannot be read: {failure.strerror}", os.fspath(path)) from failure


def routing_of(document: Mapping[str, Any]) -> RoutingExplanation:
    told = document["why"]
    why = None
    if told is not None:
        conditions = tuple(Condition(**condition) for condition in told["conditions"])
        decision = told["decision"]
        error = decision.get("error")
        decided = Decision(
            decision.get("result"),
            tuple(decision.get("rules", ())),
            InvalidArgument(error["code"], error["message"]) if error else None,
        )
        why = Explanation(told["rule"], told["hit"], conditions, decided, told["table"], told["text"])
    values = {name: document[name] for name in ("need", "event", "table", "rule", "because")}
    return RoutingExplanation(**values, why=why)


def _are_columns(record: Mapping[str, Any]) -> bool:
    """Whether all values are lists. Mostly the first one tells: a single call should cost little."""
    for value in record.values():
        if not isinstance(value, (list, tuple)):
            return False
    return bool(record)


def _rows(columns: Mapping[str, Sequence[Any]]) -> Iterable[Record]:
    """A dict of lists as dicts."""
    if len({len(column) for column in columns.values()}) > 1:
        raise InvalidArgument("invalid_argument", "the columns differ in length")
    return (dict(zip(columns, row)) for row in zip(*columns.values()))


def _comparison(document: str, text: str) -> Comparison:
    told = json.loads(document)

    def examples(given: list[dict[str, Any]]) -> tuple[Example, ...]:
        return tuple(Example(**example) for example in given)

    changes = [Change(c["from"], c["to"], c["records"], examples(c["examples"])) for c in told["changes"]]
    parts = {"failed": Failed(**told["failed"]), "changes": tuple(changes), "failures": examples(told["failures"])}
    return Comparison(**{**told, **parts}, text=text)


def _output(result: Any, name: str, outputs: int) -> Any:
    """What stands under one output of a result."""
    if outputs == 1 or result is None:
        return result
    if isinstance(result, list):
        return [_output(item, name, outputs) for item in result]
    return result.get(name)


def _like(source: Any, columns: _native.Columns) -> Any:
    """The columns as the kind of table that `source` is, where its library reads the Arrow stream interface; nothing is
    copied. A relation of DuckDB belongs to a connection, which is the caller's: `connection.sql("FROM routed")` reads
    Columns as it is."""
    library = type(source).__module__.partition(".")[0]
    if library == "polars":
        return importlib.import_module("polars").DataFrame(columns)
    if library == "pyarrow":
        arrow = importlib.import_module("pyarrow")
        table = arrow.table(columns)
        if not isinstance(source, arrow.RecordBatch):
            return table
        return arrow.record_batch(columns) if len(columns) else arrow.RecordBatch.from_pylist([], schema=table.schema)
    if library == "pandas":
        frame = importlib.import_module("pandas").DataFrame
        return frame.from_arrow(columns) if hasattr(frame, "from_arrow") else columns  # since pandas 3
    return columns
