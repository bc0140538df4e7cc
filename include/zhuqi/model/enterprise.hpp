// An enterprise as the desk knows it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <zhuqi/model/ids.hpp>

namespace zhuqi {

// Facts that are not known are absent, never zero: matching a policy tells "no" from "not known".
struct Enterprise {
  EnterpriseId id;  // unified social credit code
  std::string name;
  std::string region;                        // GB/T 2260 code of the address, not of the registering authority
  std::string industry;                      // GB/T 4754-2017, "C2710"; empty = not known
  std::optional<std::int64_t> staff;         // persons
  std::optional<std::int64_t> revenue_fen;   // last year's, in fen (1/100 yuan)
  std::optional<std::int64_t> assets_fen;    // total, in fen
  std::optional<std::int64_t> research_fen;  // last year's research and development, in fen
  std::string tier;                          // 创新型, 专精特新, 小巨人; empty = none
  GroupId group;                             // its service group; empty = as the organisation says
  std::string building;                      // where it sits, by the operator's name for it; empty = none
  std::vector<std::string> tags;             // free words, for tables and policies
  std::string contact_name;                  // personal
  std::string contact_phone;                 // personal

  bool operator==(const Enterprise&) const = default;
};

// What is wrong with it, in plain words, one string each; empty if it can be registered. The credit code's checks are
// included.
std::vector<std::string> faults(const Enterprise& enterprise);

}  // namespace zhuqi
