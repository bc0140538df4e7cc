// The service list: what an office offers to enterprises. Data, published by the operator; data/services.csv is
// a default that ships.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <zhuqi/model/ids.hpp>

namespace zhuqi {

struct ServiceItem {
  ServiceItemId id;
  std::string name;         // 融资对接
  std::string description;  // one line

  bool operator==(const ServiceItem&) const = default;
};

// Reads a CSV with the columns id, name, description. Throws InvalidDocument with all findings.
std::vector<ServiceItem> parse_services(std::string_view csv, std::string_view file);

}  // namespace zhuqi
