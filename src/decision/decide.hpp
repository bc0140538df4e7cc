// Deciding one record. The plain way, every rule in order, is what the index is held against.
#pragma once

#include <vector>

#include "decision/compiled.hpp"
#include "decision/feel/evaluate.hpp"

namespace zhuqi {

// A record made ready: its values of the declared types, the decisions that the table requires, the inputs' values.
struct Record {
  Facts facts;
  std::vector<Value> inputs;
  std::optional<Outcome::Error> error;

  feel::Scope scope(std::size_t input) const { return {&facts, &inputs[input], nullptr, {}, nullptr}; }
};

Record prepare(const DecisionTable::Compiled& table, const Facts& facts, feel::Run* run = nullptr);

bool rule_hits(const DecisionTable::Compiled& table, const Record& record, std::uint32_t rule);

// In the order of the table.
std::vector<std::uint32_t> plain_hits(const DecisionTable::Compiled& table, const Record& record);

// What the hit policy makes of the hits, which are in the order of the table.
Outcome conclude(const DecisionTable::Compiled& table, const Record& record, std::vector<std::uint32_t> hits);

// Puts the hits in the order of the result and keeps the one that counts under a policy of
// a single hit. Returns 0, row_unmatched or row_conflict (then the hits stay).
// The second form is for tables whose outputs are constants, or a policy that does not look at them.
std::int32_t settle(const DecisionTable::Compiled& table, const Record& record, std::vector<std::uint32_t>& hits);
std::int32_t settle(const DecisionTable::Compiled& table, std::vector<std::uint32_t>& hits);

// `run` bounds what the expressions of the table may do, where it stands inside another.
Outcome decide_record(const DecisionTable::Compiled& table, const Facts& facts, feel::Run* run = nullptr);

}  // namespace zhuqi
