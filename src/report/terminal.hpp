// The report for a terminal, in parts: each a heading and a table; empty where there is nothing to tell.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <zhuqi/report/report.hpp>

#include "report/print.hpp"

namespace zhuqi::terminal {

using Cells = std::vector<std::string>;
using Table = std::vector<Cells>;

inline std::string number(std::int64_t n) { return std::to_string(n); }

// Speaks one language.
struct Voice {
  Language language;

  std::string in(std::string_view zh, std::string_view en) const {
    return std::string(language == Language::chinese ? zh : en);
  }
  const std::string& in(const Phrase& phrase) const { return phrase.in(language); }
  std::string in_hours(std::int64_t seconds, std::int64_t count) const {
    return count == 0 ? "—" : hours(seconds, count) + in(" 小时", " h");
  }
};

std::string workload(const Report& report, const Voice& voice);
std::string trust(const Report& report, const Voice& voice);
std::string effect(const Report& report, const Voice& voice);  // and promised plans
std::string policies(const Report& report, const Voice& voice);
std::string population(const Report& report, const Voice& voice);

}  // namespace zhuqi::terminal
