import subprocess
import sys
import threading
from datetime import datetime, timedelta, timezone

import pytest
from conftest import CASES

import zhuqi

TOWN = CASES.parents[1] / "examples" / "town"
CHINA = timezone(timedelta(hours=8))
ACME = "91530102MA6000016F"


class Clock:
    def __init__(self):
        self.now = datetime(2026, 3, 2, 9, tzinfo=CHINA)

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def desk(tmp_path, clock):
    with zhuqi.ServiceDesk(tmp_path / "park.db", clock=clock) as desk:
        desk.publish("organisation", TOWN / "organisation.json", key="1")
        desk.publish("calendar", "cn", key="2")
        desk.publish("sla", TOWN / "sla.csv", key="3")
        desk.publish("routing", TOWN / "routing.csv", key="4")
        desk.register_enterprise(zhuqi.Enterprise(id=ACME, name="滇池精工", region="530102"), actor="host", key="5")
        yield desk


def register(desk, key="visit-1", text="想要贷款"):
    return desk.register_need(zhuqi.Need(enterprise=ACME, text=text), actor="officer:g1", key=key)


def test_a_need_has_a_lead_a_reason_and_a_due_date(desk):
    need = register(desk)
    assert (need.need, need.stage, need.lead_name) == ("N-000001", "dispatched", "昆明市金融办")
    assert need.supporting == ("k-ip",) and "R2" in need.because
    assert need.due == datetime(2026, 3, 11, 17, 30, tzinfo=CHINA)
    assert "R2" in desk.explain("N-000001", viewer="host")


def test_a_need_of_the_past_is_explained_by_rule(desk):
    need = register(desk)
    told = desk.explain_routing(need.need, viewer="host")
    assert told.rule == "R2" and told.why.hit and told.why.conditions[0].value == "想要贷款"
    assert told.table == zhuqi.DecisionTable(TOWN / "routing.csv").hash
    other = desk.explain_routing(need.need, viewer="officer:h-finance", rule="R1").why
    assert (other.rule, other.hit, other.conditions[-1].holds) == ("R1", False, False)
    assert other.decision.rules == ("R2",)
    with pytest.raises(zhuqi.NotFound):
        desk.explain_routing(need.need, viewer="host", rule="R404")


def test_a_repeat_gives_the_first_receipt(desk):
    first = register(desk)
    desk.apply({"command": "sign", "need": first.need}, actor="officer:h-finance", key="sign")
    assert register(desk) == first
    with pytest.raises(zhuqi.KeyConflict):
        register(desk, text="换了一件事")


def test_reads_take_a_viewer(desk):
    register(desk)
    assert desk.need("N-000001", viewer="officer:h-finance")["need"]["text"] == "想要贷款"
    assert [n["id"] for n in desk.needs(viewer="host", department="k-finance", open_only=True)] == ["N-000001"]
    assert desk.needs(viewer="host", due_before=datetime(2026, 3, 3, tzinfo=CHINA)) == []
    with pytest.raises(zhuqi.NotFound):
        desk.need("N-000001", viewer="officer:h-tax")


def test_a_tick_tells_each_step_once(desk, clock):
    need = register(desk)
    clock.now += timedelta(days=12)
    steps = desk.tick()
    assert [(s.clock, s.kind) for s in steps if s.clock == "resolve"] == [
        ("resolve", "warn"), ("resolve", "breach"), ("resolve", "escalate")]
    assert steps[-1].need == need.need and steps[-1].due.tzinfo is not None
    assert desk.tick() == []


def test_supporting_tasks_and_their_joint_due_date(desk):
    need = register(desk).need
    for key, command in ("sign", {"command": "sign"}), ("ask", {"command": "add_support", "department": "k-ip", "task": "评估专利", "within": "3wd"}):
        desk.apply({**command, "need": need}, actor="officer:h-finance", key=key)
    tasks = desk.tasks(need, viewer="officer:h-ip")
    assert tasks["critical"] == ["k-ip"] and tasks["due"] == tasks["tasks"][0]["due"]
    with pytest.raises(zhuqi.IllegalState):
        desk.apply({"command": "resolve", "need": need, "answer": "已批"}, actor="officer:h-finance", key="answer")
    with pytest.raises(zhuqi.NotFound):
        desk.tasks(need, viewer="officer:h-tax")


def test_a_plan_and_circles_are_values(desk, clock):
    need = register(desk).need
    plan = desk.assignment_plan("g1", viewer="officer:admin")
    assert [(one.need, bool(one.officer), one.officer != "g1") for one in plan.assigned] == [(need, True, True)]
    assert plan.waiting == () and plan.measure.assigned == plan.greedy.assigned == 1
    assert desk.assignment_plan(viewer="host").assigned == ()
    with pytest.raises(zhuqi.NotAllowed):
        desk.assignment_plan("g1", viewer="officer:g1")
    for holder, to in ("h-finance", "k-tax"), ("h-tax", "k-finance"):
        clock.now += timedelta(minutes=10)
        desk.apply({"command": "return", "need": need, "reason": "不归本局管", "suggested": to},
                   actor=f"officer:{holder}", key=f"return-{to}")
        desk.apply({"command": "dispatch", "need": need, "lead": to, "reason": "按建议"},
                   actor="officer:admin", key=f"dispatch-{to}")
    assert desk.circles(viewer="host") == zhuqi.Circles(
        needs=(zhuqi.NeedCircle(need=need, circles=(("k-finance", "k-tax", "k-finance"),)),),
        pairs=(zhuqi.Exchange(a="k-finance", b="k-tax", there=1, back=1, both_ways=1),))
    assert desk.circles(viewer="officer:h-ip").needs == ()


