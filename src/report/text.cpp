#include <fmt/format.h>

#include <zhuqi/casework/case.hpp>
#include <zhuqi/report/report.hpp>

#include "base/display.hpp"

namespace zhuqi {

namespace {

using Cells = std::vector<std::string>;
using Table = std::vector<Cells>;

std::string number(std::int64_t n) { return std::to_string(n); }

// One decimal, halves up.
std::string percent(std::int64_t numerator, std::int64_t denominator) {
  if (denominator == 0) return "—";
  const auto permille = (numerator * 2000 + denominator) / (2 * denominator);
  return fmt::format("{}.{}%", permille / 10, permille % 10);
}

// Cut to tenths of an hour.
std::string hours(std::int64_t seconds) { return fmt::format("{}.{} 小时", seconds / 3600, seconds % 3600 / 360); }

// The name that people know, else the id, else what stands for none.
std::string called(const std::string& name, const std::string& id, const char* none) {
  return inert(!name.empty() ? name : !id.empty() ? id : none);
}

std::string head(const Report& report) {
  const auto& q = report.query;
  Table rows{{"统计时点", to_string(report.as_of)}};
  if (q.from || q.until)
    rows.push_back({"登记期间", fmt::format("{} 起,{} 前", q.from ? to_string(*q.from) : "不限",
                                            q.until ? to_string(*q.until) : "不限")});
  if (!q.region.empty()) rows.push_back({"区域", inert(q.region)});
  if (!q.department.empty()) rows.push_back({"部门", inert(q.department.str())});
  std::string text = "企业需求办理情况\n";
  for (const auto& row : rows) text += fmt::format("  {}:{}\n", row[0], row[1]);
  return text + fmt::format("  依据:账本第 {} 号及以前的事件(时间为协调世界时)\n", report.ledger_seq);
}

std::string funnel(const Report& r) {
  Table rows{{"环节", "件", "占发现"}};
  for (const auto& [title, n] : {std::pair("发现(登记)", r.found),
                                 {"派过单", r.dispatched},
                                 {"签收过", r.signed_},
                                 {"现已办结", r.resolved},
                                 {"企业已确认", r.confirmed},
                                 {"已归档", r.closed},
                                 {"未归档", r.open}})
    rows.push_back({title, number(n), percent(n, r.found)});
  return "\n从发现到确认\n" + table(rows);
}

std::string stages(const Report& r) {
  Table rows{{"现处阶段", "件"}};
  for (const Stage stage : all_stages()) {
    const auto found = r.stages.find(std::string(name(stage)));
    if (found == r.stages.end() && stage > Stage::closed) continue;  // the side exits: only where they were taken
    rows.push_back({std::string(title(stage)), number(found == r.stages.end() ? 0 : found->second)});
  }
  rows.push_back({"合计", number(r.found)});
  return "\n每件恰在一个阶段\n" + table(rows);
}

std::string rates(const Report& r) {
  Table rows{{"指标", "比率", "分子", "分母"}};
  std::string notes;
  for (const auto& rate : r.rates) {
    rows.push_back(
        {rate.title, percent(rate.numerator, rate.denominator), number(rate.numerator), number(rate.denominator)});
    notes += fmt::format("  {}:{}\n", rate.title, rate.formula);
    for (const auto& excluded : rate.excluded)
      if (excluded.count > 0) notes += fmt::format("    不计入 {}:{}\n", excluded.count, excluded.reason);
  }
  return "\n指标\n" + table(rows) + notes;
}

std::string delays(const Report& r) {
  return "\n超期、退单、重办\n" + table({{"现超期未办结", number(r.overdue) + " 件"},
                                         {"曾超期(任一轮)", number(r.breached) + " 件"},
                                         {"未按时签收", number(r.sign_breaches) + " 次"},
                                         {"退单", number(r.returns) + " 次"},
                                         {"重办过", number(r.reopened) + " 件"}});
}

std::string breakdown(const char* heading, const char* column, const char* none, const std::vector<ReportRow>& all) {
  Table rows{{column, "发现", "未归档", "现已办结", "企业已确认", "现超期", "退单(次)"}};
  const auto line = [&rows](std::string what, const ReportRow& row) {
    rows.push_back({std::move(what), number(row.found), number(row.open), number(row.resolved), number(row.confirmed),
                    number(row.overdue), number(row.returns)});
  };
  ReportRow total;
  for (const auto& row : all) {
    line(called(row.name, row.id, none), row);
    for (const auto member : {&ReportRow::found, &ReportRow::open, &ReportRow::resolved, &ReportRow::confirmed,
                              &ReportRow::overdue, &ReportRow::returns})
      total.*member += row.*member;
  }
  line("合计", total);
  return fmt::format("\n{}\n", heading) + table(rows);
}

std::string votes(const Report& r) {
  Table rows{{"最近一次评价", "件"}};
  for (const auto& [vote, title] : {std::pair("5", "非常满意"),
                                    {"4", "满意"},
                                    {"3", "基本满意"},
                                    {"2", "不满意"},
                                    {"1", "非常不满意"},
                                    {"none", "未评价"}}) {
    const auto found = r.votes.find(vote);
    rows.push_back({title, number(found == r.votes.end() ? 0 : found->second)});
  }
  return "\n好差评\n" + table(rows);
}

std::string times(const Report& r) {
  Table rows{{"用时", "件", "中位数", "九成不超过"}};
  for (const auto& [title, d] :
       {std::pair("首次派单到首次签收", r.time_to_sign), {"登记到现已办结", r.time_to_resolve}})
    rows.push_back(
        {title, number(d.count), d.count ? hours(d.median_seconds) : "—", d.count ? hours(d.p90_seconds) : "—"});
  return "\n用时(自然时间,含夜间和节假日)\n" + table(rows);
}

std::string visits(const Report& r) {
  if (!r.visits) return {};
  return "\n走访\n" + table({{"走访", number(r.visits->made) + " 次"},
                             {"发现需求的走访", number(r.visits->with_needs) + " 次"},
                             {"走访发现的需求", number(r.visits->needs_found) + " 件"}});
}

std::string stage_title(const std::string& wanted) {
  for (const Stage stage : all_stages())
    if (name(stage) == wanted) return std::string(title(stage));
  return wanted;
}

std::string oldest(const Report& r) {
  if (r.oldest.empty()) return {};
  Table rows{{"需求", "企业", "阶段", "主办", "已历天数", "超期"}};
  for (const auto& need : r.oldest)
    rows.push_back({inert(need.id.str()), inert(need.enterprise.str()), stage_title(need.stage),
                    called(need.lead_name, need.lead.str(), "无"), number(need.age_days), need.overdue ? "是" : "否"});
  return "\n最久未归档的需求\n" + table(rows, 4);
}

}  // namespace

std::string to_text(const Report& r) {
  return head(r) + funnel(r) + stages(r) + rates(r) + delays(r) +
         breakdown("按主办部门(退单计在退回的部门)", "部门", "尚无主办部门", r.departments) +
         breakdown("按服务事项", "事项", "未分类", r.service_items) +
         breakdown("按来源渠道", "渠道", "未注明", r.channels) + votes(r) + times(r) + visits(r) + oldest(r);
}

}  // namespace zhuqi
