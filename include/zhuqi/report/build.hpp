// From the ledger's events to a report. Nothing else is read: no projection, no clock; personal data only
// if the query asks for written reasons.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <zhuqi/base/time.hpp>
#include <zhuqi/calendar/calendar.hpp>
#include <zhuqi/classify/size.hpp>
#include <zhuqi/model/ids.hpp>
#include <zhuqi/report/report.hpp>
#include <zhuqi/store/ledger.hpp>

namespace zhuqi {

// What the documents in force say: how things are called, the calendar by which working time counts, and the size
// standards. Whatever is absent leaves its figures out, and says so.
struct ReportContext {
  struct Officer {
    std::string name;
    std::string role;
  };
  std::map<DepartmentId, std::string> departments;
  std::map<ServiceItemId, std::string> service_items;
  struct Group {
    std::string name;
    std::string region;
  };
  std::map<OfficerId, Officer> officers;
  std::map<GroupId, Group> groups;
  std::optional<Calendar> calendar;
  std::vector<SizeTable> sizes;

  // Of the calendar's zone; in UTC without one.
  Date date_of(Instant at) const;
};

// Folds events, given in the ledger's order, into a report. What happened after `as_of` does not count, whenever it
// was recorded; deadlines are judged at `as_of`, whether or not a tick has recorded their breach. Memory: a small
// record for each need, and for each version of an enterprise what fairness and the population ask. One thread at a
// time.
class ReportBuilder {
 public:
  // Throws Refused(invalid_argument) if the query's period is reversed or its region is no code.
  explicit ReportBuilder(Instant as_of, ReportQuery query = {}, ReportContext context = {});
  ReportBuilder(ReportBuilder&&) noexcept;
  ReportBuilder& operator=(ReportBuilder&&) noexcept;
  ~ReportBuilder();

  // Throws Refused(corrupt) if the event is of a need, a visit or an enterprise and cannot be read.
  void add(const Event& event);

  Report finish() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Reads the ledger in batches, on one snapshot, with the documents in force at `as_of`.
Report make_report(Reader& ledger, Instant as_of, const ReportQuery& query = {});
Report make_report(Ledger& ledger, Instant as_of, const ReportQuery& query = {});

// Opens the database only for this. Refused as open_sqlite does; not_found if it does not exist.
Report make_report(const std::filesystem::path& database, Instant as_of, const ReportQuery& query = {});

// The document form: {"as_of": "2026-05-31T16:00:00Z", "from": …, "until": …, "region": "530100", "department": …}, all
// but as_of optional, to the canonical JSON of the report. Throws Refused(invalid_argument, invalid_document) naming
// the field.
std::string report_document(Ledger& ledger, std::string_view query);
std::string report_document(const std::filesystem::path& database, std::string_view query);

// The same question, answered as text for a terminal.
std::string report_text(const std::filesystem::path& database, std::string_view query);

}  // namespace zhuqi
