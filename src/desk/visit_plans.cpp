#include "desk/visit_plans.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include <zhuqi/assignment/backlog.hpp>
#include <zhuqi/desk/visits.hpp>
#include <zhuqi/model/codes.hpp>

#include "base/write.hpp"
#include "desk/access.hpp"
#include "desk/command_documents.hpp"
#include "desk/events.hpp"
#include "desk/impl.hpp"
#include "desk/officers.hpp"
#include "desk/registry.hpp"
#include "outreach/documents.hpp"

namespace zhuqi {

constexpr auto fields(Of<DueVisit>) {
  using D = DueVisit;
  return std::tuple(field("enterprise", &D::enterprise), field("name", &D::name), field("region", &D::region),
                    field("building", &D::building).optional(), field("tier", &D::tier).optional(),
                    field("group", &D::group).optional(), field("last_visit", &D::last_visit).optional(),
                    field("due", &D::due), field("officer", &D::officer).optional(),
                    field("planned", &D::planned).optional());
}

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

constexpr std::string_view streams = "plan/";

NewEvent encode(const VisitsPlanned& event, Instant at) {
  NewEvent one;
  one.stream = std::string(streams) + event.plan.str();
  one.kind = kind(Of<VisitsPlanned>{});
  one.at = at;
  write_parts(event, one.data, one.personal);
  return one;
}

class PlannedVisitsProjection : public Projection {
 public:
  std::string name() const override { return "planned_visits"; }
  int version() const override { return 1; }
  void create(Session& session) const override {
    session.run(
        "CREATE TABLE planned_visits (plan TEXT NOT NULL, enterprise TEXT NOT NULL, day TEXT NOT NULL, "
        "officer TEXT NOT NULL, visit TEXT, PRIMARY KEY (plan, enterprise, day))");
    session.run("CREATE INDEX planned_visits_enterprise ON planned_visits (enterprise)");
    session.run("CREATE INDEX planned_visits_officer ON planned_visits (officer, day)");
  }
  void clear(Session& session) const override { session.run("DROP TABLE IF EXISTS planned_visits"); }
  void apply(Session& session, const Event& event) const override {
    if (const auto visit = id_in(event.stream, "visit/"); !visit.empty()) {
      Event impersonal = event;
      impersonal.personal.clear();
      session.run("UPDATE planned_visits SET visit = ? WHERE enterprise = ? AND visit IS NULL", visit,
                  decode_visit(impersonal).visit.enterprise.str());
    } else if (!id_in(event.stream, streams).empty()) {
      const auto planned = from_json<VisitsPlanned>(parse_json(event.data, "event"));
      for (const auto& one : planned.visits)
        session.run("INSERT INTO planned_visits (plan, enterprise, day, officer) VALUES (?, ?, ?, ?)",
                    planned.plan.str(), one.enterprise.str(), to_string(one.day), one.officer.str());
    }
  }
};

// Plans, with the days of the calendar in force.
class Planner {
 public:
  Planner(Reader& reader, InForce& in_force, const VisitPlan& plan)
      : session_(reader.session()),
        plan_(plan),
        calendar_(in_force.calendar()),
        organisation_(in_force.organisation()) {}

  // Calls use(enterprise) for all that the plan selects on `day`.
  template <class Use>
  void for_each_selected(Date day, const Use& use) {
    const std::string region = plan_.regions.size() == 1 ? plan_.regions.front() : std::string();
    for_each_registered(session_, region, {}, [&](const Enterprise& enterprise) {
      if (selects(plan_, enterprise, day)) use(on_day(enterprise, day));
      return true;
    });
  }

