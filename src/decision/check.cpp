#include <algorithm>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

#include <zhuqi/decision/check.hpp>

#include "decision/decide.hpp"
#include "decision/feel/functions.hpp"

namespace zhuqi {

using feel::Expression;
using feel::Op;

namespace {

constexpr std::size_t max_findings = 200;        // of each kind
constexpr std::uint64_t max_pairs = 60'000'000;  // of rules that are compared

// Values that a test is about, among them such as satisfy it where that is easy to see.
void collect_samples(const Expression& e, std::vector<Value>& samples) {
  if (e.op == Op::literal && !e.value.is_null()) {
    samples.push_back(e.value);
    if (const auto* number = e.value.number())
      for (const int step : {1, -1})
        if (const auto next = add(*number, step)) samples.emplace_back(*next);
    if (const auto* date = e.value.date())
      for (const int step : {1, -1}) samples.emplace_back(Date(std::chrono::sys_days(*date) + std::chrono::days(step)));
    if (const auto* text = e.value.string()) samples.emplace_back(*text + "~");
  }
  for (const auto& operand : e.operands) collect_samples(operand, samples);
}

class Checker {
 public:
  explicit Checker(const DecisionTable::Compiled& table) : table_(table) {
    for (const auto& input : table.inputs) {
      auto& column = samples_.emplace_back();
      for (const auto& cell : input.cells) {
        auto& samples = column.emplace_back(1);  // null first
        if (input.type == "boolean") samples.insert(samples.end(), {true, false});
        collect_samples(cell.expression, samples);
        if (samples.size() > 12) samples.resize(12);
      }
    }
    both_.resize(table.inputs.size());
    covers_.resize(table.inputs.size());
  }

  Findings run() {
    check_pairs();
    check_gaps();
    check_keywords();
    return std::move(findings_);
  }

 private:
  const Expression& cell(std::uint32_t rule, std::size_t column) const {
    return table_.inputs[column].cells[table_.rules[rule].tests[column]].expression;
  }

  void warn(std::uint32_t rule, std::string message, std::string expected = {}) {
    findings_.push_back({Finding::Severity::warning, table_.name, static_cast<int>(rule) + 1, 0, table_.rules[rule].id,
                         std::move(message), std::move(expected)});
  }
  void note(std::string message, std::string expected = {}) {
    findings_.push_back({Finding::Severity::note, table_.name, 0, 0, {}, std::move(message), std::move(expected)});
  }

  bool holds(const Expression& test, const Value& value) const {
    static const Facts none;
    return feel::holds(test, {&none, &value, nullptr, {}, nullptr});
  }

  // A value that satisfies both cells of a column, if one is found; remembered.
  const Value* common(std::size_t column, std::uint32_t a, std::uint32_t b) {
    const auto key = std::uint64_t{std::min(a, b)} << 32 | std::max(a, b);
    const auto [at, added] = both_[column].try_emplace(key);
    if (added) at->second = find_common(column, a, b);
    return at->second ? &*at->second : nullptr;
  }

  std::optional<Value> find_common(std::size_t column, std::uint32_t a, std::uint32_t b) const {
    const auto& cells = table_.inputs[column].cells;
    const auto fits = [&](const Value& value) {
      return holds(cells[a].expression, value) && holds(cells[b].expression, value);
    };
    for (const auto* samples : {&samples_[column][a], &samples_[column][b]})
      for (const auto& value : *samples)
        if (fits(value)) return value;
    for (const auto& x : samples_[column][a])
      for (const auto& y : samples_[column][b]) {
        if (x.string() == nullptr || y.string() == nullptr) continue;
        if (Value together = *x.string() + *y.string(); fits(together)) return together;
      }
    return std::nullopt;
  }

  // Whatever satisfies `narrow` satisfies `wide`: certain, where it is said.
  bool covers(std::size_t column, std::uint32_t wide, std::uint32_t narrow) {
    if (wide == narrow) return true;
    const auto [at, added] = covers_[column].try_emplace(std::uint64_t{wide} << 32 | narrow, false);
    if (added)
      at->second =
          find_cover(table_.inputs[column].cells[wide].expression, table_.inputs[column].cells[narrow].expression);
    return at->second;
  }

  static bool find_cover(const Expression& wide, const Expression& narrow) {
    if (wide.op == Op::any || to_source(wide) == to_source(narrow)) return true;
    if (narrow.op == Op::any_of || narrow.op == Op::either)
      return std::all_of(narrow.operands.begin(), narrow.operands.end(),
                         [&](const auto& part) { return find_cover(wide, part); });
    if (wide.op == Op::any_of || wide.op == Op::either)
      return std::any_of(wide.operands.begin(), wide.operands.end(),
                         [&](const auto& part) { return find_cover(part, narrow); });
    if (narrow.op == Op::both)
      return std::any_of(narrow.operands.begin(), narrow.operands.end(),
                         [&](const auto& part) { return find_cover(wide, part); });
    const bool value =
        narrow.op == Op::is && narrow.operands[0].op == Op::literal && narrow.operands[0].value.list() == nullptr;
    if (value && !feel::mentions_input(wide) && wide.op != Op::is && wide.op != Op::none_of) return false;
    if (value && feel::free_names(wide).empty())
      return feel::holds(wide, {nullptr, &narrow.operands[0].value, nullptr, {}, nullptr});
    const auto prefix = [](const Expression& e) -> const std::string* {
      const bool is = e.op == Op::call && e.function->name == "starts with" && e.operands[0].op == Op::input &&
                      e.operands[1].op == Op::literal;
      return is ? e.operands[1].value.string() : nullptr;
    };
    return prefix(wide) && prefix(narrow) && prefix(narrow)->starts_with(*prefix(wide));
  }

