"""The demo: same seed, same output and figures to the byte, another seed, others; the figures add up; verify passes.

Usage: same_seed.py ZHUQI
"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

zhuqi = sys.argv[1]


def demo(folder, seed):
    run = subprocess.run([zhuqi, "demo", "--dir", str(folder), "--seed", str(seed)], capture_output=True, check=True)
    subprocess.run([zhuqi, "verify", "--db", str(folder / "zhuqi.db")], check=True, stdout=subprocess.DEVNULL)
    return run.stdout, (folder / "figures.json").read_bytes()


with tempfile.TemporaryDirectory() as temporary:
    first = demo(Path(temporary) / "1", 5)
    assert first == demo(Path(temporary) / "2", 5), "same seed, other result"
    assert first != demo(Path(temporary) / "3", 6), "another seed, same result"
    figures = json.loads(first[1])
    assert figures["found"] == 242
    assert sum(figures["stages"].values()) == 242, "every need is in exactly one stage"
    for table in ("departments", "service_items", "channels"):
        assert sum(row["found"] for row in figures[table]) == 242, f"{table} do not add up"
    print("same seed, same figures; they add up; verified")
