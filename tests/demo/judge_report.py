"""The report of the demo, recomputed from the ledger by SQL and Python, without the library; then the same figures in
JSON, CSV and the page, and the page in a browser where there is one.

Usage: judge_report.py ZHUQI SOURCE
"""
import csv
import io
import json
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from datetime import datetime, timedelta, timezone
from pathlib import Path

from working_time import WorkingTime, in_force

zhuqi, source = sys.argv[1], Path(sys.argv[2])


def needs_of(database):
    """What happened to each need: a list of (at, kind, data)."""
    events = defaultdict(list)
    query = "SELECT stream, at, kind, data FROM ledger_event WHERE stream LIKE 'need/%' ORDER BY seq"
    for stream, at, kind, data in sqlite3.connect(database).execute(query):
        events[stream].append((at, kind, json.loads(data)))
    return events


def summary(events):
    """One need, told anew."""
    n = {"leads": [], "lost": set(), "vote": None, "asked": False, "stage": None, "resolved": None, "confirmed": None,
         "effect": None, "holds": None, "promised": None, "kept": None, "contacted": False, "signed": None,
         "reopened": 0, "dispatched": None, "signer": None, "done": None, "role": "", "group": "", "due": None,
         "running": False}
    for at, kind, data in events:
        if kind == "need.registered":
            n["registered"], n["item"] = at, data["need"].get("service_item", "")
            n.update(stage="registered", group=data.get("group", ""), due=data["resolve"].get("due"), running=True)
        elif kind == "need.dispatched":
            n["leads"].append(data["lead"])
            n["dispatched"] = n["dispatched"] or at
            n["role"] = data.get("role", "general")
            n["stage"] = "dispatched"
        elif kind == "need.signed":
            if not n["signed"]:
                n.update(signed=at, signer=n["leads"][-1])
            n["stage"] = "signed"
        elif kind == "need.started":
            n["stage"] = "in_progress"
        elif kind == "need.contacted":
            n["contacted"] = True
        elif kind == "need.returned":
            n["lost"].add("returned")
            n["stage"] = "returned"
        elif kind == "need.resolved":
            n.update(stage="resolved", asked=True, resolved=at, effect=data.get("effect"), holds=None, running=False)
            n["done"] = n["done"] or at
            if data.get("outcome") == "not_possible":
                n["lost"].add("not_possible")
            if data.get("promised"):
                n.update(promised=data["promised"], kept=None)
        elif kind == "need.confirmed":
            n.update(stage="confirmed", confirmed=at)
        elif kind == "need.disputed":
            n["lost"].add("disputed")
        elif kind == "need.reopened":
            n["reopened"] += 1 if n["asked"] else 0
            n.update(stage="in_progress", resolved=None, confirmed=None, running=True, due=data["resolve"].get("due"))
        elif kind == "need.rated":
            n["vote"] = data["level"]
        elif kind == "need.closed":
            n["stage"] = "closed"
        elif kind == "need.declined":
            n["lost"].add("declined")
            n.update(stage="declined", resolved=None, running=False)
        elif kind == "need.withdrawn":
            n["lost"].add("withdrawn")
            n.update(stage="withdrawn", resolved=None)
        elif kind == "withdrawal.checked":
            n.update({"stage": "closed", "running": False} if data["of_own_will"] else {})
        elif kind == "need.followed_up":
            n["holds"] = data["holds"]
        elif kind == "need.rechecked":
            n["kept"] = data["kept"]
    n["is_confirmed"] = n["stage"] == "confirmed" or (n["stage"] == "closed" and n["resolved"] is not None)
    n["is_resolved"] = n["stage"] == "resolved" or n["is_confirmed"]
    return n


def instant(text):
    """Microseconds since 1970, of 2026-04-05T00:00:00Z or with a fraction."""
    at = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return (at - datetime(1970, 1, 1, tzinfo=timezone.utc)) // timedelta(microseconds=1)


