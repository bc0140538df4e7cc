// Claims of policies at the desk: opening them, asking for them, and what a policy would bring.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <zhuqi/model/ids.hpp>
#include <zhuqi/policy/claim.hpp>

namespace zhuqi {

// 找政策: claims for enterprises that a policy fits. Those that are named, of which a verdict "unknown" is enough; or,
// if none is, every registered enterprise that matches and never had a claim of it: at most 2,000 in one command, the
// rest by the same command again under another key.
struct OpenClaims {
  PolicyId policy;
  std::vector<EnterpriseId> enterprises;
};

// All parts that are given must hold.
struct ClaimQuery {
  PolicyId policy;  // empty = any; likewise below
  EnterpriseId enterprise;
  std::optional<ClaimStage> stage;
  bool open_only = false;
  std::int64_t limit = 100;  // at most 10,000
};

// 试算: what a policy would bring if it were issued, for the registered enterprises. Money in fen.
struct PolicyPreview {
  // One condition that keeps enterprises out alone, and how many.
  struct Step {
    ConditionPlace place;
    std::string fact;
    std::string text;
    std::int64_t enterprises = 0;
    std::int64_t amount_fen = 0;  // that they would get if it were waived, where it can be told
    bool operator==(const Step&) const = default;
  };
  struct Group {
    std::string name;  // a region of the prefecture level; a size class; empty: not known
    std::int64_t matches = 0;
    std::int64_t amount_fen = 0;
    bool operator==(const Group&) const = default;
  };

  PolicyId policy;
  std::int64_t enterprises = 0, matches = 0, unknown = 0, one_short = 0;
  std::int64_t amount_fen = 0;      // of those matches whose worth can be told
  std::int64_t without_amount = 0;  // the others
  std::vector<Step> steps;          // the most enterprises first
  std::vector<Group> by_region, by_size;
  std::vector<EnterpriseId> examples;  // at most ten that match
  std::vector<EnterpriseId> almost;    // at most ten that are one step short

  bool operator==(const PolicyPreview&) const = default;
};

}  // namespace zhuqi
