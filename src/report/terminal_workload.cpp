#include "base/display.hpp"
#include "report/terminal.hpp"
#include "report/words.hpp"

namespace zhuqi::terminal {

namespace {

constexpr std::size_t teams_shown = 10;  // a terminal is short: the groups with the most open needs

Cells team_head(const Voice& v, const std::string& what) {
  return {what, v.in("未了结", "open"), v.in("现超期", "overdue"), v.in("期内办结", "done"),
          v.in("最久(天)", "oldest, days")};
}

Cells team_row(const std::string& what, const TeamLoad& load) {
  return {what, number(load.open), number(load.overdue), number(load.resolved),
          load.oldest.empty() ? "—" : number(load.oldest_days)};
}

}  // namespace

std::string workload(const Report& r, const Voice& v) {
  if (!has_workload(r)) return {};
  Table roles{team_head(v, v.in("角色", "role"))};
  for (const auto& role : r.roles) roles.push_back(team_row(v.in(team_words(role.id)), role));
  Table groups{team_head(v, v.in("服务组", "group"))};
  for (const auto& group : r.groups) {
    if (groups.size() > teams_shown) break;
    groups.push_back(team_row(inert(called(group.name, group.id, v.in("没有服务组", "none"))), group));
  }
  std::string out = v.in("\n五员与服务组的负荷(全部未了结需求,不论何时登记)\n",
                         "\nWorkload of roles and groups (all open needs, whenever registered)\n") +
                    table(roles);
  if (groups.size() > 1) out += "\n" + table(groups);
  if (r.groups.size() > teams_shown)
    out += v.in("  另有 ", "  and ") + number(static_cast<std::int64_t>(r.groups.size() - teams_shown)) +
           v.in(" 个服务组。\n", " more groups.\n");
  return out;
}

}  // namespace zhuqi::terminal
