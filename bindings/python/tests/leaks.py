"""Calls everything many times and counts what is not given back.   usage: leaks.py CALLS

Run with PYTHONMALLOC=malloc and GLIBC_TUNABLES=glibc.malloc.tcache_count=0: then all memory, of Python objects and of
C++, is glibc's to count, as soon as it is freed. Of four rounds the best counts, since some things are made once, at some
time; it may leave behind less than a byte for each call, and what caches hold.
"""

import ctypes
import gc
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from arrow import Producer, doubles, strings

import zhuqi


class Mallinfo(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in ("arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost").split()]


mallinfo2 = ctypes.CDLL(None).mallinfo2
mallinfo2.restype = Mallinfo


def in_use():
    gc.collect()
    told = mallinfo2()
    return told.uordblks + told.hblkhd


TABLE = zhuqi.DecisionTable.parse(
    "hit policy,FIRST\nid,if amount: number,if text: keywords,then lead,then days: number\nR1,>= 500,-,金融办,3\nR2,-,贷款,银行,\n"
)
CALENDAR = zhuqi.Calendar("cn")
BATCH = Producer({"amount": doubles([500.0, None, 2.0]), "text": strings(["贷款", "贷款", None])}, 3)
DESK = zhuqi.ServiceDesk(Path(tempfile.mkdtemp(), "park.db"))


def refused(call, *arguments):
    try:
        call(*arguments)
    except zhuqi.Error as error:
        assert error.code
    else:
        raise AssertionError("it was not refused")


CALLS = {
    "decide a dict": lambda: TABLE.decide({"amount": 7, "text": "想要贷款"}),
    "decide dicts": lambda: TABLE.decide([{"amount": 500.5}, {"text": object}]),
    "decide lists": lambda: TABLE.decide({"amount": [1, 600], "text": ["贷款", None]}),
    "decide Arrow": lambda: TABLE.decide(BATCH),
    "results as lists": lambda: TABLE.decide(BATCH).to_dict(),
    "results handed on": lambda: TABLE.decide(TABLE.decide(BATCH)),
    "explain": lambda: TABLE.explain({"text": "贷款"}, rule="R1"),
    "parse": lambda: zhuqi.DecisionTable.parse("hit policy,FIRST\nid,if a,then b\nR,1,2\n"),
    "a broken table": lambda: refused(zhuqi.DecisionTable.parse, "hit policy,FIRST\nid,if a: number,then b\nR,x y,2\n"),
    "a bad record": lambda: refused(TABLE.decide, {"amount": float("nan")}),
    "calendar": lambda: CALENDAR.add(datetime(2026, 2, 14, 16), timedelta(hours=2)),
    "a day beyond": lambda: refused(CALENDAR.add, datetime(2040, 2, 14, 16), timedelta(hours=2)),
    "a desk refuses": lambda: refused(DESK.apply, {"command": "sign", "need": "N-1", "actor": "host", "key": "1"}),
    "a desk answers": lambda: DESK.head(),
    "events": lambda: DESK.events(),
    "schema": lambda: zhuqi.schema("need"),
}


SLACK = 32_000  # what Python's and glibc's own caches come to


def left_by(call, times):
    before = in_use()
    for _ in range(times):
        call()
    return in_use() - before


def main(calls):
    faults = 0
    for name, call in CALLS.items():
        costly = name in ("parse", "a broken table", "schema", "events") or "desk" in name
        times = max(100, calls // 20) if costly else calls
        left = min(left_by(call, times // 4) for _ in range(4))
        if left >= times // 4 + SLACK:
            faults += 1
            print(f"{name}: {left} bytes left behind by {times // 4} calls", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
