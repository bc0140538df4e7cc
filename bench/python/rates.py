"""What Python costs: the same columns decided through Python and through the C API, and single calls.

usage: rates.py [ROWS]     needs pyarrow and polars (script/venv), and the library and the package in build/

The baseline is zq_table_route of build/lib/libzhuqi.so, called by ctypes on the very Arrow structs that Python hands
over: the C++ code without the Python package around it. Both are measured in turn, medians are compared, and so are the
answers. A single call stands beside a call of an empty Python function. Figures are for reading.
"""

import ctypes
import pathlib
import statistics
import sys
import time

import polars
import pyarrow

ROOT = pathlib.Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "build/python"))
import zhuqi  # noqa: E402

RUNS = 9


class Struct(ctypes.Structure):
    """An ArrowSchema or an ArrowArray: large enough for either."""

    _fields_ = [("words", ctypes.c_void_p * 10)]


class Baseline:
    """A table of the C API."""

    def __init__(self, path):
        self._library = ctypes.CDLL(str(ROOT / "build/lib/libzhuqi.so"))
        self._table, name = ctypes.c_void_p(), str(path).encode()
        arguments = name, ctypes.c_size_t(len(name)), None, ctypes.c_size_t(0), ctypes.byref(self._table), None
        assert self._library.zq_table_load(*arguments) == 0

    def seconds(self, batch):
        """To decide a batch, and the ids of the rules that hit."""
        schema, array, out_schema, out_array = Struct(), Struct(), Struct(), Struct()
        batch._export_to_c(ctypes.addressof(array), ctypes.addressof(schema))
        structs = [ctypes.byref(struct) for struct in (schema, array, out_schema, out_array)]
        start = time.perf_counter()
        status = self._library.zq_table_route(self._table, *structs, None)
        passed = time.perf_counter() - start
        assert status == 0
        rules = pyarrow.RecordBatch._import_from_c(ctypes.addressof(out_array), ctypes.addressof(out_schema))["rule"]
        pyarrow.RecordBatch._import_from_c(ctypes.addressof(array), ctypes.addressof(schema))  # releases them
        return passed, rules


def python_seconds(table, frame):
    start = time.perf_counter()
    routed = table.decide(frame)
    return time.perf_counter() - start, routed["rule"]


def texts(rows):
    source = ROOT / "tests/data/needs-training-2.csv"
    said = polars.read_csv(source)["text"].to_list()
    return [said[i % len(said)] for i in range(rows)]


def columns(rows):
    table, baseline = ROOT / "data/demo/routing.csv", Baseline(ROOT / "data/demo/routing.csv")
    ours = zhuqi.DecisionTable(table)
    plain = pyarrow.array(texts(rows))
    forms = {"utf8": plain, "large utf8": plain.cast(pyarrow.large_string()), "utf8 view": plain.cast(pyarrow.string_view()),
             "dictionary": plain.dictionary_encode()}
    for name, text in forms.items():
        batch = pyarrow.record_batch({"text": text})
        frames = {"pyarrow": batch, "polars": polars.DataFrame(batch)}
        base, told = [], {library: [] for library in frames}
        for _ in range(RUNS):
            passed, expected = baseline.seconds(batch)
            base.append(passed)
            for library, frame in frames.items():
                passed, rules = python_seconds(ours, frame)
                assert rules.to_list() == expected.to_pylist() if library == "polars" else rules.equals(expected)
                told[library].append(passed)
        fast = statistics.median(base)
        ratios = ", ".join(f"{library} {statistics.median(times) / fast:.3f}" for library, times in told.items())
        print(f"{name}: {rows / fast / 1e6:.2f} million records a second in C; time in Python / in C: {ratios}")


def calls(count=50_000):
    def empty(record):
        return record

    small = zhuqi.DecisionTable(ROOT / "examples/town/routing.csv")
    demo = zhuqi.DecisionTable(ROOT / "data/demo/routing.csv")
    calendar, start = zhuqi.Calendar("cn"), __import__("datetime").datetime(2026, 2, 14, 16)
    two_hours = __import__("datetime").timedelta(hours=2)
    record = {"text": "缺抵押物,凭专利贷款被银行拒了"}
    for name, call in {
        "an empty function": lambda: empty(record),
        f"decide, {len(small.rules)} rules": lambda: small.decide(record),
        f"decide, {len(demo.rules)} rules": lambda: demo.decide(record),
        "calendar.add": lambda: calendar.add(start, two_hours),
    }.items():
        times = []
        for _ in range(RUNS):
            begin = time.perf_counter()
            for _ in range(count // RUNS):
                call()
            times.append((time.perf_counter() - begin) / (count // RUNS))
        print(f"one call, {name}: {statistics.median(times) * 1e6:.2f} µs")


if __name__ == "__main__":
    calls()
    columns(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