TICKER = """
import datetime, sys, zhuqi
start = datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))
with zhuqi.ServiceDesk(sys.argv[1]) as desk:
    for hours in range(0, 24 * 14, int(sys.argv[2])):
        for step in desk.tick(start + datetime.timedelta(hours=hours)):
            print(step.seq, step.need, step.clock, step.kind, step.due.isoformat())
    for step in desk.tick(start + datetime.timedelta(days=14)):
        print(step.seq, step.need, step.clock, step.kind, step.due.isoformat())
"""


def test_several_processes_tick_one_database_and_each_step_comes_once(desk, clock, tmp_path):
    for i in range(20):
        register(desk, key=f"visit-{i}")
        clock.now += timedelta(minutes=13)
    tickers = [
        subprocess.Popen(
            [sys.executable, "-c", TICKER, str(tmp_path / "park.db"), hours], stdout=subprocess.PIPE, text=True)
        for hours in ("1", "5", "7")
    ]
    told = [line.split(" ", 1) for ticker in tickers for line in ticker.communicate(timeout=100)[0].splitlines()]
    assert all(ticker.returncode == 0 for ticker in tickers)
    assert len({step for _, step in told}) == len(told) == 20 * 4  # sign breach; resolve warn, breach, escalate
    dues = [step.rsplit(" ", 1)[1] for _, step in sorted((int(seq), step) for seq, step in told)]
    assert dues == sorted(dues)
    assert desk.verify() == []


def test_events_can_be_followed(desk):
    register(desk)
    events, after = desk.events(limit=2)
    assert [event["seq"] for event in events] == [1, 2] and after == 2
    assert [event["seq"] for event in desk.all_events(after)][:2] == [3, 4]
    assert all("想要贷款" not in str(event["data"]) for event in desk.all_events())


def test_verify_and_backup(desk, tmp_path, clock):
    register(desk)
    head = desk.head()
    assert desk.verify() == [] and desk.verify(head) == []
    desk.backup(tmp_path / "copy.db")
    with zhuqi.ServiceDesk(tmp_path / "copy.db", clock=clock) as copy:
        assert copy.verify(head) == [] and copy.head() == head
    head["hash"] = "0" * 64
    assert desk.verify(head) != []


def test_a_broken_table_is_not_published(desk):
    with pytest.raises(zhuqi.InvalidDocument) as caught:
        desk.publish("routing", "hit policy,FIRST\nid,if text: keywords,then lead\nR1,贷款,没有的部门\n", key="6")
    assert caught.value.findings


def test_a_table_may_be_what_a_spreadsheet_saved(desk, tmp_path):
    table = tmp_path / "routing.csv"
    table.write_bytes((TOWN / "routing.csv").read_text(encoding="utf-8").encode("gb18030"))
    desk.publish("routing", table, key="6")
    assert register(desk).lead_name == "昆明市金融办"


def test_a_closed_desk_and_naive_times_are_refused(desk):
    with pytest.raises(zhuqi.InvalidArgument):
        desk.tick(datetime(2026, 3, 2))
    desk.close()
    with pytest.raises(zhuqi.IllegalState):
        desk.tick()


def test_an_error_of_the_clock_reaches_the_caller(desk, clock, monkeypatch):
    clock.now = datetime(2026, 3, 2)  # naive
    with pytest.raises(zhuqi.InvalidArgument):
        desk.apply({"command": "sign", "need": "N-000001", "at": "2026-03-02T09:00:00+08:00"}, actor="host", key="x")


def test_threads_share_a_desk(desk):
    threads = [threading.Thread(target=register, args=(desk, f"thread-{i}")) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(desk.needs(viewer="host")) == 8 and desk.verify() == []


def test_a_change_is_previewed_then_kept_or_recalculated(desk, clock):
    need = register(desk)
    table = "hit policy,FIRST,,,\nid,if urgency,then policy,then sign,then resolve\nT9,-,两日,2wh,2wd\n"
    clock.now += timedelta(days=3)
    preview = desk.preview("sla", table)
    assert (preview["becoming"], preview["recovering"]) == (1, 0)
    assert preview["become_overdue"][0]["new_rule"] == "T9" and need.need in preview["text"]
    desk.publish("sla", table, key="kept")
    assert desk.needs(viewer="host")[0]["due"] == "2026-03-11T09:30:00Z"
    desk.publish("sla", table, key="anew", open_needs="recalculate")
    assert desk.needs(viewer="host", remaining_below=1)[0]["due"] == "2026-03-04T09:30:00Z"
