// What is done with a table that a fuzzer found: it decides, and as DMN and as CSV it decides the same.
#pragma once

#include <cstdlib>
#include <string>

#include <zhuqi/base/finding.hpp>
#include <zhuqi/decision/check.hpp>
#include <zhuqi/decision/write.hpp>

namespace zhuqi {

inline void require(bool holds) {
  if (!holds) std::abort();
}

inline std::string told(const DecisionTable& table) {
  std::string text;
  for (const char* written : {"", "500", "企业贷款 ＶＡＴ", "530102", "2026-02-14"}) {
    Facts facts;
    for (const auto& input : table.inputs()) {
      const auto number = Value::number(written);
      const bool as_number = input.type == "number" && !number.is_null();
      if (*written != '\0') facts.insert_or_assign(input.name, as_number ? number : Value(written));
    }
    const auto outcome = table.decide(facts);
    text += outcome.error ? "error\n" : to_json_text(outcome.result) + "\n";
  }
  return text;
}

inline void use(const DecisionTable& table) {
  const auto meaning = told(table);
  std::string dmn, csv;
  try {
    dmn = write_dmn(table);
    csv = write_csv(table);
  } catch (const Refused& refused) {
    require(refused.code() == Code::unsupported || refused.code() == Code::too_large);
  }
  if (!dmn.empty()) require(told(DecisionTable::parse(dmn, "t.dmn", table.name())) == meaning);
  if (csv.empty()) return;
  const auto again = DecisionTable::parse(csv, "t.csv");
  require(told(again) == meaning);
  require(write_csv(again) == csv);
}

}  // namespace zhuqi
