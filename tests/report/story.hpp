// A ledger in memory, for the tests of the report: events as the desk writes them, in one global order.
#pragma once

#include <string>
#include <vector>

#include <zhuqi/report/build.hpp>

#include "casework/json.hpp"
#include "outreach/documents.hpp"

namespace zhuqi {

inline Instant day(int days, int hours = 0) {
  return parse_instant("2026-03-02T00:00:00Z") + std::chrono::hours(24 * days + hours);
}

inline ClockPlan clock_plan(const char* name, Instant start, std::optional<Instant> due) {
  ClockPlan plan;
  plan.name = name;
  plan.start = start;
  plan.due = due;
  return plan;
}

class Story {
 public:
  void tell(const std::string& need, const CaseEvent& event, Instant at) {
    std::string data, personal;
    const std::string kind(write_case_event(event, data, personal));
    add("need/" + need, kind, parse_json(data, "event"), at, personal);
  }

  // Registered at `at`, to be resolved in seven days.
  void registered(const std::string& need, Instant at, const char* item = "", const char* channel = "",
                  const char* region = "530102", const char* enterprise = "91530102MA6000016F") {
    NeedRegistered event;
    event.need = {EnterpriseId(enterprise), "缺流动资金", ServiceItemId(item), "", channel, "张三", "138"};
    event.region = region;
    event.urgency = "normal";
    event.resolve = clock_plan("resolve", at, at + std::chrono::hours(7 * 24));
    tell(need, event, at);
  }
  // To be signed in a day.
  void dispatched(const std::string& need, const char* lead, Instant at) {
    NeedDispatched event;
    event.lead = DepartmentId(lead);
    event.because = "routing row 1";
    event.sign = clock_plan("sign", at, at + std::chrono::hours(24));
    tell(need, event, at);
  }
  void reopened(const std::string& need, const char* cause, Instant at) {
    tell(need, NeedReopened{cause, clock_plan("resolve", at, at + std::chrono::hours(7 * 24))}, at);
  }
  void visited(const std::string& visit, const char* enterprise, int needs_found, Instant at) {
    Json data = to_json(VisitRecorded{{EnterpriseId(enterprise), OfficerId("o1"), "走访", "聊了一小时"}, needs_found});
    split_personal<VisitRecorded>(data);
    add("visit/" + visit, "visit.recorded", data, at);
  }
  void enterprise(const std::string& id, const char* region, Instant at) {
    add("enterprise/" + id, "enterprise.registered", {{"enterprise", {{"id", id}, {"name", "甲"}, {"region", region}}}},
        at);
  }
  void add(std::string stream, std::string kind, const Json& data, Instant at, std::string personal = {}) {
    Event event;
    event.seq = static_cast<std::int64_t>(events.size()) + 1;
    event.stream = std::move(stream);
    event.kind = std::move(kind);
    event.at = at;
    event.data = canonical(data);
    event.personal = std::move(personal);
    events.push_back(std::move(event));
  }

  Report report(Instant as_of, const ReportQuery& query = {}, ReportContext context = {}) const {
    ReportBuilder builder(as_of, query, std::move(context));
    for (const auto& event : events) builder.add(event);
    return builder.finish();
  }

  std::vector<Event> events;
};

inline const RateFigure& rate(const Report& report, const std::string& name) {
  for (const auto& figure : report.rates)
    if (figure.name == name) return figure;
  throw std::out_of_range(name);
}

inline ReportRow row(const std::vector<ReportRow>& rows, const std::string& id) {
  for (const auto& row : rows)
    if (row.id == id) return row;
  return {};
}

}  // namespace zhuqi
