import pytest
from arrow import Producer, doubles, strings, views
from hypothesis import given
from hypothesis import strategies as st

import zhuqi

TABLE = zhuqi.DecisionTable.parse(
    "hit policy,FIRST,,,\n"
    "id,if amount: number,if text: keywords,then lead,then days: number,then fast: boolean\n"
    'R1,>= 500,-,金融办,3,true\nR2,-,"专利,商标",知识产权局,1.5,\nR3,-,贷款,金融办,,false\n'
)
LONG = "缺抵押物,凭专利贷款被银行拒了"
ROWS = [{"amount": 500.0, "text": None}, {"amount": None, "text": LONG}, {"amount": 1.0, "text": "贷款"}, {"amount": None, "text": None}]
AMOUNTS, TEXTS = [row["amount"] for row in ROWS], [row["text"] for row in ROWS]


@pytest.mark.parametrize("text", [strings(TEXTS), strings(TEXTS, wide=True), views(TEXTS)], ids=["utf8", "large", "view"])
def test_columns_in_columns_out(text):
    columns = TABLE.decide(Producer({"amount": doubles(AMOUNTS), "text": text}, 4))
    assert isinstance(columns, zhuqi.Columns) and len(columns) == 4
    assert columns.names == ["lead", "days", "fast", "rule", "error"]
    assert columns.to_dict() == {
        "lead": ["金融办", "知识产权局", "金融办", None],
        "days": [3.0, 1.5, None, None],
        "fast": [True, None, False, None],
        "rule": ["R1", "R2", "R3", None],
        "error": [None] * 4,
    }


def test_compares_columns():
    after = zhuqi.DecisionTable.parse(
        "hit policy,FIRST\nid,if amount: number,if text: keywords,then lead,then days: number,then fast: boolean\n"
        "R1,>= 1,-,金融办,3,true\n"
    )
    told = TABLE.compare(after, Producer({"amount": doubles(AMOUNTS), "text": strings(TEXTS)}, 4), output="lead")
    assert (told.records, told.alike, told.changed) == (4, 3, 1)
    assert told.changes[0].examples == (zhuqi.Example(2, {"text": LONG}),)


def test_results_are_columns_for_the_next_table():
    by_lead = zhuqi.DecisionTable.parse("hit policy,FIRST\nid,if lead: string,then who\nA,金融办,甲\nB,-,乙\n")
    first = TABLE.decide(Producer({"amount": doubles(AMOUNTS)}, 4))
    for _ in range(2):  # handing out takes nothing away
        assert by_lead.decide(first).to_dict()["who"] == ["甲", "乙", "乙", "乙"]


def test_an_array_interface_is_enough():
    class Wrapped:
        def __init__(self, columns):
            self.__arrow_c_array__ = columns.__arrow_c_array__

    first = TABLE.decide(Producer({"amount": doubles(AMOUNTS)}, 4))
    by_lead = zhuqi.DecisionTable.parse("hit policy,FIRST\nid,if lead: string,then who\nA,金融办,甲\nB,-,乙\n")
    assert by_lead.decide(Wrapped(first)).to_dict()["who"] == ["甲", "乙", "乙", "乙"]


def test_several_hits_are_lists():
    table = zhuqi.DecisionTable.parse("hit policy,COLLECT\nid,if amount: number,then label\nA,>= 1,a\nB,>= 2,b\n")
    columns = table.decide(Producer({"amount": doubles([2.0, 1.0])}, 2)).to_dict()
    assert columns["label"] == ['["a", "b"]', '["a"]']
    assert columns["rule"] == ["A,B", "A"]


def test_a_bad_record_is_a_row_with_an_error():
    text = ("u", [None, bytes.fromhex("000000000200000004000000"), b"\xff\xfeok"])
    columns = TABLE.decide(Producer({"text": text}, 2)).to_dict()
    assert columns["error"][0].startswith("invalid_argument: ") and columns["error"][1] is None


def test_a_column_of_an_unknown_type_is_refused():
    with pytest.raises(zhuqi.InvalidArgument, match="amount"):
        TABLE.decide(Producer({"amount": ("tsu:", [None, bytes(32)])}, 4))


@given(st.lists(st.tuples(st.none() | st.floats(-1e9, 1e9), st.none() | st.text(alphabet="贷款专利商标 a,", max_size=20))))
def test_columns_decide_as_rows_do(rows):
    batch = Producer({"amount": doubles([r[0] for r in rows]), "text": views([r[1] for r in rows])}, len(rows))
    decisions = TABLE.decide([{"amount": amount, "text": text} for amount, text in rows])
    expected = [",".join(decision.rules) or None for decision in decisions]
    assert TABLE.decide(batch).to_dict()["rule"] == expected
