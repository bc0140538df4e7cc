"""Policies held against enterprises: one by one and on columns, with the same answers."""

import datetime
import json
import pathlib
import threading

import pytest
from arrow import Producer, doubles, strings, views
from hypothesis import given
from hypothesis import strategies as st

import zhuqi

DAY = datetime.date(2026, 3, 2)
ROOT = pathlib.Path(__file__).parents[3]
DEMO = [zhuqi.Policy(path) for path in sorted((ROOT / "data/demo/policies").glob("*.json"))]


def policy(id, *branches, **more):
    document = {
        "id": id, "title": id, "issuer": "I", "region": "530000", "from": "2026-01-01", "until": "2026-12-31", "benefit": "B",
        "branches": [[{"fact": fact, "test": test, "text": f"{fact} {test}"} for fact, test in branch] for branch in branches],
        **more,
    }  # fmt: skip
    return zhuqi.Policy.parse(json.dumps(document))


SMALL = policy("P-small", [("staff", "< 300")], amounts=[{"base": "revenue", "rate": "1%", "cap_fen": 5_000_000}])
TIER = policy("P-tier", [("tier", '"专精特新"'), ("revenue", ">= 100")])
TAGS = policy("P-tags", [("tags", 'list contains(?, "进出口")')], [("staff", ">= 1000")])
PICKED = [SMALL, TIER, TAGS]
POLICIES = zhuqi.Policies(PICKED)
ALL = ("match", "unknown", "short", "no")


def columns_of(enterprises, text=strings):
    """As an analyst's table has them; tags as text."""
    rows = len(enterprises)
    columns = {}
    for fact in ("credit_code", "region", "tier"):
        columns[fact] = text([one.get(fact) for one in enterprises])
    columns["tags"] = text([";".join(one["tags"]) if one.get("tags") else None for one in enterprises])
    for fact in ("staff", "revenue"):
        columns[fact] = doubles([one.get(fact) for one in enterprises])
    return Producer(columns, rows)


def expected(policies, enterprises, show=ALL):
    told = {name: [] for name in ("row", "policy", "verdict", "amount_fen", "one_short", "short_of", "because", "missing")}
    for row, facts in enumerate(enterprises):
        for one in policies:
            pair = one.match({name: value for name, value in facts.items() if value is not None}, DAY)
            kind = {"match": "match", "unknown": "unknown"}.get(pair.verdict, "short" if pair.short_of else "no")
            if kind not in show and not (kind == "short" and "no" in show):
                continue
            told["row"].append(row)
            told["policy"].append(pair.policy)
            told["verdict"].append(pair.verdict)
            told["amount_fen"].append(pair.amount_fen)
            told["one_short"].append(bool(pair.short_of))
            told["short_of"].append(pair.short_of or None)
            told["because"].append(pair.because or None)
            told["missing"].append(list(pair.missing) or None)
    return told


def compare(told, wanted):
    assert {name: told[name] for name in wanted} == wanted
    assert told["error"] == [None] * len(wanted["row"])


ENTERPRISES = [
    {"credit_code": "A", "region": "530102", "staff": 20.0, "revenue": 300.0, "tier": "无", "tags": ["进出口"]},
    {"credit_code": None, "region": "530102", "staff": None, "revenue": 99.0, "tier": "专精特新"},
    {"credit_code": "C", "region": "110000", "staff": 20.0, "revenue": 300.0, "tier": "专精特新"},
    {"credit_code": "一个很长很长的代码", "region": None, "staff": 5000.0, "revenue": None, "tier": None, "tags": ["老字号"]},
]


def test_one_match_tells_its_worth_and_what_it_is_short_of():
    assert SMALL.match(ENTERPRISES[0], DAY) == zhuqi.PolicyMatch(
        "match", "符合: staff < 300", (), "P-small", "P-small", 3_000_000
    )
    assert TIER.match({**ENTERPRISES[0], "revenue": 300}, DAY).short_of == "tier"
    assert SMALL.match({"region": "530102"}, DAY).missing == ("staff",)


