// Records that no rule catches, or the proof that there are none.
#include <fmt/format.h>

#include "decision/check/coverage.hpp"
#include "decision/check/run.hpp"
#include "decision/decide.hpp"

namespace zhuqi::checking {

namespace {

struct Gap {
  Verdict verdict = Verdict::none;
  ValueContext example;
};

Gap search(Run& run, bool with_null) {
  const auto& space = run.space;
  const auto& table = space.table();
  std::vector<std::uint32_t> rules(space.rule_count());
  for (std::uint32_t rule = 0; rule < rules.size(); ++rule) rules[rule] = rule;
  const auto box = box_of_table(space, with_null);
  const std::uint64_t cost = table.index ? 100 : rules.size() * 10;
  return run.within(run.steps / 2, [&](std::uint64_t& steps) {
    const Coverage::Accept accept = [&](const ValueContext& record) {
      steps -= std::min(steps, cost);
      const auto outcome = decide_record(table, Facts(record.begin(), record.end()));
      return !outcome.error && outcome.rules.empty();
    };
    Coverage coverage(space, box, rules, steps, accept);
    Gap gap;
    gap.verdict = coverage.search();
    gap.example = coverage.record();
    if (gap.verdict != Verdict::found) gap.example.clear();
    return gap;
  });
}

bool has_default(const DecisionTable::Compiled& table) {
  return std::any_of(table.outputs.begin(), table.outputs.end(),
                     [](const auto& output) { return output.default_output.has_value(); });
}

}  // namespace

void find_gaps(Run& run) {
  const auto& table = run.space.table();
  if (has_default(table))
    return run.note(Run::Kind::complete, {}, "complete: what no rule catches gets the default output");
  const auto whole = search(run, false);
  const auto any = whole.verdict == Verdict::none ? search(run, true) : whole;
  const bool several = gives_several_hits(table.policy);
  const auto severity = several ? Finding::Severity::note : Finding::Severity::warning;
  if (any.verdict == Verdict::found)
    run.add(Run::Kind::gap, severity, {},
            whole.verdict == Verdict::found ? "no rule catches" : "only records that lack a value are not caught, as",
            to_json_text(any.example));
  else if (any.verdict == Verdict::undecided)
    run.note(Run::Kind::undecided, {},
             "gaps: not decided, within the budget and with the expressions, whether some record is caught by no rule");
  else
    run.note(Run::Kind::complete, {}, "complete: every record is caught by a rule");
  if (table.policy == HitPolicy::first && any.verdict != Verdict::none)
    run.warn(Run::Kind::no_last_resort, {},
             "no owner of last resort: add a last rule with - in every input, or a default output");
}

}  // namespace zhuqi::checking
