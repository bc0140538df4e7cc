#include <array>

#include <zhuqi/interchange/documents.hpp>

#include "base/json.hpp"

namespace zhuqi {

namespace {

Json to_json(const Finding& finding) {
  constexpr std::array severities{"error", "warning", "note"};
  Json json{{"severity", severities.at(static_cast<std::size_t>(finding.severity))}, {"message", finding.message}};
  if (!finding.file.empty()) json["file"] = finding.file;
  if (finding.row > 0) json["row"] = finding.row;
  if (finding.column > 0) json["column"] = finding.column;
  if (!finding.value.empty()) json["value"] = finding.value;
  if (!finding.expected.empty()) json["expected"] = finding.expected;
  return json;
}

Json to_json(const Findings& findings) {
  Json json = Json::array();
  for (const Finding& finding : findings) json.push_back(to_json(finding));
  return json;
}

std::string text(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace

std::string to_json_text(const Findings& findings) { return text(to_json(findings)); }

std::string to_json_text(const Refused& refused) {
  Json json{{"code", name(refused.code())}, {"message", refused.what()}};
  if (!refused.where().empty()) json["where"] = refused.where();
  if (const auto* invalid = dynamic_cast<const InvalidDocument*>(&refused))
    json["findings"] = to_json(invalid->findings());
  return text(json);
}

}  // namespace zhuqi