def test_a_desk_tells_it_too(tmp_path):
    code = "91530102MA6000016F"
    now = datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.timezone.utc)
    document = {
        "id": "P-1", "title": "T", "issuer": "I", "region": "530000", "from": "2026-01-01", "until": "2026-12-31", "benefit": "B",
        "branches": [[{"fact": "staff", "test": "< 300", "text": "few"}]], "amounts": [{"fixed_fen": 70000}],
    }  # fmt: skip
    with zhuqi.ServiceDesk(tmp_path / "park.db", clock=lambda: now) as desk:
        desk.publish("organisation", ROOT / "examples/town/organisation.json", key="1")
        desk.publish("calendar", "cn", key="2")
        desk.publish("policy", json.dumps(document), key="3")
        for staff in (20, 300):
            enterprise = zhuqi.Enterprise(id=code, name="滇池精工", region="530102", staff=staff)
            desk.register_enterprise(enterprise, actor="host", key=str(staff))
            (told,) = desk.policies(code, DAY, viewer="host")
            single = zhuqi.Policy.parse(json.dumps(document)).match({"region": "530102", "staff": staff}, DAY)
            assert (told.verdict, told.amount_fen, told.short_of) == (single.verdict, single.amount_fen, single.short_of)
            assert told.amount_fen == (70000 if staff == 20 else None) and told.short_of == ("" if staff == 20 else "staff")


@pytest.mark.parametrize("text", [strings, lambda values: strings(values, wide=True), views], ids=["utf8", "large", "view"])
@pytest.mark.parametrize("show", [ALL, ("match", "unknown", "short"), ("match",), ("short",), ("no",), ()])
def test_columns_answer_as_one_by_one(text, show):
    told = POLICIES.match(columns_of(ENTERPRISES, text), DAY, show=show)
    assert isinstance(told, zhuqi.Columns)
    compare(told.to_dict(), expected(PICKED, ENTERPRISES, show))
    codes = [ENTERPRISES[row]["credit_code"] for row in told.to_dict()["row"]]
    assert told.to_dict()["credit_code"] == codes


def test_what_comes_back_has_the_shape_of_what_went_in():
    wanted = expected(PICKED, ENTERPRISES)
    one = POLICIES.match(ENTERPRISES[0], DAY, show=ALL)
    assert one == [single.match(ENTERPRISES[0], DAY) for single in PICKED]
    assert POLICIES.match(ENTERPRISES[:2], DAY, show=ALL)[0] == one
    lists = {name: [facts.get(name) for facts in ENTERPRISES] for name in ENTERPRISES[0]}
    compare(POLICIES.match(lists, DAY, show=ALL), wanted)


def test_in_brief_the_verdicts_are_the_same():
    full, brief = (POLICIES.match(columns_of(ENTERPRISES), DAY, show=ALL, brief=b).to_dict() for b in (False, True))
    for name in ("row", "policy", "verdict", "amount_fen", "one_short"):
        assert full[name] == brief[name]
    assert set(brief["because"]) == set(brief["short_of"]) == {None}


numbers = st.none() | st.sampled_from([0.0, 0.5, 19.0, 20.0, 99.999999, 100.0, 299.0, 300.0, 999.0, 1000.0, 1e15])
facts = st.fixed_dictionaries({
    "region": st.none() | st.sampled_from(["530102", "530000", "110000", "5301", ""]),
    "tier": st.none() | st.sampled_from(["无", "专精特新"]),
    "tags": st.none() | st.lists(st.sampled_from(["进出口", "老字号"]), min_size=1, max_size=3),
    "staff": numbers, "revenue": numbers,
})  # fmt: skip


@given(st.lists(facts, max_size=20))
def test_any_columns_answer_as_one_by_one(enterprises):
    compare(POLICIES.match(columns_of(enterprises), DAY, show=ALL).to_dict(), expected(PICKED, enterprises))


def test_the_policies_of_the_demo():
    assert len(DEMO) > 30
    enterprises = [{**ENTERPRISES[i % 2], "staff": float(i), "revenue": i * 7.25} for i in range(300)]
    compare(zhuqi.Policies(DEMO).match(columns_of(enterprises), DAY, show=ALL).to_dict(), expected(DEMO, enterprises))


def test_what_is_not_known_is_neither_true_nor_false():
    told = POLICIES.match(Producer({"region": strings(["530102"] * 2), "staff": ("g", [None, bytes(16)])}, 2), DAY).to_dict()
    assert told["verdict"].count("match") == 2  # staff 0
    nan = ("g", [None, bytes.fromhex("000000000000f87f") * 2])
    told = POLICIES.match(Producer({"region": strings(["530102"] * 2), "staff": nan}, 2), DAY, show=ALL).to_dict()
    assert set(told["verdict"]) == {"unknown"}
    assert POLICIES.match(Producer({"other": strings(["x"])}, 1), DAY).to_dict()["verdict"] == ["unknown"] * 3


