// Which rules have a record in common.
#pragma once

#include <functional>
#include <span>

#include "decision/check/space.hpp"

namespace zhuqi::checking {

// Which pairs are asked for.
struct PairQuery {
  std::span<const std::uint32_t> order;    // the rules, numbered by their places in it
  std::span<const std::uint32_t> later;    // places, ascending: of each, the rules before it
  std::span<const std::uint32_t> results;  // by rule: pairs of equal numbers are left out; empty: none are
};

// Tells of each pair of rules whose cells may hold for one value in every column of values; columns of keywords are
// not looked at. `tell` returns false if it wants no more pairs of the later rule. Rules are compared 64 at a time.
// Returns false if `steps` did not suffice.
bool for_each_overlap(const Space& space, const PairQuery& query, std::uint64_t& steps,
                      const std::function<bool(std::uint32_t later, std::uint32_t earlier)>& tell);

// A record that both rules hit, verified; or none, proven; or neither.
struct Common {
  std::optional<ValueContext> record;
  bool is_certain = true;  // there is a record, or certainly none
};
Common common_record(const Space& space, std::uint32_t a, std::uint32_t b, std::uint64_t& steps);

}  // namespace zhuqi::checking
