// What policies brought to whom, and how the population of enterprises stands.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <zhuqi/model/ids.hpp>
#include <zhuqi/report/doors.hpp>

namespace zhuqi {

// One policy, also if nobody was matched with it: its claims, each counted at every step that it has reached, and how
// it ended.
struct PolicyFigures {
  PolicyId policy;
  std::string title;  // empty: nobody was matched with it
  std::int64_t matched = 0;
  std::int64_t delivered = 0;
  std::int64_t read = 0;
  std::int64_t applied = 0;  // by the enterprise; or paid without having to (免申即享)
  std::int64_t paid = 0;
  std::int64_t paid_fen = 0;       // granted and paid
  std::int64_t recovered_fen = 0;  // of that, taken back
  std::int64_t turned_down = 0;    // 不符合
  std::int64_t for_form = 0;       // of these, for a matter of form
  std::int64_t expired = 0;
  std::int64_t withdrawn = 0;
  Durations to_paid;  // elapsed, from the match to the payment

  bool operator==(const PolicyFigures&) const = default;
};

// A share of the population.
struct PopulationRow {
  std::string name;  // 微型, 专精特新, C, 530100; empty: not known, or none
  std::int64_t enterprises = 0;

  bool operator==(const PopulationRow&) const = default;
};

// Number, vitality, structure, growth (数量、活力、结构、成长), as of the report's instant. docs/report.md defines
// each.
struct Population {
  std::int64_t enterprises = 0;  // known at as_of
  std::int64_t before = 0;       // known at the beginning of the period; without a period 0
  std::int64_t active = 0;       // of all: visited, surveyed, with a need or a claim in the period
  std::vector<PopulationRow> sizes, tiers, industries, regions;  // at as_of; each adds up to all
  std::int64_t compared = 0;  // of which a later version says another revenue or staff than an earlier one
  std::int64_t grown = 0;     // of these, revenue grew; staff, where no revenue is told
  std::int64_t risen = 0;     // entered a tier, or a higher one, since they became known

  bool operator==(const Population&) const = default;
};

}  // namespace zhuqi
