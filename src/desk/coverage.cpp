// How far a plan of visits has come.
#include <map>

#include <zhuqi/desk/visits.hpp>
#include <zhuqi/model/codes.hpp>

#include "desk/impl.hpp"
#include "desk/visit_plans.hpp"
#include "outreach/documents.hpp"

namespace zhuqi {

constexpr auto fields(Of<CoverageLine>) {
  using L = CoverageLine;
  return std::tuple(field("key", &L::key).optional(), field("selected", &L::selected), field("planned", &L::planned),
                    field("visited", &L::visited), field("answered", &L::answered), field("needs", &L::needs));
}

constexpr auto fields(Of<Coverage>) {
  using C = Coverage;
  return std::tuple(field("plan", &C::plan), field("date", &C::date), field("whole", &C::whole),
                    field("regions", &C::regions), field("tiers", &C::tiers), field("officers", &C::officers));
}

namespace {

Instant begin_of(Date day, const Calendar& calendar) { return calendar.to_instant(std::chrono::local_days(day)); }

// How far the plan has come with one enterprise.
struct Progress {
  bool planned = false, visited = false, answered = false;
  std::int64_t needs = 0;
  std::string officer;
};

Progress progress_of(Session& session, const VisitPlan& plan, const EnterpriseId& id, Date date, Instant from,
                     Instant until) {
  Progress progress;
  auto planned = session.prepare(
      "SELECT officer FROM planned_visits WHERE plan = ? AND enterprise = ? AND day <= ? ORDER BY day DESC");
  planned.bind(plan.id.str(), id.str(), to_string(date));
  progress.planned = planned.step();
  if (progress.planned) progress.officer = planned.string(0);
  auto visits = session.prepare(
      "SELECT COUNT(*), COALESCE(SUM(needs_found), 0) FROM visits WHERE enterprise = ? AND at >= ? AND at < ?");
  visits.bind(id.str(), from, until);
  visits.step();
  progress.visited = visits.integer(0) > 0;
  auto surveys = session.prepare(
      "SELECT COUNT(*), COALESCE(SUM(needs_found), 0) FROM surveys WHERE enterprise = ? AND at >= ? AND at < ? AND "
      "(? = '' OR form = ?)");
  surveys.bind(id.str(), from, until, plan.form.str(), plan.form.str());
  surveys.step();
  progress.answered = surveys.integer(0) > 0;
  progress.needs = visits.integer(1) + surveys.integer(1);
  return progress;
}

void count(CoverageLine& line, const Progress& progress) {
  ++line.selected;
  line.planned += progress.planned;
  line.visited += progress.visited;
  line.answered += progress.answered;
  line.needs += progress.needs;
}

std::vector<CoverageLine> lines_of(const std::map<std::string, CoverageLine>& by_key) {
  std::vector<CoverageLine> lines;
  for (const auto& [key, line] : by_key) {
    lines.push_back(line);
    lines.back().key = key;
  }
  return lines;
}

}  // namespace

Coverage ServiceDesk::coverage(const PlanId& id, const Actor& viewer, std::optional<Date> date) const {
  return impl_->ledger->read([&](Reader& reader) {
    InForce in_force(reader, impl_->library, impl_->options.clock());
    require_planner(viewer, in_force);
    const auto plan = in_force.visit_plan(id);
    const Calendar& calendar = in_force.calendar();
    Coverage coverage{id, date.value_or(calendar.date_of(impl_->options.clock())), {}, {}, {}, {}};
    const Date last = std::min(coverage.date, plan->until);
    const Instant from = begin_of(plan->from, calendar);
    const Instant until = begin_of(std::chrono::sys_days(last) + std::chrono::days(1), calendar);
    std::map<std::string, CoverageLine> regions, tiers, officers;
    for_each_selected(reader.session(), *plan, coverage.date, [&](const Enterprise& e) {
      const auto progress = progress_of(reader.session(), *plan, e.id, coverage.date, from, until);
      count(coverage.whole, progress);
      count(regions[prefecture_of(e.region)], progress);
      count(tiers[e.tier.empty() ? "无" : e.tier], progress);
      if (!progress.officer.empty()) count(officers[progress.officer], progress);
    });
    coverage.regions = lines_of(regions);
    coverage.tiers = lines_of(tiers);
    coverage.officers = lines_of(officers);
    return coverage;
  });
}

std::string to_document(const Coverage& coverage) { return canonical(to_json(coverage)); }

}  // namespace zhuqi
