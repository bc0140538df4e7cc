import multiprocessing
import pickle
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import zhuqi


def test_a_record_gives_a_decision(routing):
    decision = routing.decide({"service_item": "融资对接", "amount": 5_000_000})
    assert decision == zhuqi.Decision({"lead": "金融办", "supporting": "工信局,财政局"}, ("R001",))
    assert decision.error is None


def test_a_bad_record_is_refused(routing):
    with pytest.raises(zhuqi.InvalidArgument):
        routing.decide({"amount": "many"})
    for bad in (float("nan"), object(), "\ud800"):
        with pytest.raises(zhuqi.InvalidArgument):
            routing.decide({"amount": bad})


def test_a_list_gives_a_list_in_which_bad_records_have_errors(routing):
    decisions = routing.decide([{"text": "贷款"}, {"amount": "many"}, 7, {}])
    assert [d.rules for d in decisions] == [("R003",), (), (), ("R999",)]
    assert [d.error and d.error.code for d in decisions] == [None, "invalid_argument", "invalid_argument", None]


def test_columns_give_columns(routing):
    routed = routing.decide({"text": ["贷款", "其他", None], "amount": [1, "many", None]})
    assert routed["lead"] == ["金融办", None, "综合服务专员"]
    assert routed["rule"] == ["R003", None, "R999"]
    assert routed["error"][0] is None and routed["error"][1].startswith("invalid_argument: ")


def test_columns_of_different_lengths_are_refused(routing):
    with pytest.raises(zhuqi.InvalidArgument):
        routing.decide({"text": ["a"], "amount": [1, 2]})


def test_numbers_of_every_kind():
    table = zhuqi.DecisionTable.parse("hit policy,FIRST\nid,if n: number,then yes: boolean\nR1,0.3,true\n")
    for number in (0.3, Decimal("0.3"), Decimal("0.30")):
        assert table.decide({"n": number}).result is True
    assert table.decide({"n": Decimal(1) / 3}).result is None
    assert table.decide({"n": 10**30}).result is None


def test_written_out_it_decides_alike(routing):
    again = zhuqi.DecisionTable.parse(routing.to_dmn(), "routing.dmn")
    assert again.decide({"text": "ＤＡＩ贷款"}) == routing.decide({"text": "ＤＡＩ贷款"})
    assert again.to_csv() == routing.to_csv()
    assert zhuqi.DecisionTable.parse(again.to_csv(encoding="gb18030")).rules == routing.rules
    with pytest.raises(zhuqi.InvalidArgument, match="gbk"):
        routing.to_csv(encoding="gbk")
    expression = zhuqi.DecisionTable.parse(MODEL, "model.dmn")
    with pytest.raises(zhuqi.Unsupported):
        expression.to_csv()


