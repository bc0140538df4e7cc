#include <fmt/format.h>

#include <zhuqi/casework/case.hpp>
#include <zhuqi/report/report.hpp>

#include "base/display.hpp"
#include "report/print.hpp"
#include "report/terminal.hpp"
#include "report/words.hpp"

namespace zhuqi {

namespace {

using terminal::Cells;
using terminal::number;
using terminal::Table;
using terminal::Voice;

constexpr std::size_t most_rows = 20;  // of departments: what does not fit on a screen is read on the page

struct Writer : Voice {
  const Report& r;

  std::string head() const {
    const auto& q = r.query;
    Table rows{{in("统计时点", "as of"), to_string(r.as_of)}};
    const auto bound = [&](const std::optional<Instant>& at) { return at ? to_string(*at) : in("不限", "any"); };
    if (q.from || q.until)
      rows.push_back({in("登记期间", "registered"), fmt::format("[{}, {})", bound(q.from), bound(q.until))});
    if (!q.region.empty()) rows.push_back({in("区域", "region"), inert(q.region)});
    if (!q.department.empty()) rows.push_back({in("部门", "department"), inert(q.department.str())});
    rows.push_back({in("依据", "from"), fmt::format(fmt::runtime(in("账本第 {} 号及以前的事件(时间为协调世界时)",
                                                                    "the ledger's events up to no. {} (times in UTC)")),
                                                    r.ledger_seq)});
    std::string text = in("企业需求办理情况\n", "How the needs of enterprises fared\n");
    for (const auto& row : rows) text += fmt::format("  {}: {}\n", row[0], row[1]);
    return text;
  }

  std::string funnel() const {
    Table rows{{in("环节", "step"), in("件", "needs"), in("占发现", "of found")}};
    for (const auto& [title, n] : {std::pair(in("发现(登记)", "found"), r.found),
                                   {in("派过单", "dispatched"), r.dispatched},
                                   {in("签收过", "signed"), r.signed_},
                                   {in("现已办结", "resolved"), r.resolved},
                                   {in("企业已确认", "confirmed"), r.confirmed},
                                   {in("已了结", "closed"), r.closed},
                                   {in("未了结", "open"), r.open}})
      rows.push_back({title, number(n), percent(n, r.found)});
    Table lost{{in("在哪里失去", "lost"), in("件", "needs"), in("占发现", "of found")}};
    for (const auto& loss : r.losses)
      lost.push_back({in(loss.title), number(loss.needs), percent(loss.needs, r.found)});
    return in("\n从发现到确认\n", "\nFrom found to confirmed\n") + table(rows) + "\n" + table(lost);
  }

  std::string stages() const {
    Table rows{{in("现处阶段", "stage"), in("件", "needs")}};
    for (const Stage stage : all_stages()) {
      const std::int64_t n = r.stages.at(std::string(name(stage)));
      if (n == 0 && stage > Stage::closed) continue;  // the side exits: only where they were taken
      rows.push_back({in(stage_words(name(stage))), number(n)});
    }
    rows.push_back({in("合计", "all"), number(r.found)});
    return in("\n每件恰在一个阶段\n", "\nEach in exactly one stage\n") + table(rows);
  }

  std::string rates(const std::string& heading, const std::vector<RateFigure>& all) const {
    Table rows{{in("指标", "rate"), in("比率", "value"), in("分子", "numerator"), in("分母", "denominator")}};
    std::string notes;
    for (const auto& rate : all) {
      rows.push_back({in(rate.title), percent(rate.numerator, rate.denominator), number(rate.numerator),
                      number(rate.denominator)});
      notes += fmt::format("  {}: {}\n", in(rate.title), in(rate.formula));
      for (const auto& excluded : rate.excluded)
        if (excluded.count > 0)
          notes += fmt::format("    {} {}: {}\n", in("不计入", "left out"), excluded.count, in(excluded.reason));
    }
    return heading + table(rows) + notes;
  }

  std::string delays() const {
    return in("\n超期、退单、重办\n", "\nLate, returned, reopened\n") +
           table({{in("情形", "what"), in("数", "count")},
                  {in("现超期未办结(件)", "overdue now (needs)"), number(r.overdue)},
                  {in("曾超期,任一轮(件)", "ever late, any round (needs)"), number(r.breached)},
                  {in("未按时签收(次)", "not signed in time (dispatches)"), number(r.sign_breaches)},
                  {in("退单(次)", "returns (times)"), number(r.returns)},
                  {in("重办过(件)", "reopened (needs)"), number(r.reopened)}});
  }

  std::string breakdown(const std::string& heading, const std::string& column, const std::string& none,
                        const std::vector<ReportRow>& all, Phrase (*words)(std::string_view) = nullptr) const {
    Table rows{{column, in("发现", "found"), in("未了结", "open"), in("现已办结", "resolved"),
                in("企业已确认", "confirmed"), in("现超期", "overdue"), in("退单(次)", "returns")}};
    const auto line = [&rows](std::string what, const ReportRow& row) {
      rows.push_back({std::move(what), number(row.found), number(row.open), number(row.resolved), number(row.confirmed),
                      number(row.overdue), number(row.returns)});
    };
    const auto add = [](ReportRow& sum, const ReportRow& row) {
      for (const auto member : {&ReportRow::found, &ReportRow::open, &ReportRow::resolved, &ReportRow::confirmed,
                                &ReportRow::overdue, &ReportRow::returns})
        sum.*member += row.*member;
    };
    ReportRow total, rest;
    const std::size_t shown = all.size() > most_rows + 1 ? most_rows : all.size();
    for (std::size_t i = 0; i < all.size(); ++i) {
      const auto& row = all[i];
      if (i < shown)
        line(inert(words && !row.id.empty() ? in(words(row.id)) : called(row.name, row.id, none)), row);
      else
        add(rest, row);
      add(total, row);
    }
    if (shown < all.size())
      line(fmt::format(fmt::runtime(in("其余 {} 个(见网页)", "{} others (see the page)")), all.size() - shown), rest);
    line(in("合计", "all"), total);
    return "\n" + heading + "\n" + table(rows);
  }

