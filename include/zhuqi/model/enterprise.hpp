// An enterprise as the desk knows it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <zhuqi/base/time.hpp>
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
  std::string address;                       // empty = not known
  std::optional<Date> founded;
  std::optional<Date> contact_verified;  // when somebody last reached the contact
  std::optional<Date> tier_from;         // the first day of its tier
  std::optional<Date> tier_until;        // the last day; a tier that has run out counts as none
  // Further whole numbers by names of the operator's choosing, for tables (facts.hpp): "score", "equity_2y_fen".
  std::map<std::string, std::int64_t> numbers;

  bool operator==(const Enterprise&) const = default;
};

// Something wrong with one of its fields.
struct FieldFault {
  std::string field;        // "region"
  std::string message;      // in plain words, without the value
  bool is_a_check = false;  // a check character of the credit code: some genuine codes fail it
};

// All that is wrong; empty if it can be registered.
std::vector<FieldFault> faults(const Enterprise& enterprise);

// The enterprise as it counts on a day: without a tier that has not begun or has run out.
Enterprise on_day(Enterprise enterprise, Date day);

// True if nobody reached the contact within `fresh` days before `day`, or ever. Of an enterprise without a contact too.
bool is_contact_stale(const Enterprise& enterprise, Date day, std::int64_t fresh);

}  // namespace zhuqi
