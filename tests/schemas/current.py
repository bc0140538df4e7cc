"""The schemas in data/schemas are those that the command writes.   usage: current.py ZHUQI FOLDER"""

import pathlib
import subprocess
import sys
import tempfile


def texts(folder):
    return {path.name: path.read_text(encoding="utf-8") for path in pathlib.Path(folder).glob("*.json")}


command, folder = sys.argv[1:]
with tempfile.TemporaryDirectory() as fresh:
    subprocess.run([command, "schema", "--dir", fresh], check=True)
    wanted, found = texts(fresh), texts(folder)
stale = sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))
print(f"not current: {', '.join(stale)}; run script/schemas" if stale else f"{len(found)} schemas are current")
sys.exit(1 if stale or not wanted else 0)