  std::string votes() const {
    Table rows{{in("最近一次评价", "last vote"), in("件", "needs")}};
    for (const char* vote : {"5", "4", "3", "2", "1", "none"})
      rows.push_back({in(vote_words(vote)), number(r.votes.at(vote))});
    return in("\n好差评\n", "\nVotes\n") + table(rows);
  }

  Cells time_row(const std::string& title, const Durations& d) const {
    return {title, number(d.count), in_hours(d.median_seconds, d.count), in_hours(d.p90_seconds, d.count)};
  }

  std::string times() const {
    Table elapsed{{in("用时(自然时间,含夜间和节假日)", "elapsed, nights and holidays included"), in("件", "needs"),
                   in("中位数", "median"), in("九成不超过", "90th percentile")}};
    elapsed.push_back(time_row(in("首次派单到首次签收", "first dispatch to first signature"), r.time_to_sign));
    elapsed.push_back(time_row(in("登记到现已办结", "registration to standing resolution"), r.time_to_resolve));
    elapsed.push_back(time_row(in("现行办结到企业确认", "standing resolution to confirmation"), r.to_confirm));
    Table worked{{in("用时(工作时间)", "working time"), in("件", "needs"), in("中位数", "median"),
                  in("九成不超过", "90th percentile")}};
    for (const auto& time : r.stage_times)
      if (time.department.empty()) worked.push_back(time_row(in(part_words(time.stage)), time.worked));
    return "\n" + table(elapsed) + (worked.size() > 1 ? "\n" + table(worked) : "");
  }

  std::string fairness() const {
    Table rows{{in("公平(同事项内与其余企业相比)", "fairness (against all others, within items)"), in("需求", "needs"),
                in("多等工时 [95% 区间]", "longer wait, h [95 %]"),
                in("确认解决率之差 [95% 区间]", "solved, points [95 %]")}};
    const auto shown = [&](const std::optional<Difference>& d, double scale) {
      return d ? fmt::format("{:+.1f} [{:+.1f}, {:+.1f}]", d->value * scale, d->low * scale, d->high * scale)
               : in("件数太少", "too few");
    };
    for (const auto& group : r.fairness)
      rows.push_back(
          {in(group.title), number(group.needs), shown(group.wait_hours, 1), shown(group.solved_share, 100)});
    return rows.size() == 1 ? "" : "\n" + table(rows);
  }

  std::string visits() const {
    if (!r.visits) return {};
    return in("\n走访\n", "\nVisits\n") +
           table({{in("情形", "what"), in("数", "count")},
                  {in("走访(次)", "made"), number(r.visits->made)},
                  {in("发现需求的走访(次)", "that found needs"), number(r.visits->with_needs)},
                  {in("走访发现的需求(件)", "needs found"), number(r.visits->needs_found)}});
  }

  std::string oldest() const {
    if (r.oldest.empty()) return {};
    Table rows{{in("需求", "need"), in("企业", "enterprise"), in("阶段", "stage"), in("主办", "lead"),
                in("已历天数", "days old"), in("超期", "overdue")}};
    for (const auto& need : r.oldest)
      rows.push_back({inert(need.id.str()), inert(need.enterprise.str()), in(stage_words(need.stage)),
                      inert(called(need.lead_name, need.lead.str(), in("无", "none"))), number(need.age_days),
                      need.overdue ? in("是", "yes") : in("否", "no")});
    return in("\n最久未了结的需求\n", "\nThe oldest open needs\n") + table(rows, 4);
  }
};

}  // namespace

std::string to_text(const Report& r, Language language) {
  const Writer w{{language}, r};
  return w.head() + w.funnel() + w.stages() + w.rates(w.in("\n指标\n", "\nRates\n"), r.rates) + w.delays() +
         w.rates(w.in("\n三扇门与最后一公里\n", "\nThe doors, and the last mile\n"), r.doors) +
         w.breakdown(w.in("按主办部门(退单计在退回的部门)", "By lead department (returns: by whoever gave back)"),
                     w.in("部门", "department"), w.in("尚无主办部门", "none yet"), r.departments) +
         w.breakdown(w.in("按服务事项", "By service item"), w.in("事项", "item"), w.in("未分类", "none"),
                     r.service_items) +
         w.breakdown(w.in("按来源渠道", "By channel"), w.in("渠道", "channel"), w.in("未注明", "not said"), r.channels,
                     channel_words) +
         w.votes() + terminal::trust(r, w) + terminal::effect(r, w) + w.times() + w.fairness() +
         terminal::policies(r, w) + terminal::population(r, w) + w.visits() + terminal::workload(r, w) + w.oldest();
}

}  // namespace zhuqi