  void check_pairs() {
    const bool first = table_.policy == HitPolicy::first;
    const bool single = table_.policy == HitPolicy::unique || table_.policy == HitPolicy::any;
    const auto count = static_cast<std::uint32_t>(table_.rules.size());
    std::uint64_t pairs = 0;
    std::size_t found = 0;
    for (std::uint32_t later = 0; later < count && (first || single); ++later)
      for (std::uint32_t earlier = 0; earlier < later; ++earlier) {
        if (++pairs > max_pairs || found >= max_findings)
          return note("more rules than were compared with each other", "not decided within the budget");
        if (first ? shadows(earlier, later) : contradicts(earlier, later)) {
          ++found;
          break;
        }
      }
  }

  bool shadows(std::uint32_t earlier, std::uint32_t later) {
    for (std::size_t c = 0; c < table_.inputs.size(); ++c)
      if (!covers(c, table_.rules[earlier].tests[c], table_.rules[later].tests[c])) return false;
    warn(later,
         fmt::format("never wins: rule {} stands before it and hits wherever it does", table_.rules[earlier].id));
    return true;
  }

  bool contradicts(std::uint32_t earlier, std::uint32_t later) {
    if (table_.constant_outputs && table_.results[earlier] == table_.results[later] && table_.policy == HitPolicy::any)
      return false;
    std::vector<const Value*> values;
    for (std::size_t c = 0; c < table_.inputs.size(); ++c) {
      values.push_back(common(c, table_.rules[earlier].tests[c], table_.rules[later].tests[c]));
      if (values.back() == nullptr) return false;
    }
    ValueContext example;
    for (std::size_t c = 0; c < values.size(); ++c)
      if (table_.inputs[c].plain && !values[c]->is_null())
        example.emplace_back(table_.inputs[c].expression.text, *values[c]);
    const auto outcome = decide_record(table_, Facts(example.begin(), example.end()));
    if (!outcome.error || outcome.rules.size() < 2) return false;
    warn(later, fmt::format("contradicts rule {}", table_.rules[earlier].id), "both hit " + to_json_text(example));
    return true;
  }

  void check_gaps() {
    const auto is_open = [&](const CompiledRule& rule) {
      for (std::size_t c = 0; c < rule.tests.size(); ++c)
        if (table_.inputs[c].cells[rule.tests[c]].expression.op != Op::any) return false;
      return true;
    };
    const bool complete = std::any_of(table_.rules.begin(), table_.rules.end(), is_open);
    const bool has_default = std::any_of(table_.outputs.begin(), table_.outputs.end(),
                                         [](const auto& o) { return o.default_output.has_value(); });
    if (complete || has_default) return note("complete: every record gets a result");
    const auto outcome = decide_record(table_, {});
    if (!outcome.error && outcome.rules.empty())
      note("no owner of last resort: a record that no rule catches is {}", "a last rule with - in every input");
    else
      note("no rule accepts everything; whether some record is caught by none was not decided",
           "a last rule with - in every input");
  }

  static void collect_keywords(const Expression& e, std::set<std::string>& words) {
    if (e.op == Op::call && e.function->name == "contains") {
      const auto& word =
          e.operands[1].op == Op::call && !e.operands[1].operands.empty() ? e.operands[1].operands[0] : e.operands[1];
      if (word.op == Op::literal && word.value.string() != nullptr) words.insert(*word.value.string());
    }
    for (const auto& operand : e.operands) collect_keywords(operand, words);
  }

  void check_keywords() {
    for (std::size_t c = 0; c < table_.inputs.size(); ++c) {
      std::set<std::string> words;
      for (const auto& cell : table_.inputs[c].cells) collect_keywords(cell.expression, words);
      std::size_t found = 0;
      for (const auto& outer : words)
        for (std::size_t at = 0; at < outer.size(); ++at)
          for (std::size_t length = 1; at + length <= outer.size() && found < max_findings; ++length) {
            if (length == outer.size() || !words.contains(outer.substr(at, length))) continue;
            ++found;
            note(fmt::format("{}: the keyword «{}» holds the keyword «{}»", table_.input_clauses[c].name, outer,
                             outer.substr(at, length)));
          }
    }
  }

  const DecisionTable::Compiled& table_;
  std::vector<std::vector<std::vector<Value>>> samples_;  // by column and cell
  std::vector<std::unordered_map<std::uint64_t, std::optional<Value>>> both_;
  std::vector<std::unordered_map<std::uint64_t, bool>> covers_;
  Findings findings_;
};

}  // namespace

Findings check(const DecisionTable& table) {
  if (table.compiled().expression) return {};
  return Checker(table.compiled()).run();
}

}  // namespace zhuqi
