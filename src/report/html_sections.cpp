// What happened to the needs: funnel, rates, tables.
#include "report/html_sections.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "report/page.hpp"
#include "report/print.hpp"
#include "report/words.hpp"

namespace zhuqi::html {

namespace {

using namespace page;

const RateFigure* rate_of(const Report& report, std::string_view name) {
  for (const auto& rate : report.rates)
    if (rate.name == name) return &rate;
  return nullptr;
}

std::string exclusions(const RateFigure& rate) {
  std::string out;
  for (const auto& excluded : rate.excluded)
    if (excluded.count > 0)
      out += fmt::format("{}{} {}", out.empty() ? "" : "<br>", excluded.count, both(excluded.reason));
  return out.empty() ? "—" : out;
}

std::string formula_table(std::string_view id, const std::vector<RateFigure>& rates) {
  std::vector<std::vector<Cell>> rows;
  for (const auto& rate : rates)
    rows.push_back({text(rate.title), share(rate.numerator, rate.denominator), text(rate.formula), {exclusions(rate)}});
  return table(id, {{{"指标", "rate"}}, {{"比率", "value"}, true}, {{"公式", "formula"}}, {{"不计入", "left out"}}},
               rows);
}

std::vector<Cell> counts(Cell name, const ReportRow& row) {
  return {
      std::move(name),     number(row.found),  number(row.open), number(row.resolved), share(row.confirmed, row.found),
      number(row.overdue), number(row.returns)};
}

// A table by department, item or channel, with its total.
std::string breakdown(std::string_view id, const Phrase& what, const Phrase& none, const std::vector<ReportRow>& all,
                      const Phrase& unknown_returns, Phrase (*words)(std::string_view) = nullptr) {
  std::vector<std::vector<Cell>> rows;
  ReportRow total;
  for (const auto& row : all) {
    const bool is_none = row.name.empty() && row.id.empty();
    rows.push_back(counts(is_none ? text(none)
                          : words ? text(words(row.id))
                                  : text(called(row.name, row.id, "")),
                          row));
    for (const auto member : {&ReportRow::found, &ReportRow::open, &ReportRow::resolved, &ReportRow::confirmed,
                              &ReportRow::overdue, &ReportRow::returns})
      total.*member += row.*member;
  }
  return table(id,
               {{what},
                {{"发现", "found"}, true},
                {{"未了结", "open"}, true},
                {{"现已办结", "resolved"}, true},
                {{"企业已确认", "confirmed"}, true},
                {{"现超期", "overdue"}, true},
                {unknown_returns, true}},
               rows, counts(text(Phrase{"合计", "all"}), total));
}

}  // namespace

std::string summary(const Report& r) {
  const auto one = [&](std::string_view name) {
    const auto* rate = rate_of(r, name);
    if (rate == nullptr) return std::string();
    return card(rate->title, percent(rate->numerator, rate->denominator),
                fmt::format("{} / {}", rate->numerator, rate->denominator), fmt::format("card-{}", name));
  };
  return cards({card({"发现需求", "Needs found"}, std::to_string(r.found),
                     both({fmt::format("未了结 {},现超期 {}", r.open, r.overdue),
                           fmt::format("{} open, {} overdue", r.open, r.overdue)}),
                     "card-found"),
                one("response"), one("solution"), one("satisfaction"), one("on_time")});
}

std::string funnel(const Report& r) {
  std::vector<Bar> steps;
  for (const auto& [title, n] : {std::pair(Phrase{"发现(登记)", "found"}, r.found),
                                 {Phrase{"派过单", "dispatched"}, r.dispatched},
                                 {Phrase{"签收过", "signed"}, r.signed_},
                                 {Phrase{"现已办结", "resolved"}, r.resolved},
                                 {Phrase{"企业已确认", "confirmed"}, r.confirmed}})
    steps.push_back({both(title), n, fmt::format("<b>{}</b> <small>{}</small>", n, percent(n, r.found))});
  std::vector<Bar> lost;
  for (const auto& loss : r.losses)
    lost.push_back({both(loss.title), loss.needs,
                    fmt::format("<b>{}</b> <small>{}</small>", loss.needs, percent(loss.needs, r.found)), "r"});
  std::vector<Bar> stages;
  for (const auto& [stage, n] : r.stages)
    if (n > 0) stages.push_back({both(stage_words(stage)), n, std::to_string(n), "b"});
  std::stable_sort(stages.begin(), stages.end(), [](const Bar& a, const Bar& b) { return a.value > b.value; });
  return bars(steps, r.found, true) + "<div class=\"split\"><div><h3>" + both({"在哪里失去", "Where they got lost"}) +
         "</h3>" + bars(lost, r.found) + paragraph({"一件可计入几类。", "A need may count in several."}) +
         "</div><div><h3>" + both({"现在何处(每件恰在一处)", "Where they are now (each in one place)"}) + "</h3>" +
         bars(stages, r.found) + "</div></div>\n";
}

std::string rates(const Report& r) {
  return formula_table("table-rates", r.rates) +
         cards({card({"曾超期", "Ever late"}, std::to_string(r.breached), both({"件(任一轮)", "needs, in any round"})),
                card({"未按时签收", "Not signed in time"}, std::to_string(r.sign_breaches),
                     both({"次派单", "dispatches"})),
                card({"退单", "Returns"}, std::to_string(r.returns), both({"次", "times"})),
                card({"重办过", "Reopened"}, std::to_string(r.reopened), both({"件", "needs"}))});
}

std::string departments(const Report& r) {
  return breakdown("table-departments", {"部门", "department"}, {"尚无主办部门", "none yet"}, r.departments,
                   {"退单(由其退回)", "returns (by it)"});
}

std::string items(const Report& r) {
  return breakdown("table-items", {"服务事项", "service item"}, {"未分类", "none"}, r.service_items,
                   {"退单(次)", "returns"}) +
         "<br>" +
         breakdown("table-channels", {"来源", "channel"}, {"未注明", "not said"}, r.channels, {"退单(次)", "returns"},
                   channel_words);
}

std::string oldest(const Report& r) {
  std::vector<std::vector<Cell>> rows;
  for (const auto& need : r.oldest)
    rows.push_back({text(need.id.str()),
                    text(need.enterprise.str()),
                    text(stage_words(need.stage)),
                    text(called(need.lead_name, need.lead.str(), "—")),
                    number(need.age_days),
                    {need.overdue ? "<span class=\"bad\">" + both({"是", "yes"}) + "</span>" : both({"否", "no"})}});
  if (rows.empty()) return {};
  return table("table-oldest",
               {{{"需求", "need"}},
                {{"企业", "enterprise"}},
                {{"阶段", "stage"}},
                {{"主办", "lead"}},
                {{"已历天数", "days old"}, true},
                {{"超期", "overdue"}}},
               rows);
}

std::string reasons(const Report& r) {
  std::vector<std::vector<Cell>> rows;
  for (const auto& reason : r.reasons) {
    rows.push_back(
        {text(reason.need.str()), text(loss_words(reason.loss)), text(department(r, reason.department)),
         reason.text.empty() ? text(Phrase{"(已脱敏或未写)", "(redacted, or not written)"}) : text(reason.text)});
  }
  if (rows.empty()) return {};
  return table("table-reasons",
               {{{"需求", "need"}}, {{"如何失去", "how"}}, {{"部门", "department"}}, {{"书面理由", "reason"}}}, rows);
}

}  // namespace zhuqi::html
