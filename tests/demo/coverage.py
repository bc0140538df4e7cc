"""The demo's plan of visits and its survey: the coverage that the desk tells, recomputed from the events alone.

Usage: coverage.py ZHUQI
"""
import collections
import datetime
import json
import subprocess
import sys
import tempfile
from pathlib import Path

zhuqi = sys.argv[1]
DAY = "2026-02-10"  # in the middle: some are planned and not yet visited
CHINA = datetime.timezone(datetime.timedelta(hours=8))


def lines(*args, stdin=None):
    run = subprocess.run([zhuqi, *map(str, args)], capture_output=True, check=True, text=True, input=stdin)
    return [json.loads(line) for line in run.stdout.splitlines()]


def day_of(event):
    return datetime.datetime.fromisoformat(event["at"].replace("Z", "+00:00")).astimezone(CHINA).date().isoformat()


def line():
    return {"selected": 0, "planned": 0, "visited": 0, "answered": 0, "needs": 0}


def recomputed(events):
    known, officer, visited, answered = {}, {}, set(), set()
    surveys, needs = {}, collections.Counter()
    for event in events:
        kind, data, day = event["kind"], event["data"], day_of(event)
        if kind == "enterprises.imported":
            known.update((entry["enterprise"]["id"], entry["enterprise"]) for entry in data["enterprises"])
        elif kind == "visits.planned":
            for visit in data["visits"]:
                if visit["day"] <= DAY:
                    officer[visit["enterprise"]] = visit["officer"]
        elif kind == "visit.recorded" and day <= DAY:
            visited.add(data["visit"]["enterprise"])
            needs[data["visit"]["enterprise"]] += data["needs_found"]
        elif kind == "survey.answered":
            surveys[event["stream"]] = data["enterprise"], day
            if day <= DAY:
                answered.add(data["enterprise"])
        elif kind == "survey.need_found" and surveys[event["stream"]][1] <= DAY:
            needs[surveys[event["stream"]][0]] += 1
    whole, by = line(), {"regions": {}, "tiers": {}, "officers": {}}
    for code, enterprise in known.items():
        keys = [("regions", enterprise["region"][:4] + "00"), ("tiers", enterprise["tier"])]
        keys += [("officers", officer[code])] if code in officer else []
        for one in [whole] + [by[table].setdefault(key, line()) for table, key in keys]:
            one["selected"] += 1
            one["planned"] += code in officer
            one["visited"] += code in visited
            one["answered"] += code in answered
            one["needs"] += needs[code]
    return whole, by, len(surveys), sum(event["kind"] == "need.registered" for event in events)


with tempfile.TemporaryDirectory() as temporary:
    folder = Path(temporary) / "demo"
    subprocess.run([zhuqi, "demo", "--dir", str(folder), "--seed", "5"], check=True, capture_output=True)
    database = folder / "zhuqi.db"
    query = {"query": "coverage", "plan": "2026-Q1", "viewer": "host", "date": DAY}
    [told] = lines("query", "--db", database, stdin=json.dumps(query))
    whole, by, surveyed, found = recomputed(lines("events", "--db", database, "--limit", 100000))
    assert told["whole"] == whole, (told["whole"], whole)
    for table, expected in by.items():
        assert {row.pop("key"): row for row in told[table]} == expected, table
    assert 0 < whole["visited"] < whole["planned"] <= whole["selected"] == 832, whole
    assert surveyed == 832 and found == 242, (surveyed, found)
    assert len({entry for entry in by["officers"]}) <= 80
    print(f"{surveyed} surveyed, {found} needs; coverage on {DAY} is what the events say: {whole}")
