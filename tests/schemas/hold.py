"""Runs the scenarios, and holds what goes in and what comes out against the published schemas.

usage: hold.py ROOT DRIVER SCENARIO...

Every command that is accepted is valid, and so are its receipt, its events and what ticks and queries answer. Before
it is sent, it is sent malformed, in every way that a field can be: then schema and desk both refuse it.
"""

import json
import pathlib
import sys

try:
    from jsonschema import Draft202012Validator, FormatChecker
except ImportError:
    print("skipped: python3-jsonschema is not installed")
    sys.exit(77)

root = pathlib.Path(sys.argv[1])
sys.path.insert(0, str(root / "tests/drivers"))
import judge  # noqa: E402

ANSWERS = {"need": "need_view", "preview": "preview", "shares": "shares", "assignment_plan": "assignment_plan"}


class Schemas:
    def __init__(self, folder):
        self._validators = {}
        for path in folder.glob("*.schema.json"):
            schema = json.loads(path.read_text(encoding="utf-8"))
            Draft202012Validator.check_schema(schema)
            name = path.name.removesuffix(".schema.json")
            self._validators[name] = Draft202012Validator(schema, format_checker=FormatChecker())

    def fault(self, name, document):
        for error in self._one(name, document).iter_errors(document):
            return f"{name} {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
        return None

    def _one(self, name, document):
        """The validator of one kind of command or event alone: what the whole schema comes to for it, much faster."""
        schema = self._validators[name].schema
        kind = document.get(_key(name)) if "allOf" in schema else None
        if kind not in [rule["if"]["properties"][_key(name)]["const"] for rule in schema.get("allOf", [])]:
            return self._validators[name]
        if (name, kind) not in self._validators:
            rules = [rule for rule in schema["allOf"] if rule["if"]["properties"] == {_key(name): {"const": kind}}]
            assert len(rules) == 1, f"{name}: {kind} is chosen by {len(rules)} rules"
            only = {**schema, "allOf": rules}
            self._validators[name, kind] = Draft202012Validator(only, format_checker=FormatChecker())
        return self._validators[name, kind]


def _key(name):
    return "command" if name == "command" else "kind"


def malformed(command):
    """The command with a field too many, with a field of another kind, and without what it needs."""
    yield {**command, "surplus": 1}
    for field, value in command.items():
        yield {**command, field: 7 if isinstance(value, (dict, list)) else {"of": "another kind"}}
    for field in ("command", "actor", "key", "at"):
        yield {other: value for other, value in command.items() if other != field}


class Watched(judge.Driver):
    """A driver whose conversation is held against the schemas."""

    shapes = set()  # of commands that were sent malformed already: once each, in whichever scenario

    def __init__(self, command, schemas):
        super().__init__(command)
        self._schemas = schemas
        self.faults, self.held, self.kinds = [], 0, set()

    def ask(self, verb, *arguments):
        if verb == "apply":
            shape = (arguments[0].get("command"), *sorted(arguments[0]))
            for command in [] if shape in self.shapes else malformed(arguments[0]):
                self._must_refuse(command)
            self.shapes.add(shape)
        if verb == "verify":
            self.ask("events", "0", "10000")
            self.ask("query", {"query": "shares", "need": "N-000001", "viewer": "host"})
        status, document = super().ask(verb, *arguments)
        if status == "ok":
            self._hold_all(verb, arguments, document)
        return status, document

    def _hold_all(self, verb, arguments, document):
        if verb == "apply":
            self.kinds.add(arguments[0]["command"])
            self._hold("command", arguments[0])
            self._hold("receipt", document)
        elif verb == "query" and arguments[0]["query"] in ANSWERS:
            self._hold(ANSWERS[arguments[0]["query"]], document)
        for name, plural in (("step", "steps"), ("event", "events")):
            for one in document.get(plural, []) if verb in ("tick", "events") else []:
                self.kinds.add(one["kind"])
                self._hold(name, one)

    def _hold(self, name, document):
        self.held += 1
        fault = self._schemas.fault(name, document)
        if fault:
            self.faults.append(fault)

    def _must_refuse(self, command):
        self.held += 1
        if not self._schemas.fault("command", command):
            self.faults.append(f"the schema takes {command}")
        status, document = super().ask("apply", command)
        if status != "refused" or document["code"] not in ("invalid_argument", "invalid_document"):
            self.faults.append(f"the desk takes {command}: {document}")


def main():
    schemas = Schemas(root / "data/schemas")
    faults, held, kinds = [], 0, set()
    for path in map(pathlib.Path, sys.argv[3:]):
        driver = Watched([sys.argv[2]], schemas)
        faults += judge.judge_scenario(driver, path)[1]
        faults += [f"{path.name}: {fault}" for fault in driver.faults]
        held, kinds = held + driver.held, kinds | driver.kinds
        driver.close()
    for name, pattern in ("organisation", "examples/town/organisation.json"), ("policy", "data/demo/policies/*.json"):
        for file in root.glob(pattern):
            held += 1
            fault = schemas.fault(name, json.loads(file.read_text(encoding="utf-8")))
            faults += [f"{file.name}: {fault}"] if fault else []
    print("\n".join(faults[:50]) or f"{held} documents hold; commands, events and steps: {', '.join(sorted(kinds))}")
    return 1 if faults or held == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
