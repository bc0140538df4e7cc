"""Judges `zhuqi decide` by the DMN Technology Compatibility Kit's cases. Skips if the kit is not there.

usage: judge_dmn_tck.py COMMAND FOLDER
"""

import json
import math
import pathlib
import subprocess
import sys
import xml.etree.ElementTree as xml

command, folder = sys.argv[1], pathlib.Path(sys.argv[2])
if not folder.is_dir():
    print(f"skipped: {folder} is not there")
    sys.exit(77)

XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
XSI_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"


def local(element):
    return element.tag.rpartition("}")[2]


def children(element, name):
    return [child for child in element if local(child) == name]


def value_of(element):
    """The value under inputNode, expected, component or item."""
    if element.get(XSI_NIL) == "true":
        return None
    for child in element:
        name = local(child)
        if name == "list":
            return None if child.get(XSI_NIL) == "true" else [value_of(item) for item in children(child, "item")]
        if name == "component":
            return {part.get("name"): value_of(part) for part in children(element, "component")}
        if name == "value":
            kind, text = (child.get(XSI_TYPE) or "").rpartition(":")[2], child.text or ""
            if child.get(XSI_NIL) == "true":
                return None
            if kind in ("decimal", "double", "integer"):
                return float(text)
            return text == "true" if kind == "boolean" else text
    return None


def same(expected, actual):
    if isinstance(expected, bool) or isinstance(actual, bool):
        return expected is actual
    if isinstance(expected, float) and isinstance(actual, (int, float)):
        return math.isclose(expected, actual, rel_tol=1e-12)
    if isinstance(expected, list) and isinstance(actual, list):
        return len(expected) == len(actual) and all(map(same, expected, actual))
    if isinstance(expected, dict) and isinstance(actual, dict):
        return expected.keys() == actual.keys() and all(same(expected[key], actual[key]) for key in expected)
    return expected == actual


faults, total = [], 0
for tests in sorted(folder.glob("*/*-test-*.xml")):
    root = xml.parse(tests).getroot()
    model = tests.parent / children(root, "modelName")[0].text
    for case in children(root, "testCase"):
        facts = {node.get("name"): value_of(node) for node in children(case, "inputNode")}
        for node in children(case, "resultNode"):
            total += 1
            run = subprocess.run(
                [command, "decide", "--table", model, "--decision", node.get("name")],
                input=json.dumps(facts) + "\n", capture_output=True, text=True)
            expected = value_of(children(node, "expected")[0])
            answer = json.loads(run.stdout) if run.stdout.strip() else {"error": run.stderr.strip()}
            # The kit expects null where a hit policy is violated; here that is an error, and an error has no result.
            if not same(expected, answer.get("result")):
                faults.append(f"{tests.name} {case.get('id')} {node.get('name')}: expected {expected}, got {answer}")
print("\n".join(faults) or f"{total} results agree")
sys.exit(1 if faults or total == 0 else 0)
