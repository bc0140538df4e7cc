"""A desk from nothing to a routed need: desk.py FILE.db, in a folder with the documents, such as examples/town. Run it
twice: each command has a key, so that nothing is done twice."""

import sys
from pathlib import Path

import zhuqi

with zhuqi.ServiceDesk(sys.argv[1] if len(sys.argv) > 1 else "park.db") as desk:
    desk.publish("organisation", Path("organisation.json"), key="1")
    desk.publish("calendar", "cn", key="2")
    desk.publish("sla", Path("sla.csv"), key="3")
    desk.publish("routing", Path("routing.csv"), key="4")
    enterprise = zhuqi.Enterprise("91530102MA6000016F", "滇池精工", "530102")
    desk.register_enterprise(enterprise, actor="host", key="5")
    need = zhuqi.Need(enterprise.id, "缺抵押物,凭专利贷款被银行拒了")
    receipt = desk.register_need(need, actor="host", key="visit-1207-1")
    print(receipt.lead_name, receipt.because, receipt.due or "no date yet: the calendar ends before", sep="\n")
