// Which tier of the ladder 创新型 → 专精特新 → 小巨人 an enterprise qualifies for, and what the next one still asks
// for, by a dated decision table.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <zhuqi/base/time.hpp>
#include <zhuqi/decision/table.hpp>
#include <zhuqi/model/enterprise.hpp>

namespace zhuqi {

// A condition of a way into a tier that does not hold, or of which nothing is known.
struct MissingCondition {
  std::string fact;    // "research_share"
  std::string test;    // as the table writes it: ">= 3%"
  std::string actual;  // as people read it, numbers cut after six decimals; empty = not known
  std::string text;    // for people: 研发费用占比 >= 3% (实际 0.021)

  bool operator==(const MissingCondition&) const = default;
};

// One way into a tier: a rule of the table.
struct WayIntoTier {
  std::string tier;
  std::string rule;                       // its id
  std::vector<MissingCondition> missing;  // in the order of the columns; empty: the enterprise qualifies

  bool operator==(const WayIntoTier&) const = default;
};

// How an enterprise stands on a day.
struct TierStanding {
  std::string recognised;  // the tier that it has, by its record; empty = none
  std::string qualifies;   // the highest tier into which a way is open; empty = none is known to be
  std::string next;        // the tier above the recognised one; empty: there is none, or the table does not know it
  std::vector<WayIntoTier> ways;  // into `next`, in force on that day; the fewest missing conditions first

  bool operator==(const TierStanding&) const = default;
};

// A table in which every rule is one way into the tier that its output `tier` names. Tiers stand in the order in which
// the table first names them, the lowest first. An input `day` (a date) says on which days a rule is in force; all
// others are facts (facts.hpp). Immutable, cheap to copy, usable from any number of threads at once.
class TierStandard {
 public:
  // Throws InvalidDocument with all findings: no output `tier`, a rule that names none, an input that is no plain name.
  explicit TierStandard(DecisionTable table);

  const std::vector<std::string>& tiers() const;

  // A condition on a fact that is not known is missing, with no actual value: it never says that the enterprise cannot.
  TierStanding standing(const Enterprise& enterprise, Date day) const;

  // The same by facts: of a tier that is recognised, and with further facts of the caller's own.
  TierStanding standing(Facts facts, std::string_view recognised, Date day) const;

 private:
  struct Compiled;
  std::shared_ptr<const Compiled> compiled_;
};

}  // namespace zhuqi
