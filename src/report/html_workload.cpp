// Who has how much in hand.
#include <algorithm>

#include <fmt/format.h>

#include "report/html_sections.hpp"
#include "report/page.hpp"
#include "report/print.hpp"
#include "report/words.hpp"

namespace zhuqi::html {

using namespace page;

namespace {

std::vector<Cell> team_cells(Cell what, const TeamLoad& load) {
  const bool has_oldest = !load.oldest.empty();
  return {std::move(what),
          number(load.open),
          number(load.overdue),
          number(load.resolved),
          {has_oldest ? std::to_string(load.oldest_days) : "—", has_oldest ? std::to_string(load.oldest_days) : "-1"},
          text(has_oldest ? load.oldest.str() : "—")};
}

std::vector<page::Column> team_columns(const Phrase& what) {
  return {{what},
          {{"未了结", "open"}, true},
          {{"现超期", "overdue"}, true},
          {{"期内办结", "done in the period"}, true},
          {{"最久未了结(天)", "oldest open, days"}, true},
          {{"即", "which is"}}};
}

// Open needs as bars, a row for each role.
std::string role_bars(const Report& r) {
  std::vector<Bar> all;
  std::int64_t greatest = 1;
  for (const auto& role : r.roles) {
    all.push_back({both(team_words(role.id)), role.open,
                   fmt::format("<b>{}</b> <small>{}</small>", role.open,
                               both({fmt::format("超期 {}", role.overdue), fmt::format("{} overdue", role.overdue)})),
                   "b"});
    greatest = std::max(greatest, role.open);
  }
  return bars(all, greatest);
}

std::string roles_part(const Report& r) {
  std::vector<std::vector<Cell>> rows;
  for (const auto& role : r.roles) rows.push_back(team_cells(text(team_words(role.id)), role));
  return "<h3>" + both({"五员:未了结的需求", "The five roles: open needs"}) + "</h3>" + role_bars(r) +
         table("table-roles", team_columns({"角色", "role"}), rows);
}

std::string groups_part(const Report& r) {
  if (r.groups.empty()) return {};
  std::vector<std::vector<Cell>> rows;
  for (const auto& group : r.groups)
    rows.push_back(team_cells(
        group.id.empty() ? text(Phrase{"没有服务组", "no group"}) : text(called(group.name, group.id, "")), group));
  return "<br><h3>" + both({"服务组", "Service groups"}) + "</h3>" +
         table("table-groups", team_columns({"服务组", "group"}), rows);
}

std::string officers_part(const Report& r) {
  if (r.workload.empty()) return {};
  std::vector<std::vector<Cell>> rows;
  for (const auto& load : r.workload)
    rows.push_back({text(called(load.name, load.officer.str(), "")), text(role_words(load.role)), number(load.open),
                    number(load.overdue), number(load.resolved)});
  return "<details><summary>" +
         both({fmt::format("服务专员({} 人)", rows.size()), fmt::format("officers ({})", rows.size())}) + "</summary>" +
         table("table-workload",
               {{{"服务专员", "officer"}},
                {{"角色", "role"}},
                {{"未了结", "open"}, true},
                {{"现超期", "overdue"}, true},
                {{"期内办结", "done in the period"}, true}},
               rows) +
         "</details>";
}

std::string visits_part(const Report& r) {
  if (!r.visits) return {};
  return paragraph({fmt::format("走访 {} 次,其中 {} 次发现需求,共 {} 件。", r.visits->made, r.visits->with_needs,
                                r.visits->needs_found),
                    fmt::format("{} visits, {} of them found needs, {} in all.", r.visits->made, r.visits->with_needs,
                                r.visits->needs_found)},
                   "meta");
}

}  // namespace

std::string workload(const Report& r) {
  if (!has_workload(r)) return visits_part(r);
  return visits_part(r) + roles_part(r) + groups_part(r) + officers_part(r) +
         paragraph(
             {"未了结与超期按统计时点的全部需求计,不论何时登记;期内办结:办结在期内且现仍有效(不限期间则为全部)"
              "。角色按末次派单所需,服务组按登记之时。",
              "Open and overdue count all needs at the report's instant, whenever they were registered; done: "
              "resolved in the period, by a resolution that stands (of any time, if there is no period). A need counts "
              "with the role that its last dispatch asks for, and with the group of its registration."});
}

}  // namespace zhuqi::html
