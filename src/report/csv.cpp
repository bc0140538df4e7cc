// Every figure as a row of CSV, for spreadsheets.
#include "base/csv.hpp"

#include <fmt/format.h>

#include <zhuqi/report/report.hpp>

#include "report/words.hpp"

namespace zhuqi {

namespace {

class Sheet {
 public:
  Sheet() { text_ = "section,item,figure,value,numerator,denominator,excluded\n"; }

  void add(std::string_view section, std::string_view item, std::string_view figure, std::string_view value,
           std::string_view numerator = {}, std::string_view denominator = {}, std::string_view excluded = {}) {
    std::string separator;
    for (const auto cell : {section, item, figure, value, numerator, denominator, excluded}) {
      text_ += separator;
      append_csv_field(text_, inert_cell(cell));
      separator = ",";
    }
    text_ += "\n";
  }
  void count(std::string_view section, std::string_view item, std::string_view figure, std::int64_t n) {
    add(section, item, figure, std::to_string(n));
  }
  void rate(std::string_view section, const RateFigure& rate) {
    std::int64_t excluded = 0;
    for (const auto& one : rate.excluded) excluded += one.count;
    const std::string value =
        rate.denominator == 0 ? "" : fmt::format("{:.6f}", double(rate.numerator) / double(rate.denominator));
    add(section, rate.name, "rate", value, std::to_string(rate.numerator), std::to_string(rate.denominator),
        std::to_string(excluded));
  }
  void time(std::string_view section, std::string_view item, const Durations& d) {
    count(section, item, "count", d.count);
    if (d.count == 0) return;
    count(section, item, "median_seconds", d.median_seconds);
    count(section, item, "p90_seconds", d.p90_seconds);
  }
  void difference(std::string_view item, std::string_view figure, const std::optional<Difference>& d) {
    if (d) add("fairness", item, figure, fmt::format("{:.6f} [{:.6f}, {:.6f}]", d->value, d->low, d->high));
  }

  std::string take() { return std::move(text_); }

 private:
  // What a spreadsheet would take for a formula begins with an apostrophe.
  static std::string inert_cell(std::string_view cell) {
    const bool is_number = cell.find_first_not_of("-0123456789.") == std::string_view::npos;
    const bool is_formula = !cell.empty() && std::string_view("=+-@\t\r").find(cell[0]) != std::string_view::npos;
    return (is_formula && !is_number ? "'" : "") + std::string(cell);
  }

