// Trust, effect, promises, policies and the population, short enough for a terminal.
#include <algorithm>

#include <fmt/format.h>

#include "base/display.hpp"
#include "report/terminal.hpp"

namespace zhuqi::terminal {

namespace {

constexpr std::size_t policies_shown = 10, shares_shown = 6;

std::string and_more(std::size_t all, std::size_t shown, const Voice& v) {
  if (all <= shown) return {};
  return v.in("  另有 ", "  and ") + std::to_string(all - shown) +
         v.in(" 项,见网页或 CSV。\n", " more: see the page.\n");
}

// Ten thousand yuan, cut to hundredths.
std::string in_wan(std::int64_t fen) {
  const std::int64_t cents = fen / 10'000;
  return fmt::format("{}{}.{:02}", cents < 0 ? "-" : "", std::abs(cents) / 100, std::abs(cents) % 100);
}

std::string shares_table(const std::string& title, const std::vector<PopulationRow>& rows, std::int64_t all,
                         const Voice& v) {
  Table table_rows{{title, v.in("家", "enterprises"), v.in("占比", "share")}};
  for (const auto& row : rows) {
    if (table_rows.size() > shares_shown) break;
    table_rows.push_back({row.name.empty() ? v.in("无或不明", "none or unknown") : inert(row.name),
                          number(row.enterprises), percent(row.enterprises, all)});
  }
  return "\n" + table(table_rows) + and_more(rows.size(), shares_shown, v);
}

}  // namespace

std::string trust(const Report& r, const Voice& v) {
  const auto& t = r.trust;
  const std::int64_t asked =
      t.solved_satisfied + t.solved_unsatisfied + t.unsolved_satisfied + t.unsolved_unsatisfied + t.silent;
  if (asked == 0) return {};
  return v.in("\n信任票(解决与满意是两个问题)\n", "\nThe vote of trust (solved and satisfied are two questions)\n") +
         table({{v.in("企业是否确认解决", "solved, says the enterprise"), v.in("满意", "satisfied"),
                 v.in("不够满意", "not satisfied")},
                {v.in("已确认", "confirmed"), number(t.solved_satisfied), number(t.solved_unsatisfied)},
                {v.in("未确认", "not confirmed"), number(t.unsolved_satisfied), number(t.unsolved_unsatisfied)}}) +
         v.in("  已征询而未评价,两者都不计: ", "  asked, without a vote, counted as neither: ") + number(t.silent) +
         "\n";
}

std::string effect(const Report& r, const Voice& v) {
  std::string out;
  if (!r.effects.empty()) {
    Table rows{{v.in("成效", "effect"), v.in("单位", "unit"), v.in("部门所称", "claimed"),
                v.in("企业确认", "confirmed"), v.in("回访仍在", "lasting")}};
    for (const auto& e : r.effects)
      rows.push_back({inert(e.kind), inert(e.unit), number(e.claimed), number(e.confirmed), number(e.lasting)});
    out += v.in("\n实效\n", "\nWhat it brought\n") + table(rows, 2);
  }
  const auto& p = r.promises;
  if (p.made > 0)
    out += v.in("\n承诺计划\n", "\nPromised plans\n") +
           table({{v.in("情形", "what"), v.in("件", "needs")},
                  {v.in("作出", "made"), number(p.made)},
                  {v.in("已到期", "fell due"), number(p.fell_due)},
                  {v.in("其中兑现", "of these, kept"), number(p.kept)},
                  {v.in("其中未兑现", "of these, not kept"), number(p.not_kept)},
                  {v.in("其中尚未复核", "of these, not checked yet"), number(p.unchecked)}});
  return out;
}

std::string policies(const Report& r, const Voice& v) {
  if (r.policies.empty()) return {};
  auto most_first = r.policies;
  std::stable_sort(most_first.begin(), most_first.end(),
                   [](const auto& a, const auto& b) { return a.matched > b.matched; });
  Table rows{{v.in("政策", "policy"), v.in("匹配", "matched"), v.in("送达", "delivered"), v.in("申报", "applied"),
              v.in("拨付", "paid"), v.in("净额(万元)", "10,000 yuan"), v.in("不符合", "turned down"),
              v.in("过期", "expired")}};
  const auto line = [&rows](std::string what, const PolicyFigures& p) {
    rows.push_back({std::move(what), number(p.matched), number(p.delivered), number(p.applied), number(p.paid),
                    in_wan(p.paid_fen - p.recovered_fen), number(p.turned_down), number(p.expired)});
  };
  PolicyFigures sum;
  std::int64_t unused = 0;
  std::size_t used = 0;
  for (const auto& p : most_first) {
    if (p.matched == 0) ++unused;
    if (p.matched > 0 && ++used <= policies_shown) line(inert(called(p.title, p.policy.str(), "")), p);
    for (const auto member : {&PolicyFigures::matched, &PolicyFigures::delivered, &PolicyFigures::applied,
                              &PolicyFigures::paid, &PolicyFigures::paid_fen, &PolicyFigures::recovered_fen,
                              &PolicyFigures::turned_down, &PolicyFigures::expired})
      sum.*member += p.*member;
  }
  line(v.in("合计", "all"), sum);
  return v.in("\n政策\n", "\nPolicies\n") + table(rows) + and_more(used, policies_shown, v) +
         v.in("  没有企业匹配到的政策: ", "  policies that nobody was matched with: ") + number(unused) + "\n";
}

std::string population(const Report& r, const Voice& v) {
  if (!r.population || r.population->enterprises == 0) return {};
  const auto& p = *r.population;
  return v.in("\n企业群体\n", "\nEnterprises\n") +
         table({{v.in("指标", "what"), v.in("数", "count"), v.in("占比", "share")},
                {v.in("数量", "number"), number(p.enterprises), ""},
                {v.in("活力(期内有往来)", "vitality (active in the period)"), number(p.active),
                 percent(p.active, p.enterprises)},
                {v.in("成长(可比者中增长)", "growth (of those that can be compared)"), number(p.grown),
                 percent(p.grown, p.compared)},
                {v.in("梯度晋升", "rose in tier"), number(p.risen), ""}}) +
         shares_table(v.in("规模", "size"), p.sizes, p.enterprises, v) +
         shares_table(v.in("梯度", "tier"), p.tiers, p.enterprises, v) +
         shares_table(v.in("行业门类", "section of industry"), p.industries, p.enterprises, v);
}

}  // namespace zhuqi::terminal