def percentile(values, percent):
    values = sorted(values)
    return values[(len(values) * percent + 99) // 100 - 1] // 1_000_000


def went_round(leads):
    path = [lead for i, lead in enumerate(leads) if i == 0 or lead != leads[i - 1]]
    return len(leads) > 2 or len(set(path)) < len(path)


def check(what, told, counted):
    assert told == counted, f"{what}: the report says {told}, the ledger {counted}"


def check_needs(report, needs):
    def count(condition):
        return sum(1 for n in needs if condition(n))

    check("found", report["found"], len(needs))
    check("dispatched", report["dispatched"], count(lambda n: n["leads"]))
    check("signed", report["signed"], count(lambda n: n["signed"]))
    check("resolved", report["resolved"], count(lambda n: n["is_resolved"]))
    check("confirmed", report["confirmed"], count(lambda n: n["is_confirmed"]))
    check("reopened", report["reopened"], count(lambda n: n["reopened"] > 0))
    check("stages", {s: c for s, c in report["stages"].items() if c}, dict(Counter(n["stage"] for n in needs)))
    check("votes", {v: c for v, c in report["votes"].items() if c},
          dict(Counter(str(n["vote"]) if n["vote"] else "none" for n in needs)))
    for loss in report["losses"]:
        check(loss["name"], loss["needs"], count(lambda n: loss["name"] in n["lost"]))
    items = Counter(n["item"] for n in needs)
    check("service items", {row["id"]: row["found"] for row in report["service_items"]}, dict(items))
    confirmed = Counter(n["item"] for n in needs if n["is_confirmed"])
    check("confirmed by item", {r["id"]: r["confirmed"] for r in report["service_items"] if r["confirmed"]},
          dict(confirmed))


def check_rates(report, needs):
    rates = {r["name"]: (r["numerator"], r["denominator"]) for r in report["rates"] + report["doors"]}
    asked = [n for n in needs if n["asked"]]
    answered = [n for n in asked if n["stage"] != "resolved"]
    voted = [n for n in needs if n["vote"]]
    sent = [n for n in needs if n["leads"]]
    ended = [n for n in needs if n["is_resolved"] or n["stage"] in ("closed", "archived") or "declined" in n["lost"]]
    shut = [n for n in ended if n["lost"] & {"declined", "not_possible"} and not n["signed"] and not n["contacted"]]
    check("solution", rates["solution"], (sum(n["is_confirmed"] for n in needs), len(answered)))
    check("satisfaction", rates["satisfaction"], (sum(n["vote"] >= 4 for n in voted), len(voted)))
    check("returned", rates["returned"], (sum("returned" in n["lost"] for n in needs), len(sent)))
    check("reopened", rates["reopened"], (sum(n["reopened"] > 0 for n in needs), len(asked)))
    check("rolling shutter", rates["rolling_shutter"], (len(shut), len(ended)))
    check("revolving door", rates["revolving_door"], (sum(went_round(n["leads"]) for n in sent), len(sent)))
    check("last mile", rates["last_mile"], (sum(n["is_confirmed"] for n in needs), len(asked)))


def check_rest(report, needs, today):
    trust = Counter()
    for n in needs:
        if n["asked"]:
            trust["silent" if not n["vote"] else ("solved_" if n["is_confirmed"] else "unsolved_") +
                  ("satisfied" if n["vote"] >= 4 else "unsatisfied")] += 1
    check("trust", {k: v for k, v in report["trust"].items() if v}, dict(trust))
    effects = defaultdict(lambda: [0, 0, 0])
    for n in needs:
        if n["effect"] and n["is_resolved"]:
            sums = effects[n["effect"]["kind"], n["effect"]["unit"]]
            sums[0] += n["effect"]["amount"]
            sums[1] += n["effect"]["amount"] if n["is_confirmed"] else 0
            sums[2] += n["effect"]["amount"] if n["is_confirmed"] and n["holds"] else 0
    check("effects", {(e["kind"], e["unit"]): [e["claimed"], e["confirmed"], e["lasting"]] for e in report["effects"]},
          dict(effects))
    assert effects, "the demo has effects"
    promised = [n for n in needs if n["promised"]]
    due = [n for n in promised if n["promised"] <= today or n["kept"] is not None]
    check("promises", [report["promises"][k] for k in ("made", "fell_due", "kept", "not_kept")],
          [len(promised), len(due), sum(n["kept"] is True for n in due), sum(n["kept"] is False for n in due)])
    times = [n["confirmed"] - n["resolved"] for n in needs if n["confirmed"] and n["resolved"]]
    check("last mile, time", report["elapsed_to_confirm"],
          {"count": len(times), "median_seconds": percentile(times, 50), "p90_seconds": percentile(times, 90)})


PARTS = {"to_dispatch": ("registered", "dispatched"), "to_sign": ("dispatched", "signed"),
         "to_resolve": ("signed", "done"), "to_confirm": ("resolved", "confirmed")}


def check_times(report, needs, database):
    """Working time by part of the way, of all and by the department that signed first."""
    calendar = WorkingTime(json.loads(in_force(database, "calendar", as_of)))
    spans = defaultdict(list)
    for n in needs:
        for part, (begin, end) in PARTS.items():
            if n[begin] is None or n[end] is None or n[end] < n[begin]:
                continue
            worked = calendar.between(n[begin], n[end])
            for department in {"", n["signer"] or ""}:
                spans[part, department].append(worked)
    counted = {}
    for key, worked in spans.items():
        known = [w for w in worked if w is not None]
        counted[key] = {"count": len(known), "median_seconds": percentile(known, 50) if known else 0,
                        "p90_seconds": percentile(known, 90) if known else 0, "unknown": len(worked) - len(known)}
    told = {(t["stage"], t["department"]): {**t["worked"], "unknown": t["unknown"]} for t in report["stage_times"]}
    check("working time", told, counted)
    assert {part for part, department in told if department} == set(PARTS), "by department too"
    assert any(t["median_seconds"] not in (0, t["p90_seconds"]) for t in told.values()), "the times differ"


def check_workload(report, needs, database):
    """The five roles, the service groups, the officers."""
    now = instant(as_of)

    def load(team):
        is_open = [(n["registered"], n["id"]) for n in team if n["stage"] not in ("closed", "declined", "archived")]
        overdue = sum(n["running"] and n["due"] is not None and instant(n["due"]) < now for n in team)
        resolved = sum(n["is_resolved"] for n in team)
        oldest, name = min(is_open, default=(None, ""))
        return [len(is_open), overdue, resolved, name, (now - oldest) // 86_400_000_000 if name else 0]

    def teams(key):
        by_team = defaultdict(list)
        for n in needs:
            by_team[n[key]].append(n)
        return {team: load(members) for team, members in by_team.items()}

    def told(rows):
        return {r["id"]: [r[k] for k in ("open", "overdue", "resolved", "oldest", "oldest_days")] for r in rows}

    nothing = [0, 0, 0, "", 0]
    roles = dict.fromkeys(("general", "market_regulation", "tax", "investment", "building"), nothing)
    check("roles", told(report["workload_by_role"]), {**roles, **teams("role")})
    organisation = json.loads(in_force(database, "organisation", as_of))
    groups = {group["id"]: nothing for group in organisation["groups"]}
    check("groups", told(report["workload_by_group"]), {**groups, **teams("group")})
    assert len(groups) > 1 and sum(r["open"] for r in report["workload_by_group"]) == report["open"]
    check("names", {r["name"] for r in report["workload_by_group"] if r["id"]},
          {group["name"] for group in organisation["groups"]})


def check_policies(report, database):
    """Claims by policy, and the population, from the events."""
    claims = defaultdict(dict)
    rows = sqlite3.connect(database).execute(
        "SELECT stream, kind, data FROM ledger_event WHERE stream LIKE 'claim/%' ORDER BY seq")
    for stream, kind, data in rows:
        claims[stream][kind] = json.loads(data)
    told = {p["policy"]: p for p in report["policies"]}
    for policy in {c["claim.matched"]["policy"] for c in claims.values()}:
        own = [c for c in claims.values() if c["claim.matched"]["policy"] == policy]
        check(policy, [told[policy][k] for k in ("matched", "delivered", "read", "paid", "turned_down", "expired")],
              [len(own)] + [sum(f"claim.{k}" in c for c in own)
                            for k in ("delivered", "read", "paid", "rejected", "expired")])
        check(policy, told[policy]["paid_fen"],
              sum(c["claim.paid"].get("amount_fen", 0) for c in own if "claim.paid" in c))
    assert len(told) == 34 and sum(p["matched"] == 0 for p in told.values()) > 0, "unused policies are told too"
    ended = [c for c in claims.values() if c.keys() & {"claim.paid", "claim.rejected", "claim.expired", "claim.withdrawn"}]
    glass = next(d for d in report["doors"] if d["name"] == "glass_door")
    check("glass door", (glass["numerator"], glass["denominator"]),
          (sum("claim.expired" in c or c.get("claim.rejected", {}).get("condition") == "form" for c in claims.values()),
           len(ended)))
    enterprises = {}
    rows = sqlite3.connect(database).execute(
        "SELECT data FROM ledger_event WHERE stream LIKE 'enterprise%' ORDER BY seq")
    for (data,) in rows:
        data = json.loads(data)
        for entry in data.get("enterprises", [data]):
            enterprises[entry["enterprise"]["id"]] = entry["enterprise"]
    check("enterprises", report["population"]["enterprises"], len(enterprises))
    check("tiers", {r["name"]: r["enterprises"] for r in report["population"]["tiers"]},
          dict(Counter(e.get("tier", "") for e in enterprises.values())))
    check("industries", {r["name"]: r["enterprises"] for r in report["population"]["industries"]},
          dict(Counter(e.get("industry", "")[:1] for e in enterprises.values())))
    check("sizes", sum(r["enterprises"] for r in report["population"]["sizes"]), len(enterprises))


def check_fairness(report):
    """The waits of the report itself are a calendar's business; here: that each interval is one."""
    for group in report["fairness"]:
        for figure in ("wait_hours", "solved_share"):
            if group[figure] is not None:
                low, value, high = (float(group[figure][k]) for k in ("low", "value", "high"))
                assert low < value < high and abs((low + high) / 2 - value) < 1e-5, group
    assert any(group["wait_hours"] for group in report["fairness"]), "the demo is large enough to compare"


def check_sheet(report, sheet):
    rows = {(r["section"], r["item"], r["figure"]): r for r in csv.DictReader(io.StringIO(sheet))}
    check("CSV found", rows["needs", "all", "found"]["value"], str(report["found"]))
    for rate in report["rates"]:
        row = rows["rates", rate["name"], "rate"]
        check(rate["name"], (row["numerator"], row["denominator"], row["excluded"]),
              (str(rate["numerator"]), str(rate["denominator"]), str(sum(e["count"] for e in rate["excluded"]))))
    for row in report["departments"]:
        check(row["id"], rows["departments", row["name"] or row["id"], "found"]["value"], str(row["found"]))
    for section, teams in (("workload_roles", "workload_by_role"), ("workload_groups", "workload_by_group")):
        for row in report[teams]:
            for figure in ("open", "overdue", "resolved", "oldest", "oldest_days"):
                check(f"{section} {row['id']}", rows[section, row["id"], figure]["value"], str(row[figure]))


def check_page_text(report, page):
    for rate in report["rates"]:
        shown = f"<small>{rate['numerator']} / {rate['denominator']}</small>"
        assert shown in page, f"{rate['name']}: {shown} is not on the page"
    rows = page.split('id="table-departments"')[1].split("<tbody>")[1].split("</tbody>")[0]
    check("departments on the page", len(re.findall("<tr>", rows)), len(report["departments"]))
    for table, teams in (("table-roles", "workload_by_role"), ("table-groups", "workload_by_group")):
        rows = page.split(f'id="{table}"')[1].split("<tbody>")[1].split("</tbody>")[0].split("<tr>")[1:]
        cells = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in rows]
        check(table, [[row[0], row[1], row[2], row[4]] for row in cells],
              [[str(r["open"]), str(r["overdue"]), str(r["resolved"]), r["oldest"] or "—"] for r in report[teams]])


def check_browser(report, file):
    sys.path.insert(0, str(source / "bindings/python/tests"))
    from browser import CHROMIUM, Page
    if CHROMIUM is None:
        print("skipped: the page in a browser (Debian's chromium is not installed)")
        return
    with tempfile.TemporaryDirectory() as profile:
        page = Page(profile)
        try:
            for width, height in ((1280, 900), (360, 740)):
                for language in ("zh", "en"):
                    page.resize(width, height)
                    page.open("about:blank")
                    page.open(f"file://{file}#{language}")
                    look_at(page, report, language, width)
            check("console messages", page.said, [])
        finally:
            page.close()


def look_at(page, report, language, width):
    check("language", page.read("document.documentElement.lang"), language)
    check("room", page.read("document.documentElement.scrollWidth <= innerWidth + 1"), True)
    hidden = "en" if language == "zh" else "zh"
    check("other language", page.read(f"getComputedStyle(document.querySelector('h2 .{hidden}')).display"), "none")
    check("found", page.read("document.querySelector('#card-found .big').textContent"), str(report["found"]))
    found = [row["found"] for row in report["departments"]]
    column = "Array.from(document.querySelectorAll('#table-departments tbody tr')).map(r => Number(r.cells[1].textContent))"
    press = "document.querySelectorAll('#table-departments thead button')[1].click()"
    page.read(press)
    check("sorted down", page.read(column), sorted(found, reverse=True))
    page.read(press)
    check("sorted up", page.read(column), sorted(found))
    page.read("document.getElementById('language').click()")
    check("switched", page.read("document.documentElement.lang"), hidden)
    page.read("document.getElementById('theme').click()")
    assert page.read("document.documentElement.dataset.theme") in ("dark", "light")


with tempfile.TemporaryDirectory() as temporary:
    folder = Path(temporary)
    database = folder / "demo/zhuqi.db"
    subprocess.run([zhuqi, "demo", "--dir", str(folder / "demo"), "--seed", "7"], check=True, capture_output=True)
    as_of = "2026-04-05T00:00:00Z"
    for ending in ("json", "csv", "html", "txt"):
        subprocess.run([zhuqi, "report", "--db", str(database), "--as-of", as_of, "--out", f"{folder}/r.{ending}"], check=True)
    report = json.loads((folder / "r.json").read_text())
    needs = [{**summary(events), "id": stream[len("need/"):]} for stream, events in needs_of(database).items()]
    check_needs(report, needs)
    check_rates(report, needs)
    check_rest(report, needs, "2026-04-05")
    check_times(report, needs, database)
    check_workload(report, needs, database)
    check_policies(report, database)
    check_fairness(report)
    check_sheet(report, (folder / "r.csv").read_text())
    check_page_text(report, (folder / "r.html").read_text())
    check_browser(report, folder / "r.html")
    print(f"{len(needs)} needs recounted; JSON, CSV and the page agree")