  std::string text_;
};

void add_rows(Sheet& sheet, std::string_view section, const std::vector<ReportRow>& rows) {
  for (const auto& row : rows) {
    const std::string item = row.name.empty() ? row.id : row.name;
    for (const auto& [figure, n] : {std::pair("found", row.found),
                                    {"open", row.open},
                                    {"resolved", row.resolved},
                                    {"confirmed", row.confirmed},
                                    {"overdue", row.overdue},
                                    {"returns", row.returns}})
      sheet.count(section, item, figure, n);
  }
}

void add_totals(Sheet& sheet, const Report& r) {
  for (const auto& [figure, n] : {std::pair("found", r.found),
                                  {"dispatched", r.dispatched},
                                  {"signed", r.signed_},
                                  {"resolved", r.resolved},
                                  {"confirmed", r.confirmed},
                                  {"closed", r.closed},
                                  {"open", r.open},
                                  {"overdue", r.overdue},
                                  {"breached", r.breached},
                                  {"sign_breaches", r.sign_breaches},
                                  {"returns", r.returns},
                                  {"reopened", r.reopened}})
    sheet.count("needs", "all", figure, n);
  for (const auto& loss : r.losses) sheet.count("losses", loss.name, "needs", loss.needs);
  for (const auto& [stage, n] : r.stages) sheet.count("stages", stage, "needs", n);
  for (const auto& [vote, n] : r.votes) sheet.count("votes", vote, "needs", n);
}

void add_trust(Sheet& sheet, const Report& r) {
  sheet.count("trust", "solved", "satisfied", r.trust.solved_satisfied);
  sheet.count("trust", "solved", "not_satisfied", r.trust.solved_unsatisfied);
  sheet.count("trust", "not_solved", "satisfied", r.trust.unsolved_satisfied);
  sheet.count("trust", "not_solved", "not_satisfied", r.trust.unsolved_unsatisfied);
  sheet.count("trust", "silent", "needs", r.trust.silent);
  for (const auto& e : r.effects) {
    sheet.count("effect", e.kind + " " + e.unit, "claimed", e.claimed);
    sheet.count("effect", e.kind + " " + e.unit, "confirmed", e.confirmed);
    sheet.count("effect", e.kind + " " + e.unit, "lasting", e.lasting);
  }
  for (const auto& [figure, n] : {std::pair("made", r.promises.made),
                                  {"fell_due", r.promises.fell_due},
                                  {"kept", r.promises.kept},
                                  {"not_kept", r.promises.not_kept},
                                  {"unchecked", r.promises.unchecked}})
    sheet.count("promises", "all", figure, n);
}

void add_fairness(Sheet& sheet, const std::vector<FairGroup>& groups) {
  for (const auto& g : groups) {
    sheet.count("fairness", g.name, "needs", g.needs);
    sheet.count("fairness", g.name, "unknown", g.unknown);
    sheet.time("fairness", g.name + " wait", g.wait_inside);
    sheet.time("fairness", g.name + " others wait", g.wait_outside);
    sheet.difference(g.name, "wait_hours", g.wait_hours);
    sheet.difference(g.name, "solved_share", g.solved_share);
  }
}

void add_policies(Sheet& sheet, const Report& r) {
  for (const auto& p : r.policies) {
    for (const auto& [figure, n] : {std::pair("matched", p.matched),
                                    {"delivered", p.delivered},
                                    {"read", p.read},
                                    {"applied", p.applied},
                                    {"paid", p.paid},
                                    {"paid_fen", p.paid_fen},
                                    {"recovered_fen", p.recovered_fen},
                                    {"turned_down", p.turned_down},
                                    {"for_form", p.for_form},
                                    {"expired", p.expired},
                                    {"withdrawn", p.withdrawn}})
      sheet.count("policies", p.policy.str(), figure, n);
    sheet.time("policies", p.policy.str() + " to_paid", p.to_paid);
  }
}

// By id, which stands once: groups may be called alike.
void add_teams(Sheet& sheet, std::string_view section, const std::vector<TeamLoad>& teams) {
  for (const auto& team : teams) {
    for (const auto& [figure, n] : {std::pair("open", team.open),
                                    {"overdue", team.overdue},
                                    {"resolved", team.resolved},
                                    {"oldest_days", team.oldest_days}})
      sheet.count(section, team.id, figure, n);
    sheet.add(section, team.id, "oldest", team.oldest.str());
  }
}

void add_population(Sheet& sheet, const Population& p) {
  for (const auto& [figure, n] : {std::pair("enterprises", p.enterprises),
                                  {"before", p.before},
                                  {"active", p.active},
                                  {"compared", p.compared},
                                  {"grown", p.grown},
                                  {"risen", p.risen}})
    sheet.count("population", "all", figure, n);
  for (const auto& [structure, rows] :
       {std::pair("size", &p.sizes), {"tier", &p.tiers}, {"industry", &p.industries}, {"region", &p.regions}})
    for (const auto& row : *rows) sheet.count("population", structure, row.name, row.enterprises);
}

}  // namespace

std::string to_csv(const Report& r) {
  Sheet sheet;
  sheet.add("report", "as_of", "instant", to_string(r.as_of));
  sheet.count("report", "ledger", "seq", r.ledger_seq);
  add_totals(sheet, r);
  for (const auto& rate : r.rates) sheet.rate("rates", rate);
  for (const auto& door : r.doors) sheet.rate("doors", door);
  add_trust(sheet, r);
  sheet.time("elapsed", "to_sign", r.time_to_sign);
  sheet.time("elapsed", "to_resolve", r.time_to_resolve);
  sheet.time("elapsed", "to_confirm", r.to_confirm);
  for (const auto& time : r.stage_times)
    sheet.time("worked", time.department.empty() ? time.stage : time.stage + " " + time.department.str(), time.worked);
  add_fairness(sheet, r.fairness);
  add_policies(sheet, r);
  if (r.population) add_population(sheet, *r.population);
  add_rows(sheet, "departments", r.departments);
  add_rows(sheet, "service_items", r.service_items);
  add_rows(sheet, "channels", r.channels);
  add_teams(sheet, "workload_roles", r.roles);
  add_teams(sheet, "workload_groups", r.groups);
  for (const auto& load : r.workload) {
    sheet.count("workload", load.officer.str(), "open", load.open);
    sheet.count("workload", load.officer.str(), "overdue", load.overdue);
    sheet.count("workload", load.officer.str(), "resolved", load.resolved);
  }
  return sheet.take();
}

}  // namespace zhuqi
