// The same rules and tickets in other engines, each written as its users write them; winners are compared.
//
//   node engines.mjs FOLDER RULES ENGINE      FOLDER as bench/decision/workload.py has prepared it; zen or json-rules
//
// Prints a JSON object: microseconds per ticket, one after the other, over as many of the first tickets as it decides
// in some seconds. Ends with 1 if a winner is wrong.
import { readFileSync } from "node:fs";

const [folder, size, which] = process.argv.slice(2);
const budget = 3000; // ms
const atLeast = 5, atMost = 2000; // tickets

const lines = (name) => readFileSync(`${folder}/${name}`, "utf8").trimEnd().split("\n");
const rules = lines(`rules-${size}.tsv`).map((line) => {
  const [id, item, region, industry, tier, size, channel, least, most, low, high, words] = line.split("\t");
  const set = (cell) => (cell ? cell.split("|") : null);
  return {
    id: Number(id), prefixes: { region, industry },
    sets: { service_item: set(item), tier: set(tier), size: set(size), channel: set(channel) },
    urgency: least ? [Number(least), Number(most)] : null, amount: low ? [Number(low), Number(high)] : null,
    words: set(words),
  };
});
const tickets = lines("tickets.jsonl").slice(0, atMost).map((line) => JSON.parse(line));
const winners = lines(`winners-${size}.txt`).map(Number);

// A decision table, hit policy first; cells are unary tests.
async function zen() {
  const { ZenEngine } = await import("@gorules/zen-engine");
  const quoted = (text) => JSON.stringify(text);
  const names = ["service_item", "region", "industry", "tier", "size", "channel", "urgency", "amount", "text"];
  const cells = (rule) => ({
    ...Object.fromEntries(Object.entries(rule.sets).map(([name, set]) => [name, set ? set.map(quoted).join(", ") : ""])),
    ...Object.fromEntries(Object.entries(rule.prefixes).map(([n, p]) => [n, p ? `startsWith($, ${quoted(p)})` : ""])),
    urgency: rule.urgency ? `[${rule.urgency[0]}..${rule.urgency[1]}]` : "",
    amount: rule.amount ? `[${rule.amount[0]}..${rule.amount[1]})` : "",
    text: rule.words ? rule.words.map((word) => `contains($, ${quoted(word)})`).join(" or ") : "",
  });
  const content = {
    hitPolicy: "first",
    inputs: names.map((name) => ({ id: name, name, field: name })),
    outputs: [{ id: "winner", name: "winner", field: "winner" }],
    rules: rules.map((rule) => ({ _id: String(rule.id), ...cells(rule), winner: String(rule.id) })),
  };
  const edge = (sourceId, targetId) => ({ id: `${sourceId}-${targetId}`, type: "edge", sourceId, targetId });
  const decision = new ZenEngine().createDecision({
    nodes: [
      { id: "in", type: "inputNode", name: "in" }, { id: "table", type: "decisionTableNode", name: "table", content },
      { id: "out", type: "outputNode", name: "out" },
    ],
    edges: [edge("in", "table"), edge("table", "out")],
  });
  return async (ticket) => (await decision.evaluate(ticket)).result.winner;
}

// A rule each, all of its conditions; priorities give the order, and the first rule that holds stops the engine.
async function jsonRules() {
  const { Engine } = (await import("json-rules-engine")).default ?? (await import("json-rules-engine"));
  const engine = new Engine([], { allowUndefinedFacts: true });
  engine.addOperator("startsWith", (value, prefix) => value.startsWith(prefix));
  engine.addOperator("containsAny", (value, words) => words.some((word) => value.includes(word)));
  let winner = -1;
  for (const rule of rules) {
    const all = [];
    const add = (fact, operator, value) => all.push({ fact, operator, value });
    for (const [name, set] of Object.entries(rule.sets)) if (set) add(name, "in", set);
    for (const [name, prefix] of Object.entries(rule.prefixes)) if (prefix) add(name, "startsWith", prefix);
    if (rule.urgency) add("urgency", "greaterThanInclusive", rule.urgency[0]), add("urgency", "lessThanInclusive", rule.urgency[1]);
    if (rule.amount) add("amount", "greaterThanInclusive", rule.amount[0]), add("amount", "lessThan", rule.amount[1]);
    if (rule.words) add("text", "containsAny", rule.words);
    engine.addRule({
      conditions: { all }, priority: rules.length - rule.id, event: { type: "hit" },
      onSuccess: () => { winner = rule.id; engine.stop(); },
    });
  }
  return async (ticket) => { winner = -1; await engine.run(ticket); return winner; };
}

const decide = await { zen, "json-rules": jsonRules }[which]();
await decide(tickets[0]);
let wrong = 0, count = 0;
const start = performance.now();
for (; count < tickets.length && (count < atLeast || performance.now() - start < budget); ++count)
  if (Number(await decide(tickets[count])) !== winners[count]) ++wrong;
const us = ((performance.now() - start) * 1000) / count;
console.log(JSON.stringify({ us: Math.round(us * 10) / 10, tickets: count, wrong }));
process.exit(wrong === 0 ? 0 : 1);
