"""Kills the demo at random moments and opens what is left: everything that was acknowledged is there, and verify passes.

Usage: kill_demo.py ZHUQI [ROUNDS]
"""
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

zhuqi = sys.argv[1]
rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 50


def run_demo(folder):
    return subprocess.Popen(
        [zhuqi, "demo", "--dir", str(folder / "demo"), "--seed", "7", "--log", str(folder / "log")],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def last_acknowledged(log):
    """The sequence number on the last whole line."""
    lines = log.read_text().split("\n")[:-1] if log.exists() else []
    return int(lines[-1]) if lines else 0


def check(folder):
    database = folder / "demo" / "zhuqi.db"
    acknowledged = last_acknowledged(folder / "log")
    if not database.exists():
        assert acknowledged == 0, "acknowledged, but there is no database"
        return acknowledged
    verified = subprocess.run([zhuqi, "verify", "--db", str(database)], capture_output=True, text=True)
    if acknowledged == 0 and verified.returncode == 1 and not verified.stdout:
        return 0  # killed before the first transaction: the file is there, and no database in it yet
    assert verified.returncode == 0, f"verify: {verified.stdout}{verified.stderr}"
    if acknowledged:
        events = subprocess.run(
            [zhuqi, "events", "--db", str(database), "--after", str(acknowledged - 1)], capture_output=True, text=True)
        first = json.loads(events.stdout.split("\n")[0])
        assert first["seq"] == acknowledged, f"event {acknowledged} was acknowledged and is lost"
    return acknowledged


def main():
    with tempfile.TemporaryDirectory() as temporary:
        whole = Path(temporary) / "whole"
        whole.mkdir()
        begun = time.monotonic()
        assert run_demo(whole).wait() == 0
        duration = time.monotonic() - begun
        chance = random.Random(20260302)
        reached = []
        for number in range(rounds):
            folder = Path(temporary) / str(number)
            folder.mkdir()
            demo = run_demo(folder)
            time.sleep(chance.uniform(0, duration))
            demo.send_signal(signal.SIGKILL)
            demo.wait()
            reached.append(check(folder))
        print(f"{rounds} kills within {duration:.1f} s, after {min(reached)} to {max(reached)} events: nothing lost")


main()
