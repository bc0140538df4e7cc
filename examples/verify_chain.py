#!/usr/bin/env python3
"""Checks the chain of a ledger with nothing but Python's standard library:  verify_chain.py DATABASE

docs/ledger.md tells the form. `zhuqi verify` checks this, and everything else.
"""
import hashlib, json, sqlite3, sys

rows = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True).execute(
    "SELECT e.*, p.salt || p.payload FROM ledger_event e LEFT JOIN ledger_personal p USING (seq) ORDER BY seq")
count, head = 0, "0" * 64
for count, (*fields, stored, committed) in enumerate(rows, start=1):
    link = head + json.dumps([1, *fields], ensure_ascii=False, separators=(",", ":"))
    if fields[0] != count or hashlib.sha256(link.encode()).hexdigest() != stored:
        sys.exit(f"event {count} does not follow from the one before it")
    if committed is not None and hashlib.sha256(committed.encode()).hexdigest() != fields[13]:
        sys.exit(f"event {count} does not agree with its personal data")
    head = stored
print(f"the chain is whole: {count} events, head {head}")
