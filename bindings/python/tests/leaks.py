"""Calls everything, CALLS times in all, and counts what is not given back.   usage: leaks.py CALLS

Run with PYTHONMALLOC=malloc and GLIBC_TUNABLES=glibc.malloc.tcache_count=0: then all memory, of Python objects and of
C++, is glibc's to count, as soon as it is freed. Of four rounds the best counts, since some things are made once, at some
time; it may leave behind less than a byte for each call, and what caches hold. Prints what the process holds in memory
before and after.
"""

import ctypes
import gc
import os
import sys
import tempfile
from datetime import date, datetime, timedelta
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
FOLDER = Path(tempfile.mkdtemp())
DESK = zhuqi.ServiceDesk(FOLDER / "park.db")
DAY = date(2026, 3, 2)
POLICY = zhuqi.Policy.parse(
    '{"id":"P","title":"T","issuer":"I","region":"530000","from":"2026-01-01","until":"2026-12-31","benefit":"B",'
    '"branches":[[{"fact":"staff","test":"< 300","text":"few"},{"fact":"tier","test":"\\"gold\\"","text":"gold"}]]}'
)
POLICIES = zhuqi.Policies([POLICY])
ENTERPRISES = Producer({"staff": doubles([5.0, None, 500.0]), "region": strings(["530102"] * 3)}, 3)
MATCHED = POLICIES.match(ENTERPRISES, DAY)  # of which structs are handed out anew each time
CORRUPT = Producer({"text": ("u", [None, bytes.fromhex("000000000400000002000000"), b"abcd"])}, 2)
ROWS = FOLDER / "rows.csv"
ROWS.write_text("id,name,region\n91530102MA6000016F,A,530102\n91530102MA6000016F,A,nowhere\n")


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
    "a corrupt array": lambda: refused(TABLE.decide, CORRUPT),
    "match a dict": lambda: POLICY.match({"staff": 20, "region": "530102"}, DAY),
    "match Arrow": lambda: POLICIES.match(ENTERPRISES, DAY).to_dict(),
    "a stream that nobody reads": lambda: POLICIES.stream(MATCHED, DAY),
    "a stream that is read": lambda: TABLE.decide(POLICIES.stream(MATCHED, DAY, pairs=1)),
    "a column of another type": lambda: refused(POLICIES.match, Producer({"staff": strings(["x"])}, 1), DAY),
    "calendar": lambda: CALENDAR.add(datetime(2026, 2, 14, 16), timedelta(hours=2)),
    "a day beyond": lambda: refused(CALENDAR.add, datetime(2040, 2, 14, 16), timedelta(hours=2)),
    "a desk refuses": lambda: refused(DESK.apply, {"command": "sign", "need": "N-1", "actor": "host", "key": "1"}),
    "a desk answers": lambda: DESK.head(),
    "events": lambda: DESK.events(),
    "a desk imports": lambda: DESK.import_enterprises(ROWS, tell=lambda finding: None, progress=lambda rows, read: True),
    "schema": lambda: zhuqi.schema("need"),
}


SLACK = 32_000  # what Python's and glibc's own caches come to


def left_by(call, times):
    before = in_use()
    for _ in range(times):
        call()
    return in_use() - before


def resident():
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGESIZE") // 1024


def is_costly(name):
    return name in ("parse", "a broken table", "schema", "events") or "desk" in name


def main(calls):
    faults, made, before = 0, 0, resident()
    weights = {name: 1 if is_costly(name) else 20 for name in CALLS}
    for name, call in CALLS.items():
        times = max(25, -(-calls * weights[name] // sum(weights.values()) // 4))
        made += 4 * times
        left = min(left_by(call, times) for _ in range(4))
        if left >= times + SLACK:
            faults += 1
            print(f"{name}: {left} bytes left behind by {times} calls", file=sys.stderr)
    print(f"{made} calls; {before} KiB resident before, {resident()} KiB after")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
