#include <zhuqi/report/build.hpp>

#include "base/fields.hpp"
#include "report/context.hpp"
#include "report/query_document.hpp"

namespace zhuqi {

namespace {

constexpr std::size_t batch = 1000;  // events in memory at once

std::unique_ptr<Ledger> open_for_reading(const std::filesystem::path& database) {
  return open_sqlite(database, {.create = false});
}

}  // namespace

Report make_report(Reader& ledger, Instant as_of, const ReportQuery& query) {
  ReportBuilder builder(as_of, query, context_in_force(ledger, as_of));
  std::int64_t after = 0;
  for (;;) {
    const auto events = ledger.read_all(after, batch);
    if (events.empty()) return builder.finish();
    for (const auto& event : events) builder.add(event);
    after = events.back().seq;
  }
}

Report make_report(Ledger& ledger, Instant as_of, const ReportQuery& query) {
  return ledger.read([&](Reader& reader) { return make_report(reader, as_of, query); });
}

Report make_report(const std::filesystem::path& database, Instant as_of, const ReportQuery& query) {
  return make_report(*open_for_reading(database), as_of, query);
}

namespace {

Report asked_report(Ledger& ledger, std::string_view query) {
  const auto asked = from_json<AskedReport>(parse_json(query, "report query"));
  return make_report(ledger, asked.as_of, asked.query());
}

}  // namespace

std::string report_document(Ledger& ledger, std::string_view query) {
  return to_json_text(asked_report(ledger, query));
}

std::string report_document(const std::filesystem::path& database, std::string_view query) {
  return report_document(*open_for_reading(database), query);
}

std::string report_text(const std::filesystem::path& database, std::string_view query) {
  return to_text(asked_report(*open_for_reading(database), query));
}

}  // namespace zhuqi
