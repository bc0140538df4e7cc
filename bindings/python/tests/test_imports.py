"""Filling a desk from files: what is wrong is told row by row, and the rest taken."""

import json
from datetime import datetime, timedelta, timezone

import pytest

import zhuqi

CHINA = timezone(timedelta(hours=8))
NOW = datetime(2026, 3, 2, 9, tzinfo=CHINA)
HEADER = "id,name,region,staff\n"
GOOD = "91530102MA6000016F,滇池精工,530102,12\n"
BAD_REGION = "91530102MA6000016F,滇池精工,530002,7\n"
BAD_STAFF = "91530102MA6000016F,滇池精工,530102,many\n"


@pytest.fixture
def desk(tmp_path):
    with zhuqi.ServiceDesk(tmp_path / "park.db", clock=lambda: NOW) as desk:
        desk.publish("calendar", "cn", key="1")
        yield desk


@pytest.fixture
def file(tmp_path):
    def write(text, name="e.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def counts(done):
    return done.rows, done.added, done.changed, done.same, done.bad, done.events


def known(desk):
    return desk.query({"query": "enterprises", "viewer": "host"})["enterprises"]


def test_only_what_differs_is_recorded(desk, file):
    assert counts(desk.import_enterprises(file(HEADER + GOOD))) == (1, 1, 0, 0, 0, 1)
    assert counts(desk.import_enterprises(file(HEADER + GOOD))) == (1, 0, 0, 1, 0, 0)
    assert counts(desk.import_enterprises(file(HEADER + GOOD.replace(",12", ",13")))) == (1, 0, 1, 0, 0, 1)
    assert [one["name"] for one in known(desk)] == ["滇池精工"]
    assert desk.verify() == []


def test_json_lines(desk, file):
    row = {"id": "91530102MA6000016F", "name": "滇池精工", "region": "530102"}
    done = desk.import_enterprises(file(json.dumps(row) + "\n{\n", "e.jsonl"))
    assert counts(done) == (2, 1, 0, 0, 1, 1)


def test_bad_rows_are_told_with_their_place(desk, file):
    told = []
    path = file(HEADER + GOOD + BAD_STAFF + BAD_REGION)
    done = desk.import_enterprises(path, tell=told.append)
    assert (done.rows, done.added, done.bad) == (3, 1, 2)
    staff = next(finding for finding in told if finding.row == 3)
    assert (staff.file, staff.column, staff.value, staff.severity) == (str(path), 4, "many", "error")
    assert staff.message
    assert {(finding.row, finding.column, finding.value) for finding in told} >= {(4, 3, "530002")}


def test_progress_stops_it(desk, file):
    seen = []

    def progress(rows, read):
        seen.append((rows, read))
        return False

    # The second row is told of in another event than the first, for it is the same enterprise.
    done = desk.import_enterprises(file(HEADER + GOOD + GOOD), batch=1, progress=progress)
    assert done.stopped and done.rows == 1 and len(seen) == 1 and seen[0][0] == 1 and seen[0][1] > 0
    assert len(known(desk)) == 1
    assert not desk.import_enterprises(file(HEADER + GOOD), progress=lambda rows, read: None).stopped


def test_a_callback_that_raises_ends_it(desk, file):
    def tell(finding):
        raise ValueError("enough")

    with pytest.raises(ValueError, match="enough"):
        desk.import_enterprises(file(HEADER + BAD_STAFF), tell=tell)
    assert counts(desk.import_enterprises(file(HEADER + GOOD))) == (1, 1, 0, 0, 0, 1)


def test_the_past_is_imported_as_such(desk, file):
    then = NOW - timedelta(days=400)
    path = file(HEADER + GOOD)
    with pytest.raises(zhuqi.OutOfOrder):
        desk.import_enterprises(path, at=then)
    with pytest.raises(zhuqi.NotAllowed):
        desk.import_enterprises(path, at=then, imported=True, actor="officer:nobody")
    assert known(desk) == []
    assert desk.import_enterprises(path, at=then, imported=True, system="old").added == 1
    event = list(desk.all_events())[-1]
    assert (event["kind"], event["imported"], event["system"]) == ("enterprises.imported", True, "old")
    assert datetime.fromisoformat(event["at"].replace("Z", "+00:00")) == then


def test_what_cannot_be_imported_is_refused(desk, file, tmp_path):
    with pytest.raises(zhuqi.InputOutput):
        desk.import_enterprises(tmp_path / "nowhere.csv")
    with pytest.raises(zhuqi.InvalidDocument) as refused:
        desk.import_enterprises(file("id,colour\n"))
    assert [(finding.column, finding.value) for finding in refused.value.findings] == [(2, "colour")]
    for batch in (0, 10_001, -1):
        with pytest.raises(zhuqi.InvalidArgument):
            desk.import_enterprises(file(HEADER + GOOD), batch=batch)
    desk.close()
    with pytest.raises(zhuqi.IllegalState):
        desk.import_enterprises(file(HEADER + GOOD))


def test_documents_are_as_their_schemas_say(desk, file):
    jsonschema = pytest.importorskip("jsonschema")
    told = []
    done = desk.import_enterprises(file(HEADER + GOOD + BAD_STAFF), tell=told.append)
    summary = {name: getattr(done, name) for name in done.__slots__}
    jsonschema.Draft202012Validator(zhuqi.schema("enterprise_import")).validate(summary)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(zhuqi.schema("enterprise_import")).validate({**summary, "rows": "1"})
    assert {"finding", "case_import"} <= set(zhuqi.schema_names())