  // The selected ones whose visit falls due up to `until`.
  std::vector<DueVisit> due(Date day, Date until) {
    std::vector<DueVisit> all;
    for_each_selected(day, [&](const Enterprise& e) {
      DueVisit one{e.id, e.name, e.region, e.building, e.tier, group_of(e, *organisation_), last_visit(e.id),
                   {},   {},     {}};
      one.due = due_on(plan_, one.last_visit);
      if (one.due > until) return;
      auto row = session_.prepare(
          "SELECT officer, day FROM planned_visits WHERE plan = ? AND enterprise = ? AND visit IS NULL ORDER BY day");
      row.bind(plan_.id.str(), e.id.str());
      if (row.step()) one.officer = OfficerId(row.string(0)), one.planned = parse_date(row.text(1));
      all.push_back(std::move(one));
    });
    std::sort(all.begin(), all.end(), [](const DueVisit& a, const DueVisit& b) {
      return std::tie(a.due, a.enterprise) < std::tie(b.due, b.enterprise);
    });
    return all;
  }

  // Fair and near rounds for those who are not planned yet, in the working days of the period: who goes where by
  // minimum-cost flow, as with needs (docs/visits.md).
  VisitsPlanned rounds(std::vector<DueVisit> due, Date from, Date until) {
    std::erase_if(due, [](const DueVisit& one) { return one.planned.has_value(); });
    if (due.size() > most_needs) due.resize(most_needs);
    const auto days = working_days(from, until);
    std::map<EnterpriseId, DueVisit> by_id;
    std::vector<Wanted> wanted;
    const auto roles = roles_for(due, plan_.roles);
    for (std::size_t i = 0; i < due.size(); ++i) {
      const auto& one = due[i];
      wanted.push_back({NeedId(one.enterprise.str()),
                        Instant(std::chrono::sys_days(one.due).time_since_epoch()),
                        roles[i],
                        one.enterprise,
                        one.building,
                        one.region,
                        one.group,
                        {}});
      by_id.emplace(one.enterprise, one);
    }
    Situation situation;
    situation.graph = with_room(static_cast<std::int64_t>(days.size()) * plan_.per_day);
    situation.day = days.front();
    std::map<OfficerId, std::vector<DueVisit>> of_officers;
    const auto plan = assign(std::move(wanted), open_visits(from), situation);
    for (const auto& one : plan.assigned) of_officers[one.officer].push_back(by_id.at(EnterpriseId(one.need.str())));
    VisitsPlanned planned{plan_.id, {}};
    for (auto& [officer, enterprises] : of_officers) {
      const auto round = round_of(officer, std::move(enterprises), slots_of(officer, days));
      planned.visits.insert(planned.visits.end(), round.begin(), round.end());
    }
    return planned;
  }

  std::optional<Date> last_visit(const EnterpriseId& id) {
    auto row = session_.prepare("SELECT MAX(at) FROM visits WHERE enterprise = ?");
    row.bind(id.str());
    if (!row.step() || row.is_null(0)) return std::nullopt;
    return calendar_.date_of(row.instant(0));
  }

 private:
  std::vector<Date> working_days(Date from, Date until) const {
    std::vector<Date> days;
    for (Date day = calendar_.add_workdays(from, 0); day <= until; day = calendar_.add_workdays(day, 1))
      days.push_back(day);
    if (days.empty())
      throw Refused(Code::invalid_argument,
                    fmt::format("there is no working day from {} to {}", to_string(from), to_string(until)), "from");
    return days;
  }

  // The days on which the officer is there, each as often as there is room for a visit.
  std::vector<Date> slots_of(const OfficerId& id, const std::vector<Date>& days) {
    const Officer* officer = organisation_->officer(id);
    std::vector<Date> slots;
    for (const Date day : days) {
      if (officer && on_leave(*officer, day)) continue;
      auto row =
          session_.prepare("SELECT COUNT(*) FROM planned_visits WHERE officer = ? AND day = ? AND visit IS NULL");
      row.bind(id.str(), to_string(day));
      row.step();
      for (auto taken = row.integer(0); taken < plan_.per_day; ++taken) slots.push_back(day);
    }
    return slots;
  }

