"""The shared library exports exactly what capi/zhuqi.map lists, which is exactly what zhuqi.h declares.

usage: exported_symbols.py NM LIBRARY CAPI_FOLDER
"""
import pathlib
import re
import subprocess
import sys

nm, library, capi = sys.argv[1:]
symbols = subprocess.run([nm, "-D", "--defined-only", library], check=True, capture_output=True, text=True).stdout
exported = {line.split()[-1].split("@")[0] for line in symbols.splitlines()} - {"zhuqi_0"}
listed = set(re.findall(r"^\s+(zq_\w+);", pathlib.Path(capi, "zhuqi.map").read_text(), re.M))
declared = set(re.findall(r"^ZQ_API [^;(]*?(zq_\w+)\(", pathlib.Path(capi, "zhuqi.h").read_text(), re.M))

faults = []
for name, have, want in [("exported, not listed", exported, listed), ("listed, not exported", listed, exported),
                         ("declared, not listed", declared, listed), ("listed, not declared", listed, declared)]:
    if have - want:
        faults.append(f"{name}: {', '.join(sorted(have - want))}")
print("\n".join(faults) or f"{len(listed)} functions")
sys.exit(1 if faults or not listed else 0)