MODEL = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="m" name="m" namespace="m">
<decision id="d" name="d"><variable name="d"/><literalExpression><text>1 + 1</text></literalExpression></decision>
</definitions>"""


def test_explains_why_and_why_not(routing):
    told = routing.explain({"text": "贷款"}, rule="R001")
    assert (told.rule, told.hit) == ("R001", False)
    assert told.conditions[0].input == "service_item" and not told.conditions[0].holds
    assert told.decision.rules == ("R003",)
    assert "R001" in str(told)
    assert routing.explain({"text": "贷款"}).rule == "R003"
    with pytest.raises(zhuqi.NotFound):
        routing.explain({}, rule="R404")


def test_tells_what_it_is(routing, cases):
    assert routing.name == "routing" and routing.hit_policy == "FIRST" and len(routing.hash) == 64
    assert routing.inputs[2] == zhuqi.Clause("amount", "number")
    assert [clause.name for clause in routing.outputs] == ["lead", "supporting"]
    assert routing.rules == ["R001", "R002", "R003", "R999"]
    assert zhuqi.DecisionTable.parse((cases / "routing.csv").read_bytes(), "routing.csv").hash == routing.hash


def test_routes_a_file(routing, tmp_path):
    (tmp_path / "in.csv").write_text("no,text\n1,贷款\n2,其他\n", encoding="utf-8")
    seen = []
    summary = routing.route(tmp_path / "in.csv", tmp_path / "out.csv", progress=lambda *so_far: seen.append(so_far))
    assert (summary.rows, summary.unmatched, summary.errors) == (2, 0, 0)
    assert summary.by_result == {"金融办": 1, "综合服务专员": 1}
    assert "1,贷款,金融办,,R003" in (tmp_path / "out.csv").read_text(encoding="utf-8")


def test_a_run_can_be_stopped(routing, tmp_path):
    (tmp_path / "in.csv").write_text("text\n" + "贷款\n" * 200_000, encoding="utf-8")
    with pytest.raises(zhuqi.Cancelled):
        routing.route(tmp_path / "in.csv", tmp_path / "out.csv", progress=lambda *_: False)


def test_checks_itself(cases):
    table = zhuqi.DecisionTable.parse("hit policy,FIRST\nid,if a: number,then x\nR1,> 5,1\nR2,> 7,2\n", "t.csv")
    shadowed = next(finding for finding in table.check() if finding.kind == "shadowed")
    assert (shadowed.severity, shadowed.rules, shadowed.row) == ("warning", ("R2", "R1"), 4)
    gap = next(finding for finding in table.check() if finding.kind == "gap")
    assert table.decide(gap.example).rules == ()


def test_compares_two_versions(routing, cases):
    after = zhuqi.DecisionTable(cases / "routing-new.csv")
    rows = [{"service_item": "融资对接", "amount": 2_000_000}, {"text": "想贷款"}, {"amount": "many"}, 7, {}]
    whole = routing.compare(after, rows)
    assert (whole.records, whole.alike, whole.changed, whole.failed) == (5, 1, 2, zhuqi.Failed(0, 0, 2))
    leads = routing.compare(after, rows, output="lead", examples=1)
    assert leads.changes[0].examples[0].record in (1, 2)
    assert {(c.before, c.after): c.records for c in leads.changes} == {
        ("综合服务专员", "金融办"): 1,
        ("金融办", "地方金融局"): 1,
    }
    assert leads.failures[0].facts == {"amount": "many"} and "many" in leads.failures[0].error
    assert (leads.old, leads.new) == (routing.hash, after.hash)
    assert "5 records: 1 alike, 2 changed" in str(leads)
    columns = {"service_item": ["融资对接", None], "amount": [2_000_000, None], "text": [None, "想贷款"]}
    assert routing.compare(after, columns).changed == 2
    for name, threads in (("needs.csv", 1), ("needs.jsonl", 0)):
        told = routing.compare(after, cases / "batch" / name, threads=threads)
        assert (told.records, told.alike, told.changed) == (8, 3, 3)
    with pytest.raises(zhuqi.InvalidArgument):
        routing.compare(after, rows, output="leed")


def test_many_threads_share_a_table(routing):
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda _: routing.decide({"text": "贷款"}).result["lead"], range(200)))
    assert set(results) == {"金融办"}


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(["text", "amount", "region", "service_item", "other"]), json_values))
def test_whatever_the_record_it_is_decided_or_refused(record):
    (decision,) = TABLE.decide([record])
    assert (decision.error is None) == (decision.rules != ())


TABLE = zhuqi.DecisionTable.parse(
    "hit policy,FIRST,,,\n"
    "id,if service_item,if region: code,if amount: number,if text: keywords,then lead\n"
    "R1,融资对接,-,>= 5,-,a\nR2,-,5301,-,专利,b\nR3,-,-,-,贷款,c\nR4,-,-,-,-,d\n"
)


def test_a_table_is_pickled_and_compiled_once_in_a_process(routing, cases):
    again, once_more = (pickle.loads(pickle.dumps(routing)) for _ in range(2))
    assert again is once_more and again is not routing
    assert (again.hash, again.name, again.rules) == (routing.hash, routing.name, routing.rules)
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        (decision,) = pool.map(routing.decide, [{"text": "贷款"}])
    assert decision == routing.decide({"text": "贷款"})
