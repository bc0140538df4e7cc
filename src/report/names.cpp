#include "report/names.hpp"

#include <optional>

#include <zhuqi/base/error.hpp>
#include <zhuqi/model/organisation.hpp>
#include <zhuqi/model/service_item.hpp>

#include "base/fields.hpp"

namespace zhuqi {

namespace {

// In force is the last document published that is effective by then.
std::optional<std::string> in_force(Reader& ledger, const std::string& kind, Instant at) {
  std::optional<std::string> hash;
  for (const auto& event : ledger.read_stream("published/" + kind)) {
    const auto data = parse_json(event.data, "event");
    if (from_json<Instant>(data.value("effective", Json()), "effective") <= at)
      hash = from_json<std::string>(data.value("hash", Json()), "hash");
  }
  return hash ? ledger.get_content(*hash) : std::nullopt;
}

}  // namespace

ReportNames names_in_force(Reader& ledger, Instant at) {
  ReportNames names;
  if (const auto text = in_force(ledger, "organisation", at))
    for (const auto& department : parse_organisation(*text, "organisation").departments)
      names.departments.emplace(department.id, department.name);
  if (const auto text = in_force(ledger, "services", at))
    for (const auto& item : parse_services(*text, "services")) names.service_items.emplace(item.id, item.name);
  return names;
}

}  // namespace zhuqi
