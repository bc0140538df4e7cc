"""What a host that runs for years must not see: memory that grows, a fork or a thread that hangs, warnings of Python."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from arrow import Producer, doubles, strings

import zhuqi

HERE = Path(__file__).parent
TABLE = "hit policy,FIRST\nid,if amount: number,if text: keywords,then lead\nR1,>= 500,-,金融办\nR2,-,贷款,银行\n"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="counts what glibc has handed out")
def test_nothing_leaks_and_nothing_warns():
    calls = os.environ.get("ZHUQI_CALLS", "160000")  # of all kinds; a million in script/full
    # All memory is glibc's to count, and what is freed is not kept aside.
    memory = {"PYTHONMALLOC": "malloc", "GLIBC_TUNABLES": "glibc.malloc.tcache_count=0"}
    environment = {**os.environ, **memory, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-X", "dev", "-W", "error", HERE / "leaks.py", calls]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=3600)
    print(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")


def test_others_run_while_a_batch_is_decided():
    """Python is told never to take turns: another thread gets one only because the batch gives up the lock."""
    table = zhuqi.DecisionTable.parse(TABLE)
    rows = 300_000
    batch = Producer({"amount": doubles([None] * rows), "text": strings(["想要贷款"] * rows)}, rows)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1000)
    try:
        seen = False
        for _ in range(20):
            began, done = [], []

            def work():
                began.append(True)
                table.decide(batch)
                done.append(True)

            thread = threading.Thread(target=work)
            thread.start()
            while not done:
                seen = seen or (bool(began) and not done)
                time.sleep(0)
            thread.join()
            if seen:
                break
    finally:
        sys.setswitchinterval(interval)
    assert seen


def test_threads_decide_with_one_table():
    table = zhuqi.DecisionTable.parse(TABLE)
    batch = Producer({"amount": doubles([500.0, None] * 500), "text": strings(["贷款", "贷款"] * 500)}, 1000)
    wrong = []

    def work():
        for _ in range(20):
            if table.decide(batch).to_dict()["rule"] != ["R1", "R2"] * 500 or table.decide({"amount": 900}).rules != ("R1",):
                wrong.append(1)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_a_fork_goes_on(tmp_path):
    """In a child, tables and calendars work, and a desk that is opened there; so does what the parent had."""
    code = f"""
import os, sys, threading, zhuqi
table, calendar = zhuqi.DecisionTable.parse({TABLE!r}), zhuqi.Calendar("cn")
def use():
    assert table.decide({{"amount": 500}}).rules == ("R1",) and calendar.known
def record(key):
    with zhuqi.ServiceDesk({str(tmp_path / "park.db")!r}) as desk:
        desk.publish("calendar", "cn", key=key)
threads = [threading.Thread(target=use) for _ in range(4)]
for t in threads: t.start()
for t in threads: t.join()
record("parent")
child = os.fork()
if child == 0:
    use(), record("child")
    os._exit(0)
_, status = os.waitpid(child, 0)
use()
with zhuqi.ServiceDesk({str(tmp_path / "park.db")!r}) as desk:
    assert len(list(desk.all_events())) == 2 and desk.verify() == []
sys.exit(os.waitstatus_to_exitcode(status))
"""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-X", "dev", "-c", code], env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
