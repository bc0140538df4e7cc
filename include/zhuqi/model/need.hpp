// A need of an enterprise, as it was said. What became of it is a Case (zhuqi/casework/case.hpp).
#pragma once

#include <string>

#include <zhuqi/model/ids.hpp>

namespace zhuqi {

struct Need {
  EnterpriseId enterprise;
  std::string text;            // personal: what the enterprise said, UTF-8, 1 to 10,000 characters
  ServiceItemId service_item;  // empty = not known
  std::string source;          // where it was found: "visit V-000012", "hotline 2026-0815"
  std::string channel;         // visit, survey, call, portal, ...; free
  std::string contact_name;    // personal
  std::string contact_phone;   // personal

  bool operator==(const Need&) const = default;
};

}  // namespace zhuqi
