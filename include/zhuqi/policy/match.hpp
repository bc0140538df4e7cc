// Does a policy fit an enterprise? Yes, no and why, or not known and what is missing.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <zhuqi/base/finding.hpp>
#include <zhuqi/base/time.hpp>
#include <zhuqi/decision/value.hpp>
#include <zhuqi/model/policy.hpp>

namespace zhuqi {

enum class Verdict { match, no_match, unknown };

// "match", "no match", "unknown".
std::string_view name(Verdict verdict);

// A condition of a policy, by its place in it.
struct ConditionPlace {
  std::size_t branch = 0;
  std::size_t condition = 0;

  bool operator==(const ConditionPlace&) const = default;
};

struct Match {
  Verdict verdict = Verdict::unknown;
  // For people: the conditions that hold, or the first that fails in each branch with the actual value, or what is
  // missing.
  std::string because;
  // If unknown: the facts that the most nearly complete branch lacks (of several such the first), in the order of the
  // conditions. With these known, and as the conditions ask, the policy matches.
  std::vector<std::string> missing;
  // No match, and in some branch a single condition fails while all others are known to hold: it, in the first such
  // branch. Who is outside the period or the region is not one step short.
  std::optional<ConditionPlace> short_of;
  // Of a match: what it is worth, the most of the branches that hold; absent: it cannot be told from the facts.
  std::optional<std::int64_t> amount_fen;
};

// A policy whose tests are compiled. Immutable, cheap to copy, usable from any number of threads at once.
class CompiledPolicy {
 public:
  // Everything that is wrong, at once: facts that are unknown or of a need, tests that cannot be read, a malformed
  // region, a period that ends before it begins, no branch, amounts that cannot be. Warnings: no guide; paid without
  // an application, yet not computable. `file` stands in the findings.
  static Findings check(const Policy& policy, std::string_view file = {});

  // Throws InvalidDocument with all findings if there are errors among them.
  explicit CompiledPolicy(Policy policy, std::string_view file = {});

  const Policy& policy() const;

  // Three-valued: a condition on a fact that is absent (or null) is neither true nor false; a branch fails as soon as
  // one of its conditions is known to fail, and holds when all hold. Outside the policy's period or region nothing
  // matches. A value that is not of the condition's type fails it. `facts` as in zhuqi/classify/facts.hpp.
  Match match(const Facts& facts, Date date) const;

  // What a match by branch `branch` is worth to an enterprise with these facts.
  std::optional<std::int64_t> amount_fen(std::size_t branch, const Facts& facts) const;

  struct Compiled;  // private to the library
  const Compiled& compiled() const { return *compiled_; }

 private:
  std::shared_ptr<const Compiled> compiled_;
};

}  // namespace zhuqi
