#include "decision/decide.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "decision/index/single.hpp"
#include "decision/types.hpp"

namespace zhuqi {

using feel::evaluate;
using feel::Scope;
using Compiled = DecisionTable::Compiled;

namespace {

bool is_well_formed(const Value& value) {
  if (const auto* text = value.string()) return valid_utf8(*text);
  if (const auto* list = value.list()) return std::all_of(list->begin(), list->end(), is_well_formed);
  if (const auto* context = value.context())
    return std::all_of(context->begin(), context->end(),
                       [](const auto& entry) { return valid_utf8(entry.first) && is_well_formed(entry.second); });
  return true;
}

Outcome::Error wrong_type(std::string_view name, std::string_view type, const Value& value) {
  return {Code::invalid_argument,
          fmt::format("{}: expected {}, got {} «{}»", name, type, zhuqi::name(value.kind()), cut(to_text(value), 60))};
}

// The values that the model declares, as their types.
std::optional<Outcome::Error> conform_data(const Compiled& table, Facts& facts) {
  for (auto& [name, value] : facts)
    if (!is_well_formed(value)) return Outcome::Error{Code::invalid_argument, fmt::format("{}: not valid UTF-8", name)};
  for (const auto& [name, type] : table.data) {
    const auto found = facts.find(name);
    if (found != facts.end() && !conform(found->second, type == "code" || type == "keywords" ? "string" : type))
      return wrong_type(name, type, found->second);
  }
  for (const auto& [name, type] : table.structures) {
    const auto found = facts.find(name);
    if (found == facts.end() || found->second.is_null()) continue;
    auto value = feel::coerced(found->second, type, true);
    if (value.is_null())
      return Outcome::Error{Code::invalid_argument, fmt::format("{}: {}", name, feel::misfit(found->second, type))};
    found->second = std::move(value);
  }
  return std::nullopt;
}

// Puts the results of the required decisions beside the facts.
std::optional<Outcome::Error> decide_required(const Compiled& table, Facts& facts) {
  for (const auto& required : table.required) {
    if (facts.contains(required->name)) continue;
    auto outcome = decide_record(*required, facts);
    if (outcome.error) return outcome.error;
    facts.insert_or_assign(required->name, std::move(outcome.result));
  }
  return std::nullopt;
}

Value output_of(const Compiled& table, const Record& record, std::uint32_t rule, std::size_t column) {
  const auto& cell = table.outputs[column].cells[table.rules[rule].outputs[column]].expression;
  if (cell.op == feel::Op::literal) return cell.value;
  return evaluate(cell, {&record.facts, nullptr, nullptr, {}, nullptr});
}

std::vector<Value> outputs_of(const Compiled& table, const Record& record, std::uint32_t rule) {
  std::vector<Value> values;
  for (std::size_t c = 0; c < table.outputs.size(); ++c) values.push_back(output_of(table, record, rule, c));
  return values;
}

Value default_result(const Compiled& table, const Record& record) {
  std::vector<Value> values;
  bool any = false;
  for (const auto& output : table.outputs) {
    any = any || output.default_output;
    values.push_back(output.default_output
                         ? evaluate(*output.default_output, {&record.facts, nullptr, nullptr, {}, nullptr})
                         : Value());
  }
  return any ? combine(table, std::move(values)) : Value();
}

// Where each output of a rule stands in its allowed values; what is not listed stands last.
std::vector<std::size_t> ranks(const Compiled& table, const std::vector<Value>& outputs) {
  std::vector<std::size_t> places;
  for (std::size_t c = 0; c < outputs.size(); ++c) {
    const auto& order = table.outputs[c].order;
    places.push_back(static_cast<std::size_t>(std::find(order.begin(), order.end(), outputs[c]) - order.begin()));
  }
  return places;
}

void sort_by_output(const Compiled& table, const Record& record, std::vector<std::uint32_t>& hits) {
  std::vector<std::pair<std::vector<std::size_t>, std::uint32_t>> keyed;
  for (const auto rule : hits) keyed.emplace_back(ranks(table, outputs_of(table, record, rule)), rule);
  std::stable_sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::transform(keyed.begin(), keyed.end(), hits.begin(), [](const auto& entry) { return entry.second; });
}

std::string named(const Compiled& table, const std::vector<std::uint32_t>& hits) {
  std::string text;
  for (std::size_t i = 0; i < std::min<std::size_t>(hits.size(), 10); ++i)
    text += (i > 0 ? ", " : "") + table.rules[hits[i]].id;
  return hits.size() > 10 ? text + ", …" : text;
}

// SUM, MIN, MAX, COUNT over the outputs of the hits.
Outcome aggregate(const Compiled& table, const Record& record, std::vector<std::uint32_t> hits) {
  Outcome outcome;
  if (table.policy == HitPolicy::collect_count) {
    outcome.result = static_cast<std::int64_t>(hits.size());
  } else {
    Value best = output_of(table, record, hits[0], 0);
    for (std::size_t i = 1; i < hits.size() && !best.is_null(); ++i) {
      const auto next = output_of(table, record, hits[i], 0);
      const auto order = feel::compare(next, best);
      if (!order)
        best = {};
      else if (table.policy != HitPolicy::collect_sum)
        best = (table.policy == HitPolicy::collect_min ? *order < 0 : *order > 0) ? next : best;
      else if (const auto sum = best.number() ? add(*best.number(), *next.number()) : std::nullopt)
        best = *sum;
      else
        best = {};
    }
    if (best.is_null())
      outcome.error = Outcome::Error{Code::invalid_argument,
                                     "the outputs of the rules cannot be aggregated: " + named(table, hits)};
    outcome.result = std::move(best);
  }
  outcome.rules = std::move(hits);
  return outcome;
}

}  // namespace

Record prepare(const Compiled& table, const Facts& facts, feel::Run* run) {
  Record record;
  record.facts = facts;
  for (const auto& [name, function] : table.knowledge) record.facts.insert_or_assign(name, function);
  record.error = conform_data(table, record.facts);
  if (!record.error) record.error = decide_required(table, record.facts);
  if (record.error) return record;
  feel::Run own;
  if (run == nullptr) run = &own;
  const Scope scope{&record.facts, nullptr, nullptr, {}, nullptr, run};
  for (std::size_t i = 0; i < table.inputs.size(); ++i) {
    const auto& input = table.inputs[i];
    auto value = evaluate(input.expression, scope);
    if (!run->error.empty()) {
      record.error = Outcome::Error{Code::invalid_argument, run->error};
      return record;
    }
    if (!conform(value, input.type)) {
      record.error = wrong_type(table.input_clauses[i].name, input.type, value);
      return record;
    }
    record.inputs.push_back(std::move(value));
    if (!input.allowed || record.inputs.back().is_null() || feel::holds(*input.allowed, record.scope(i))) continue;
    record.error = Outcome::Error{Code::invalid_argument,
                                  fmt::format("{}: «{}» is not one of the allowed values", table.input_clauses[i].name,
                                              cut(to_text(record.inputs.back()), 60))};
    return record;
  }
  return record;
}

bool rule_hits(const Compiled& table, const Record& record, std::uint32_t rule) {
  const auto& tests = table.rules[rule].tests;
  for (std::size_t c = 0; c < tests.size(); ++c)
    if (!feel::holds(table.inputs[c].cells[tests[c]].expression, record.scope(c))) return false;
  return true;
}

std::vector<std::uint32_t> plain_hits(const Compiled& table, const Record& record) {
  std::vector<std::uint32_t> hits;
  for (std::uint32_t rule = 0; rule < table.rules.size(); ++rule) {
    if (!rule_hits(table, record, rule)) continue;
    hits.push_back(rule);
    if (table.policy == HitPolicy::first) break;
  }
  return hits;
}

std::int32_t settle(const Compiled& table, const Record& record, std::vector<std::uint32_t>& hits) {
  if (hits.empty()) return row_unmatched;
  switch (table.policy) {
    case HitPolicy::unique:
      return hits.size() > 1 ? row_conflict : 0;
    case HitPolicy::any: {
      const auto first = outputs_of(table, record, hits[0]);
      for (std::size_t i = 1; i < hits.size(); ++i)
        if (outputs_of(table, record, hits[i]) != first) return row_conflict;
      return 0;
    }
    case HitPolicy::first:
      hits.resize(1);
      return 0;
    case HitPolicy::priority:
      sort_by_output(table, record, hits);
      hits.resize(1);
      return 0;
    case HitPolicy::output_order:
      sort_by_output(table, record, hits);
      return 0;
    default:
      return 0;
  }
}

std::int32_t settle(const Compiled& table, std::vector<std::uint32_t>& hits) {
  static const Record none;
  return settle(table, none, hits);
}

Outcome conclude(const Compiled& table, const Record& record, std::vector<std::uint32_t> hits) {
  Outcome outcome;
  const auto status = settle(table, record, hits);
  if (status == row_unmatched) {
    outcome.result = default_result(table, record);
    const bool lists = gives_several_hits(table.policy) && table.policy < HitPolicy::collect_sum;
    if (lists && outcome.result.is_null()) outcome.result = ValueList();
    return outcome;
  }
  if (status == row_conflict) {
    outcome.error = Outcome::Error{Code::invalid_argument, fmt::format("hit policy {}: rules {} contradict each other",
                                                                       name(table.policy), named(table, hits))};
    outcome.rules = std::move(hits);
    return outcome;
  }
  if (table.policy >= HitPolicy::collect_sum) return aggregate(table, record, std::move(hits));
  ValueList results;
  for (const auto rule : hits) {
    results.push_back(table.results[rule].is_null() ? combine(table, outputs_of(table, record, rule))
                                                    : table.results[rule]);
    if (!gives_several_hits(table.policy)) break;
  }
  outcome.result = gives_several_hits(table.policy) ? Value(std::move(results)) : std::move(results[0]);
  outcome.rules = std::move(hits);
  return outcome;
}

namespace {

// A record that is as the index wants it, without a copy: the values of the inputs, of their types. Made ready in full
// only if something asks for that.
class PlainFacts : public PlainCheck {
 public:
  PlainFacts(const Compiled& table, const Facts& facts) : table_(table), facts_(facts) {}

