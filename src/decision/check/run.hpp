// One checking of a table: what is found, and what may still be spent.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <zhuqi/decision/check.hpp>

#include "decision/check/space.hpp"

namespace zhuqi::checking {

class Run {
 public:
  Run(const Space& space, const CheckOptions& options) : space(space), limit(options.limit), steps(options.budget) {}

  using Kind = TableFinding::Kind;

  // `rules`: the rule that it is about first; at most ten are named.
  void add(Kind kind, Finding::Severity severity, const std::vector<std::uint32_t>& rules, std::string message,
           std::string example = {});
  void warn(Kind kind, const std::vector<std::uint32_t>& rules, std::string message, std::string example = {}) {
    add(kind, Finding::Severity::warning, rules, std::move(message), std::move(example));
  }
  void note(Kind kind, const std::vector<std::uint32_t>& rules, std::string message) {
    add(kind, Finding::Severity::note, rules, std::move(message));
  }

  // Lets `work(steps)` spend at most `most` of what is left.
  template <class Work>
  auto within(std::uint64_t most, Work work) {
    auto part = std::min(steps, most);
    steps -= part;
    auto result = work(part);
    steps += part;
    return result;
  }

  const std::string& id(std::uint32_t rule) const { return space.table().rules[rule].id; }

  const Space& space;
  const std::size_t limit;
  std::uint64_t steps;
  std::vector<TableFinding> findings;
};

// Each looks for one kind of finding. `dead`: by rule, that it never hits.
std::vector<bool> find_unreachable(Run& run);
void find_overlaps(Run& run, const std::vector<bool>& dead);
void find_shadowed(Run& run, const std::vector<bool>& dead);
void find_gaps(Run& run);
void find_nested_keywords(Run& run);

}  // namespace zhuqi::checking