def test_a_bad_record_is_a_row_with_an_error():
    names = ("u", [None, bytes.fromhex("000000000200000004000000"), b"\xff\xfeok"])
    told = POLICIES.match(Producer({"name": names, "region": strings(["530102"] * 2), "staff": doubles([1.0, 1.0])}, 2), DAY).to_dict()
    assert [(row, policy) for row, policy in zip(told["row"], told["policy"])][:2] == [(0, None), (1, "P-small")]
    assert "name" in told["error"][0] and told["verdict"][0] is None and set(told["error"][1:]) == {None}


def test_wrong_columns_are_refused():
    for columns in (
        {"staff": strings(["20"])},
        {"region": doubles([530102.0])},
        {"staff": ("b", [None, b"\1"])},
        {"staff": ("tdD", [None, bytes(4)])},
        {"staff": ("tsu:", [None, bytes(8)])},
    ):
        with pytest.raises(zhuqi.InvalidArgument, match=next(iter(columns))):
            POLICIES.match(Producer(columns, 1), DAY)
    backward = ("u", [None, bytes.fromhex("000000000400000002000000"), b"abcd"])
    with pytest.raises(zhuqi.InvalidArgument, match="backward"):
        POLICIES.match(Producer({"region": backward}, 2), DAY)
    with pytest.raises(zhuqi.InvalidArgument, match="show"):
        POLICIES.match(ENTERPRISES, DAY, show=("yes",))
    with pytest.raises(zhuqi.InvalidArgument, match="P-small"):
        zhuqi.Policies([SMALL, SMALL])


def test_a_stream_is_read_once():
    batch = columns_of(ENTERPRISES)
    stream = POLICIES.stream(batch, DAY)
    assert stream.__arrow_c_stream__()
    with pytest.raises(zhuqi.IllegalState):
        stream.__arrow_c_stream__()
    with pytest.raises(zhuqi.InvalidArgument):
        POLICIES.stream(columns_of(ENTERPRISES), DAY, pairs=0)
    with pytest.raises(zhuqi.InvalidArgument):
        POLICIES.stream(Producer({"staff": strings(["20"])}, 1), DAY)


def test_threads_match_with_one_index():
    wanted, wrong = expected(PICKED, ENTERPRISES * 50), []

    def work():
        if POLICIES.match(columns_of(ENTERPRISES * 50), DAY, show=ALL).to_dict()["verdict"] != wanted["verdict"]:
            wrong.append(1)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_pyarrow_and_its_streams():
    pyarrow = pytest.importorskip("pyarrow")
    rows = [{**one, "tags": ";".join(one.get("tags", [])) or None} for one in ENTERPRISES]
    table = pyarrow.Table.from_pylist(rows)
    wanted = expected(PICKED, ENTERPRISES)
    for given_table in (
        table,
        table.set_column(table.schema.get_field_index("region"), "region", table["region"].dictionary_encode()),
        pyarrow.concat_tables([table.slice(0, 1), table.slice(1, 2), table.slice(3)]),
    ):
        told = POLICIES.match(given_table, DAY, show=ALL)
        assert isinstance(told, pyarrow.Table)
        told.validate(full=True)
        compare({name: told[name].to_pylist() for name in told.column_names}, wanted)
    reader = pyarrow.RecordBatchReader.from_stream(POLICIES.stream(table, DAY, show=ALL, pairs=5))
    batches = list(reader)
    assert [len(batch) for batch in batches] == [5, 5, 2]
    together = pyarrow.Table.from_batches(batches)
    compare({name: together[name].to_pylist() for name in together.column_names}, wanted)
    (batch,) = table.to_batches()
    assert isinstance(POLICIES.match(batch, DAY), pyarrow.RecordBatch)


def test_polars():
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame({"region": ["530102", "530102"], "staff": [20, 400], "credit_code": ["A", "B"]})
    told = POLICIES.match(frame, DAY)
    assert isinstance(told, polars.DataFrame)
    joined = told.join(frame.with_row_index("row").with_columns(polars.col("row").cast(polars.Int64)), on="row")
    assert joined.filter(polars.col("verdict") == "match")["credit_code"].to_list() == ["A"]
    assert told.filter(polars.col("verdict") == "unknown").explode("missing")["missing"].null_count() == 0
