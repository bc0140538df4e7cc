#include "report/figures.hpp"

#include <algorithm>
#include <array>

namespace zhuqi {

namespace {

void count_totals(const NeedRecord& need, Report& report) {
  ++report.found;
  report.dispatched += need.first_dispatch ? 1 : 0;
  report.signed_ += need.first_signature ? 1 : 0;
  report.resolved += need.is_resolved() ? 1 : 0;
  report.confirmed += need.is_confirmed() ? 1 : 0;
  ++(need.is_open() ? report.open : report.closed);
  ++report.stages[std::string(name(need.stage))];
  report.overdue += need.resolve.is_over(report.as_of) ? 1 : 0;
  report.breached += need.resolve.judged(report.as_of).late > 0 ? 1 : 0;
  report.sign_breaches += need.sign.judged(report.as_of).late;
  report.returns += static_cast<std::int64_t>(need.returned_by.size());
  report.reopened += need.reopened > 0 ? 1 : 0;
  ++report.votes[need.vote == 0 ? "none" : std::to_string(need.vote)];
}

void count_into(ReportRow& row, const NeedRecord& need, Instant as_of) {
  ++row.found;
  row.open += need.is_open() ? 1 : 0;
  row.resolved += need.is_resolved() ? 1 : 0;
  row.confirmed += need.is_confirmed() ? 1 : 0;
  row.overdue += need.resolve.is_over(as_of) ? 1 : 0;
}

// The rows of a table by id; names are looked up where there are any.
class Rows {
 public:
  ReportRow& operator[](const std::string& id) { return rows_[id]; }

  template <class NameOf>
  std::vector<ReportRow> sorted(const NameOf& name_of) const {
    std::vector<ReportRow> rows;
    for (const auto& [id, counts] : rows_) {
      rows.push_back(counts);
      rows.back().id = id;
      rows.back().name = name_of(id);
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [](const ReportRow& a, const ReportRow& b) { return a.found > b.found; });
    return rows;
  }

 private:
  std::map<std::string, ReportRow> rows_;
};

template <class Id>
std::string name_in(const std::map<Id, std::string>& names, const Id& id) {
  const auto found = names.find(id);
  return found == names.end() ? std::string() : found->second;
}

void count_tables(const Needs& needs, const ReportContext& context, Report& report) {
  Rows channels;
  Rows departments;
  Rows service_items;
  for (const auto* need : needs) {
    const auto returns = static_cast<std::int64_t>(need->returned_by.size());
    for (const auto& [rows, id] : {std::pair(&channels, need->channel), {&service_items, need->service_item.str()}}) {
      auto& row = (*rows)[id];
      count_into(row, *need, report.as_of);
      row.returns += returns;
    }
    count_into(departments[need->lead.str()], *need, report.as_of);
    for (const auto& department : need->returned_by) ++departments[department.str()].returns;
  }
  report.channels = channels.sorted([](const std::string&) { return std::string(); });
  report.departments =
      departments.sorted([&](const std::string& id) { return name_in(context.departments, DepartmentId(id)); });
  report.service_items =
      service_items.sorted([&](const std::string& id) { return name_in(context.service_items, ServiceItemId(id)); });
}

void list_oldest(const Needs& needs, const ReportContext& context, Report& report) {
  Needs open;
  std::copy_if(needs.begin(), needs.end(), std::back_inserter(open), [](const auto* need) { return need->is_open(); });
  const auto shown = std::min(oldest_shown, open.size());
  std::partial_sort(open.begin(), open.begin() + static_cast<std::ptrdiff_t>(shown), open.end(),
                    [](const auto* a, const auto* b) {
                      return std::pair(a->registered, a->order) < std::pair(b->registered, b->order);
                    });
  open.resize(shown);
  for (const auto* need : open)
    report.oldest.push_back({need->id, need->enterprise, need->lead, name_in(context.departments, need->lead),
                             std::string(name(need->stage)),
                             std::chrono::floor<std::chrono::days>(report.as_of - need->registered).count(),
                             need->resolve.is_over(report.as_of)});
}

}  // namespace

Date ReportContext::date_of(Instant at) const {
  return calendar ? calendar->date_of(at) : Date(std::chrono::floor<std::chrono::days>(at));
}

namespace {

void name_departments(const ReportContext& context, Report& report) {
  const auto name = [&](const DepartmentId& id) {
    if (const auto found = context.departments.find(id); found != context.departments.end())
      report.names.insert(*found);
  };
  for (const auto& time : report.stage_times) name(time.department);
  for (const auto& reason : report.reasons) name(reason.department);
  for (const auto& trip : report.circles)
    for (const auto& department : trip.circle) name(department);
}

}  // namespace

void count_needs(const Needs& needs, const ReportContext& context, Report& report) {
  for (const Stage stage : all_stages()) report.stages[std::string(name(stage))] = 0;
  for (const char* vote : {"1", "2", "3", "4", "5", "none"}) report.votes[vote] = 0;
  for (const auto* need : needs) count_totals(*need, report);
  count_tables(needs, context, report);
  list_oldest(needs, context, report);
  report.rates = rates_of(needs, report.as_of);
  measure_times(needs, context, report);
  count_doors(needs, context, report);
  name_departments(context, report);
}

}  // namespace zhuqi
