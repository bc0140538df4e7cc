// Where doors stay closed, and what enterprises think of it.
#include <algorithm>

#include <fmt/format.h>

#include "report/html_sections.hpp"
#include "report/page.hpp"
#include "report/print.hpp"
#include "report/words.hpp"

namespace zhuqi::html {

using namespace page;

std::string department(const Report& report, const DepartmentId& id) {
  const auto found = report.names.find(id);
  return found == report.names.end() ? id.str() : found->second;
}

std::string doors(const Report& r) {
  std::vector<std::string> all;
  std::string notes;
  for (const auto& door : r.doors) {
    all.push_back(card(door.title, percent(door.numerator, door.denominator),
                       fmt::format("{} / {}", door.numerator, door.denominator), "door-" + door.name));
    std::string left;
    for (const auto& excluded : door.excluded)
      if (excluded.count > 0) left += fmt::format(" · {} {}", excluded.count, both(excluded.reason));
    notes += fmt::format("<p class=\"note\"><b>{}</b> {}{}</p>\n", both(door.title), both(door.formula), left);
  }
  all.push_back(card({"办结到确认", "From resolved to confirmed"},
                     hours(r.to_confirm.median_seconds, r.to_confirm.count) + " " + both({"小时", "h"}),
                     both({fmt::format("中位数,{} 件;九成不超过 {} 小时", r.to_confirm.count,
                                       hours(r.to_confirm.p90_seconds, r.to_confirm.count)),
                           fmt::format("median of {}; nine in ten within {} h", r.to_confirm.count,
                                       hours(r.to_confirm.p90_seconds, r.to_confirm.count))})));
  std::vector<std::vector<Cell>> rows;
  for (const auto& circle : r.circles) {
    std::string way;
    for (const auto& holder : circle.circle) way += (way.empty() ? "" : " → ") + department(r, holder);
    rows.push_back({text(way), number(circle.needs)});
  }
  std::string circles;
  if (!rows.empty()) circles = table("table-circles", {{{"转了一圈", "went round"}}, {{"次", "times"}, true}}, rows);
  return cards(all) + notes + circles;
}

std::string trust(const Report& r) {
  std::vector<Bar> votes;
  for (const char* vote : {"5", "4", "3", "2", "1", "none"}) {
    const auto found = r.votes.find(vote);
    const std::int64_t n = found == r.votes.end() ? 0 : found->second;
    const auto tone = *vote == 'n' ? "b" : *vote >= '4' ? "g" : *vote == '3' ? "y" : "r";
    votes.push_back({both(vote_words(vote)), n, std::to_string(n), tone});
  }

  const auto& t = r.trust;
  const std::vector<std::vector<Cell>> rows = {
      {text(Phrase{"企业确认已解决", "confirmed as solved"}), number(t.solved_satisfied), number(t.solved_unsatisfied)},
      {text(Phrase{"未确认已解决", "not confirmed"}), number(t.unsolved_satisfied), number(t.unsolved_unsatisfied)}};
  std::int64_t greatest = 1;
  for (const auto& bar : votes) greatest = std::max(greatest, bar.value);
  return "<div class=\"split\"><div>" + bars(votes, greatest) + "</div><div>" +
         table("table-trust",
               {{{"解决与满意是两个问题", "solved and satisfied are two questions"}},
                {{"满意", "satisfied"}, true},
                {{"不够满意", "not satisfied"}, true}},
               rows) +
         paragraph({fmt::format("另有 {} 件已征询而未评价,两者都不计。", t.silent),
                    fmt::format("{} more were asked and gave no vote: counted as neither.", t.silent)}) +
         "</div></div>\n";
}

std::string effect(const Report& r) {
  std::vector<std::vector<Cell>> rows;
  const auto amount = [](std::int64_t n, std::int64_t sum) {
    return Cell{fmt::format("<b>{}</b> <small>({})</small>", sum, n), std::to_string(sum)};
  };
  for (const auto& e : r.effects)
    rows.push_back({text(e.kind), text(e.unit), amount(e.claimed_needs, e.claimed),
                    amount(e.confirmed_needs, e.confirmed), amount(e.lasting_needs, e.lasting)});
  std::string out;
  if (!rows.empty())
    out += table("table-effect",
                 {{{"成效", "effect"}},
                  {{"单位", "unit"}},
                  {{"部门所称(件)", "claimed (needs)"}, true},
                  {{"企业确认(件)", "confirmed (needs)"}, true},
                  {{"回访仍在(件)", "lasting (needs)"}, true}},
                 rows);
  const auto& p = r.promises;
  if (p.made > 0)
    out += paragraph({fmt::format("承诺计划 {} 件,已到期 {} 件:兑现 {},未兑现 {},尚未复核 {}。", p.made, p.fell_due,
                                  p.kept, p.not_kept, p.unchecked),
                      fmt::format("{} promised plans, {} fell due: {} kept, {} not kept, {} not checked yet.", p.made,
                                  p.fell_due, p.kept, p.not_kept, p.unchecked)},
                     "meta");
  return out;
}

std::string times(const Report& r) {
  std::vector<Range> all;
  std::vector<std::vector<Cell>> rows;
  std::int64_t unknown = 0;
  for (const auto& time : r.stage_times) {
    const auto& d = time.worked;
    if (time.department.empty()) {
      unknown += time.unknown;
      all.push_back({both(part_words(time.stage)), d.median_seconds, d.p90_seconds,
                     fmt::format("<b>{}</b> – {} {} <small>({})</small>", hours(d.median_seconds, d.count),
                                 hours(d.p90_seconds, d.count), both({"工时", "h"}), d.count)});
    } else {
      rows.push_back({text(department(r, time.department)), text(part_words(time.stage)), number(d.count),
                      page::time(d.median_seconds, d.count), page::time(d.p90_seconds, d.count)});
    }
  }
  if (all.empty()) return {};
  std::string out =
      paragraph({"工作时间(按工作日历,小时):条为中位数,线至九成不超过之值;括号内为件数。",
                 "Working time by the calendar, in hours: the bar is the median, the line ends where nine in ten "
                 "have ended; the number of needs in brackets."}) +
      ranges(all);
  if (unknown > 0)
    out += paragraph({fmt::format("{} 段因日历未知而不计。", unknown),
                      fmt::format("{} left out: the calendar does not know these days.", unknown)});
  if (!rows.empty())
    out += "<details><summary>" + both({"按首次签收的部门", "by the department that signed first"}) + "</summary>" +
           table("table-times",
                 {{{"部门", "department"}},
                  {{"环节", "part"}},
                  {{"件", "needs"}, true},
                  {{"中位数", "median"}, true},
                  {{"九成不超过", "90th percentile"}, true}},
                 rows) +
           "</details>";
  return out;
}

namespace {

Interval interval_of(const FairGroup& group, const std::optional<Difference>& difference, double scale,
                     const Phrase& unit) {
  Interval interval;
  interval.label = both(group.title);
  if (!difference) {
    interval.figure = "<small>" + both({"件数太少", "too few"}) + "</small>";
    return interval;
  }
  interval.is_known = true;
  interval.is_clear = difference->is_clear();
  interval.value = difference->value * scale;
  interval.low = difference->low * scale;
  interval.high = difference->high * scale;
  interval.figure = fmt::format("<b>{:+.1f}</b> {} <small>[{:+.1f}, {:+.1f}]</small>", interval.value, both(unit),
                                interval.low, interval.high);
  return interval;
}

}  // namespace

std::string fairness(const Report& r) {
  std::vector<Interval> waits, shares;
  std::vector<std::vector<Cell>> rows;
  std::string definitions;
  for (const auto& g : r.fairness) {
    waits.push_back(interval_of(g, g.wait_hours, 1, {"工时", "h"}));
    shares.push_back(interval_of(g, g.solved_share, 100, {"个百分点", "points"}));
    rows.push_back({text(g.title), number(g.needs), page::time(g.wait_inside.median_seconds, g.wait_inside.count),
                    page::time(g.wait_outside.median_seconds, g.wait_outside.count),
                    page::time(g.wait_inside.p90_seconds, g.wait_inside.count),
                    page::time(g.wait_outside.p90_seconds, g.wait_outside.count),
                    share(g.solved_inside, g.answered_inside), share(g.solved_outside, g.answered_outside),
                    number(g.unknown)});
    definitions += fmt::format("<p class=\"note\"><b>{}</b> {}</p>\n", both(g.title), both(g.definition));
  }
  return paragraph(
             {"他们等得更久、得到更少吗?每一类企业与其余企业相比,只在同一服务事项内比较;横线为 95% 区间,不含零者为红。",
              "Do they wait longer, or get less? Each group against all others, compared only within the same service "
              "item; "
              "the line is the 95 % interval, red where it does not cover zero."}) +
         "<div class=\"split\"><div><h3>" +
         both({"登记到首次办结,多等的工作时间", "Longer wait from registration to first resolution"}) + "</h3>" +
         intervals(waits) + "</div><div><h3>" +
         both({"企业确认解决的比例之差", "Difference in the share confirmed as solved"}) + "</h3>" + intervals(shares) +
         "</div></div>" +
         table("table-fairness",
               {{{"企业", "enterprises"}},
                {{"需求", "needs"}, true},
                {{"等待中位数", "median wait, h"}, true},
                {{"其余", "others"}, true},
                {{"等待九成", "90th, h"}, true},
                {{"其余", "others"}, true},
                {{"确认解决", "solved"}, true},
                {{"其余", "others"}, true},
                {{"不明", "unknown"}, true}},
               rows) +
         definitions +
         paragraph({fmt::format("方法:时间为按事项分层的均值差(最小二乘,各层权重 n1·n0/(n1+n0),t 区间);比例为 "
                                "Mantel-Haenszel 率差与 Sato "
                                "方差。任一侧不足 {} 件的不作判断;尚未办结的不计入等待。",
                                fair_least),
                    fmt::format("Method: waits, the difference of means within service items (least squares, weights "
                                "n1·n0/(n1+n0), Student's interval); shares, the Mantel-Haenszel difference with "
                                "Sato's variance. Fewer "
                                "than {} needs on a side: no judgement. Needs not resolved yet have no wait.",
                                fair_least)});
}

}  // namespace zhuqi::html
