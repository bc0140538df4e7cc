"""What would a draft table have done with a year of past tickets? A notebook as a script: each `# %%` is a cell.

    replay.py [TICKETS.csv [PICTURE.svg]]

TICKETS.csv has a row for each ticket: `text`, `lead` (who really solved it) and, if known, `received` (2025-03-01).
Without one, the needs that the demo's table was fitted to are taken, spread evenly over 2025.
"""

# %% The past year
import csv
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import zhuqi

ROOT = Path(__file__).parents[2]
source = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "tests/data/needs-training-2.csv"
picture = Path(sys.argv[2]) if len(sys.argv) > 2 else Path("replay.svg")
with open(source, encoding="utf-8-sig", newline="") as file:
    tickets = list(csv.DictReader(file))
for number, ticket in enumerate(tickets):
    ticket.setdefault("received", str(date(2025, 1, 1) + timedelta(days=number * 365 // len(tickets))))
print(f"{len(tickets)} tickets, {tickets[0]['received']} to {tickets[-1]['received']}")

# %% The table in force, and the draft: one rule more, before all others
text = (ROOT / "data/demo/routing.csv").read_text(encoding="utf-8")
head, rules = text.split("R0001", 1)
rule = 'D001,"电费,电价,变压器,停电,限电",-,-,供电,,general,normal\n'
in_force = zhuqi.DecisionTable.parse(text, "routing.csv")
draft = zhuqi.DecisionTable.parse(head + rule + "R0001" + rules, "draft.csv")

# %% Is the draft sound? What its check says of the new rule
for finding in draft.check():
    if "D001" in finding.rules:
        print(finding.severity, finding.kind, finding.message)

# %% What changes, from where to where
records = [{"text": ticket["text"]} for ticket in tickets]
comparison = in_force.compare(draft, records, output="lead", examples=1)
print(comparison)

# %% Better or worse? Against who really solved each ticket, month by month
before, after = in_force.decide(records), draft.decide(records)
months: dict[str, Counter[str]] = {}
for ticket, old, new in zip(tickets, before, after):
    month = months.setdefault(ticket["received"][:7], Counter())
    month["tickets"] += 1
    month["in force"] += old.result["lead"] == ticket["lead"]
    month["draft"] += new.result["lead"] == ticket["lead"]
total = sum(months.values(), Counter())
for month, count in sorted(months.items()):
    print(f"{month}  {count['tickets']:4} tickets   right: {count['in force']:4} in force, {count['draft']:4} draft")
print(f"the year {total['tickets']:4} tickets   right: {total['in force']:4} in force, {total['draft']:4} draft")

# %% Why one of them moved
moved = next((i for i, (old, new) in enumerate(zip(before, after)) if old.rules != new.rules), None)
if moved is not None:
    print(tickets[moved]["text"], draft.explain(records[moved]), sep="\n")

# %% The picture: the share that went right, month by month
WIDTH, HEIGHT, LEFT, TOP = 720, 260, 50, 40
step = (WIDTH - LEFT - 10) / len(months)
shapes = []
for i, (month, count) in enumerate(sorted(months.items())):
    for j, (name, colour) in enumerate((("in force", "#9aa5b1"), ("draft", "#2f6f4f"))):
        share = count[name] / count["tickets"]
        x, height = LEFT + i * step + j * step * 0.4, share * HEIGHT
        shapes.append(f'<rect x="{x:.1f}" y="{TOP + HEIGHT - height:.1f}" width="{step * 0.38:.1f}" '
                      f'height="{height:.1f}" fill="{colour}"><title>{month} {name}: {share:.0%}</title></rect>')
    shapes.append(f'<text x="{LEFT + i * step:.1f}" y="{TOP + HEIGHT + 18}">{month[2:]}</text>')
for percent in 0, 50, 100:
    y = TOP + HEIGHT * (1 - percent / 100)
    shapes.append(f'<path d="M{LEFT} {y}H{WIDTH}" stroke="#ccc"/><text x="4" y="{y + 4}">{percent} %</text>')
picture.write_text(
    f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT + 90}" font-family="sans-serif" '
    f'font-size="12"><text x="{LEFT}" y="22" font-size="14">Tickets that went to who solved them: in force (grey) '
    f'{total["in force"] / total["tickets"]:.1%}, draft (green) {total["draft"] / total["tickets"]:.1%}</text>'
    f"{''.join(shapes)}</svg>\n", encoding="utf-8")
print(picture)
