// What a report keeps of claims: little, and nothing personal.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <unordered_map>

#include <zhuqi/policy/claim_event.hpp>
#include <zhuqi/report/report.hpp>

namespace zhuqi {

struct ClaimRecord {
  PolicyId policy;
  std::string title;
  EnterpriseId enterprise;
  Instant matched{};
  std::optional<Instant> paid;
  std::int64_t paid_fen = 0, recovered_fen = 0;
  bool is_automatic = false;
  bool was_delivered = false, was_read = false, was_applied = false;
  bool turned_down = false, for_form = false, expired = false, withdrawn = false;

  void apply(const ClaimEvent& event, Instant at);

  bool has_ended() const { return paid || turned_down || expired || withdrawn; }
};

class ClaimBook {
 public:
  // A claim begins here if it is `counted`; else its later events are none of this report's.
  void add(const std::string& stream, const ClaimEvent& event, Instant at, bool counted);
  // A policy that there is, also if nobody is matched with it.
  void publish(const PolicyId& policy) { policies_.insert(policy); }
  void count(Report& report) const;

 private:
  std::unordered_map<std::string, ClaimRecord> claims_;
  std::set<PolicyId> policies_;
};

}  // namespace zhuqi
