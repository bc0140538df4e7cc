// What the checks of an organisation gather.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <zhuqi/base/finding.hpp>
#include <zhuqi/model/organisation.hpp>

#include "base/text.hpp"

namespace zhuqi {

class OrganisationFindings {
 public:
  explicit OrganisationFindings(std::string_view file) : file_(file) {}

  void add(std::string message, std::string_view value, std::string expected,
           Finding::Severity severity = Finding::Severity::error) {
    Finding finding;
    finding.severity = severity;
    finding.file = file_;
    finding.value = cut(value, 200);
    finding.message = std::move(message);
    finding.expected = std::move(expected);
    findings_.push_back(std::move(finding));
  }

  // `where` is the place of the region: "departments[3].region".
  bool check_region(const std::string& where, const std::string& region);

  Findings take() { return std::move(findings_); }

 private:
  std::string_view file_;
  Findings findings_;
};

// Officers by themselves: department, area, capacity, leave, stand-ins.
void check_officers(const Organisation& organisation, OrganisationFindings& findings);

// Service groups: posts, and whom they serve.
void check_groups(const Organisation& organisation, OrganisationFindings& findings);

// Regions that no group serves.
void check_served(const Organisation& organisation, OrganisationFindings& findings);

}  // namespace zhuqi
