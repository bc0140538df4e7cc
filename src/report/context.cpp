#include "report/context.hpp"

#include <algorithm>
#include <optional>

#include <zhuqi/base/error.hpp>
#include <zhuqi/model/organisation.hpp>
#include <zhuqi/model/service_item.hpp>

#include "base/fields.hpp"
#include "model/documents.hpp"

namespace zhuqi {

namespace {

struct Published {
  Instant effective;
  std::string content;
};

// What was published of a kind and is effective by `at`, in the order in which it came into force.
std::vector<Published> published(Reader& ledger, const std::string& kind, Instant at) {
  std::vector<Published> all;
  for (const auto& event : ledger.read_stream("published/" + kind)) {
    const auto data = parse_json(event.data, "event");
    const auto effective = from_json<Instant>(data.value("effective", Json()), "effective");
    if (event.at > at || effective > at) continue;
    if (auto content = ledger.get_content(from_json<std::string>(data.value("hash", Json()), "hash")))
      all.push_back({effective, *std::move(content)});
  }
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.effective < b.effective; });
  return all;
}

void name_people(const Organisation& organisation, ReportContext& context) {
  for (const auto& department : organisation.departments) context.departments.emplace(department.id, department.name);
  for (const auto& officer : organisation.officers)
    context.officers.emplace(officer.id, ReportContext::Officer{officer.name, detail::Codec<Role>::text(officer.role)});
  for (const auto& group : organisation.groups)
    context.groups.emplace(group.id, ReportContext::Group{group.name, group.region});
}

// Each standard holds until the day before the next one's.
std::vector<SizeTable> sizes_of(const std::vector<Published>& standards, const ReportContext& context) {
  using namespace std::chrono;
  std::vector<SizeTable> sizes;
  for (const auto& standard : standards) {
    const Date from = context.date_of(standard.effective);
    if (!sizes.empty()) sizes.back().until = Date(sys_days(from) - days(1));
    const bool dmn = standard.content.find('<') < standard.content.find(',');
    sizes.push_back(
        {DecisionTable::parse(standard.content, dmn ? "size.dmn" : "size.csv"), from, year(9999) / 12 / 31});
  }
  if (!sizes.empty()) sizes.front().from = year(1) / 1 / 1;  // what came before the first is judged by it
  return sizes;
}

}  // namespace

ReportContext context_in_force(Reader& ledger, Instant at) {
  ReportContext context;
  if (const auto all = published(ledger, "organisation", at); !all.empty())
    name_people(parse_organisation(all.back().content, "organisation"), context);
  if (const auto all = published(ledger, "services", at); !all.empty())
    for (const auto& item : parse_services(all.back().content, "services"))
      context.service_items.emplace(item.id, item.name);
  if (const auto all = published(ledger, "calendar", at); !all.empty())
    context.calendar = Calendar::parse(all.back().content, "calendar");
  context.sizes = sizes_of(published(ledger, "size", at), context);
  return context;
}

}  // namespace zhuqi