  // Room for visits instead of room for needs.
  std::shared_ptr<const OrganisationGraph> with_room(std::int64_t visits) const {
    auto organisation = organisation_->organisation();
    for (auto& officer : organisation.officers) officer.capacity = visits;
    return std::make_shared<const OrganisationGraph>(std::move(organisation));
  }

  // What each has planned already in the period that begins.
  Loads open_visits(Date from) {
    Loads loads;
    auto row = session_.prepare(
        "SELECT officer, COUNT(*) FROM planned_visits WHERE visit IS NULL AND day >= ? GROUP BY officer");
    row.bind(to_string(from));
    while (row.step()) loads[OfficerId(row.string(0))].open = row.integer(1);
    return loads;
  }

  Session& session_;
  const VisitPlan& plan_;
  Calendar calendar_;
  std::shared_ptr<const OrganisationGraph> organisation_;
};

void require_planner(const Actor& actor, InForce& in_force) {
  authorise({}, "plan_visits", relations_to(EnterpriseId(), {}, actor, *in_force.organisation()));
}

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

std::string prefecture(const std::string& region) { return region.size() == 6 ? region.substr(0, 4) + "00" : region; }

}  // namespace

std::shared_ptr<const Projection> planned_visits_projection() { return std::make_shared<PlannedVisitsProjection>(); }

Receipt plan_visits(Work& work, const PlanVisits& command) {
  require_planner(work.envelope.actor, work.in_force);
  const auto plan = work.in_force.visit_plan(command.plan);
  const Date today = work.in_force.calendar().date_of(work.envelope.at);
  const Date from = std::max(command.from.value_or(std::chrono::sys_days(today) + std::chrono::days(1)), plan->from);
  const Date until = std::min(command.until.value_or(plan->until), plan->until);
  Planner planner(work.ledger, work.in_force, *plan);
  const auto planned = planner.rounds(planner.due(today, until), from, until);
  if (planned.visits.empty())
    throw Refused(Code::illegal_state, "there is nobody to plan a visit for, or nobody who could go", "plan");
  return work.append({encode(planned, work.envelope.at)});
}

std::vector<DueVisit> ServiceDesk::due_visits(const PlanId& id, const Actor& viewer, std::optional<Date> date,
                                              std::int64_t limit) const {
  constexpr std::int64_t most = 10'000;
  if (limit < 1 || limit > most) throw Refused(Code::invalid_argument, fmt::format("limit is 1 to {}", most), "limit");
  return impl_->ledger->read([&](Reader& reader) {
    InForce in_force(reader, impl_->library, impl_->options.clock());
    const auto organisation = in_force.organisation();
    const auto plan = in_force.visit_plan(id);
    const Date day = date.value_or(in_force.calendar().date_of(impl_->options.clock()));
    auto due = Planner(reader, in_force, *plan).due(day, day);
    std::erase_if(due, [&](const DueVisit& one) {
      return !relations_to(one.enterprise, one.group, viewer, *organisation).any() &&
             viewer != Actor::officer(one.officer);
    });
    if (std::ssize(due) > limit) due.resize(static_cast<std::size_t>(limit));
    return due;
  });
}

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
    Planner(reader, in_force, *plan).for_each_selected(coverage.date, [&](const Enterprise& e) {
      const auto progress = progress_of(reader.session(), *plan, e.id, coverage.date, from, until);
      count(coverage.whole, progress);
      count(regions[prefecture(e.region)], progress);
      count(tiers[e.tier.empty() ? "无" : e.tier], progress);
      if (!progress.officer.empty()) count(officers[progress.officer], progress);
    });
    coverage.regions = lines_of(regions);
    coverage.tiers = lines_of(tiers);
    coverage.officers = lines_of(officers);
    return coverage;
  });
}

std::string to_document(const std::vector<DueVisit>& due) { return canonical({{"due", to_json(due)}}); }
std::string to_document(const Coverage& coverage) { return canonical(to_json(coverage)); }

}  // namespace zhuqi
