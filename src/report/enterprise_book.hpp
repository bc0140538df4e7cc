// What a report keeps of enterprises: the facts by which they are grouped, version by version, and nothing personal.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <zhuqi/model/enterprise.hpp>
#include <zhuqi/report/build.hpp>

namespace zhuqi {

// As an enterprise was from `at` on.
struct EnterpriseFacts {
  Instant at{};
  std::string industry, region, tier;
  std::optional<std::int64_t> staff, revenue_fen, assets_fen;
  std::optional<Date> tier_from, tier_until;
  std::optional<bool> is_private;  // of its tags; absent if none of them says
  bool is_remote = false;

  explicit EnterpriseFacts(const Enterprise& enterprise, Instant at);
};

// What fairness looks at; absent: not known.
struct Belonging {
  std::optional<bool> small, private_, remote, remote_micro;
};

// By the size standard in force on that day; empty: not known.
std::string size_on(const EnterpriseFacts& facts, Date day, const ReportContext& context);

class EnterpriseBook {
 public:
  void know(const Enterprise& enterprise, Instant at);
  void be_active(const EnterpriseId& enterprise);

  // Which groups a need belongs to that was registered at `at`: by the facts of then and the size standard in force on
  // that day. Nothing is known of an enterprise before it was registered.
  Belonging belonging(const EnterpriseId& enterprise, Instant at, const ReportContext& context) const;

  // The population at the report's instant: by the facts, the standard and the tiers of that day.
  void count(const std::string& region_prefix, const ReportContext& context, Report& report) const;

 private:
  // In the order of `at`, and of the ledger where that is the same; never empty.
  struct Resident {
    std::vector<EnterpriseFacts> versions;
    bool active = false;
  };

  std::unordered_map<EnterpriseId, Resident> residents_;
};

}  // namespace zhuqi
