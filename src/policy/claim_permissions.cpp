// Who may do what about a claim: one table, read by decide and printed in docs/policies.md.
#include <fmt/format.h>

#include <zhuqi/policy/claim.hpp>

namespace zhuqi {

const std::vector<ClaimPermission>& claim_permissions() {
  using enum ClaimStage;
  static const std::vector<ClaimStage> before_applying = {matched, delivered, read, interested};
  static const std::vector<ClaimStage> in_hand = {applied, accepted};
  static const std::vector<ClaimStage> undecided = {matched,  delivered,  read,     interested, applied,
                                                    accepted, incomplete, reviewed, publicised};
  static const std::vector<ClaimPermission> table = {
      {"deliver_claim", {"group", "issuer", "administrator", "host"}, {matched}},
      {"read_claim", {"enterprise", "host"}, {delivered}},
      {"express_interest", {"enterprise", "group", "host"}, {matched, delivered, read}},
      {"apply_claim", {"enterprise", "group", "host"}, before_applying},
      {"accept_claim", {"issuer", "administrator"}, {applied}},
      {"request_supplement", {"issuer", "administrator"}, in_hand},
      {"supplement_claim", {"enterprise", "group", "host"}, {incomplete}},
      {"review_claim", {"issuer", "administrator"}, {matched, delivered, read, accepted}},
      {"publicise_claim", {"issuer", "administrator", "host"}, {reviewed}},
      {"pay_claim", {"issuer", "administrator", "host"}, {reviewed, publicised}},
      {"rate_claim", {"enterprise"}, {paid}},
      {"reject_claim", {"issuer", "administrator"}, undecided},
      {"withdraw_claim", {"enterprise"}, undecided},
      {"recover_claim", {"issuer", "administrator"}, {paid, rated}},
  };
  return table;
}

std::string claim_permissions_markdown() {
  std::string text = "| command | who | in which stages |\n|---|---|---|\n";
  for (const auto& row : claim_permissions()) {
    std::string who, when;
    for (const auto relation : row.relations) who += fmt::format("{}{}", who.empty() ? "" : ", ", relation);
    for (const auto stage : row.stages)
      when += fmt::format("{}{} {}", when.empty() ? "" : ", ", name(stage), title(stage));
    text += fmt::format("| `{}` | {} | {} |\n", row.command, who, when);
  }
  return text;
}

}  // namespace zhuqi
