import pickle

import pytest

import zhuqi


def test_every_error_is_an_error_with_code_message_and_place():
    with pytest.raises(zhuqi.Error) as caught:
        zhuqi.DecisionTable("no such file.csv")
    error = caught.value
    assert isinstance(error, zhuqi.InputOutput)
    assert error.code == "io"
    assert error.message == str(error) != ""
    assert error.findings == () and (error.row, error.column) == (0, 0)


def test_a_broken_table_gives_all_findings():
    with pytest.raises(zhuqi.InvalidDocument) as caught:
        zhuqi.DecisionTable.parse("hit policy,FIRST\nif amount: number,then lead\n=> 5,a\n[1..,b\n", "broken.csv")
    assert [(f.severity, f.file, f.row, f.column) for f in caught.value.findings] == [
        ("error", "broken.csv", 3, 1),
        ("error", "broken.csv", 4, 1),
    ]
    assert "broken.csv:3:1" in str(caught.value)
    assert (caught.value.row, caught.value.column) == (3, 1)


def test_an_error_crosses_processes():
    with pytest.raises(zhuqi.InvalidDocument) as caught:
        zhuqi.DecisionTable.parse("hit policy,FIRST\nif amount: number,then lead\n=> 5,a\n", "broken.csv")
    copy = pickle.loads(pickle.dumps(caught.value))
    assert (type(copy), copy.code, copy.findings, copy.row) == (
        zhuqi.InvalidDocument, "invalid_document", caught.value.findings, 3)


def test_a_broken_calendar_gives_findings():
    with pytest.raises(zhuqi.InvalidDocument) as caught:
        zhuqi.Calendar.parse('{"zone": "+99:00"}', "hours.json")
    assert caught.value.findings[0].file == "hours.json"