  // False if anything about the facts is out of the ordinary.
  bool read() {
    if (!table_.plain_data) return false;
    inputs_.resize(table_.inputs.size(), nullptr);
    auto next = table_.inputs_by_name.begin();
    for (const auto& [key, value] : facts_) {
      if (!is_well_formed(value)) return false;
      for (; next != table_.inputs_by_name.end(); ++next) {
        const auto& input = table_.inputs[*next];
        const int order = input.expression.text().compare(key);
        if (order > 0) break;
        if (order < 0 || value.is_null()) continue;
        if (name(value.kind()) != input.type) return false;
        inputs_[*next] = &value;
      }
    }
    return true;
  }
  std::span<const Value* const> inputs() const { return inputs_; }
  const Record& record() {
    if (!record_) record_ = prepare(table_, facts_);
    return *record_;
  }
  bool hits(std::uint32_t, std::uint32_t rule) override { return rule_hits(table_, record(), rule); }

 private:
  const Compiled& table_;
  const Facts& facts_;
  std::vector<const Value*> inputs_;
  std::optional<Record> record_;
};

}  // namespace

Outcome decide_record(const Compiled& table, const Facts& facts, feel::Run* run) {
  if (table.index != nullptr) {
    PlainFacts plain(table, facts);
    if (plain.read()) {
      auto hits = indexed_hits(table, plain.inputs(), plain);
      static const Record none;
      const bool needs_record = hits.empty() || !table.constant_outputs;
      auto outcome = conclude(table, needs_record ? plain.record() : none, std::move(hits));
      if (!outcome.error) outcome.result = feel::coerced(std::move(outcome.result), table.type);
      return outcome;
    }
  }
  Outcome outcome;
  feel::Run own;
  if (run == nullptr) run = &own;
  const auto record = prepare(table, facts, run);
  if (record.error) {
    outcome.error = record.error;
    return outcome;
  }
  if (!table.expression) {
    outcome = conclude(table, record, table.index ? indexed_hits(table, record) : plain_hits(table, record));
    if (!outcome.error) outcome.result = feel::coerced(std::move(outcome.result), table.type);
    return outcome;
  }
  outcome.result =
      feel::coerced(evaluate(*table.expression, {&record.facts, nullptr, nullptr, {}, nullptr, run}), table.type, true);
  if (run->error.empty()) return outcome;
  outcome.result = {};
  outcome.error = Outcome::Error{Code::invalid_argument, run->error};
  return outcome;
}

}  // namespace zhuqi
