#include "desk/visit_plans.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include <zhuqi/assignment/backlog.hpp>
#include <zhuqi/desk/visits.hpp>

#include "base/fields.hpp"
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

namespace {

constexpr std::string_view plan_streams = "plan/";
constexpr std::chrono::days longest{366};  // that is planned at once

NewEvent encode(const VisitsPlanned& event, Instant at) {
  NewEvent one;
  one.stream = std::string(plan_streams) + event.plan.str();
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
        "officer TEXT NOT NULL, at INTEGER NOT NULL, visit TEXT, PRIMARY KEY (plan, enterprise, day))");
    session.run("CREATE INDEX planned_visits_enterprise ON planned_visits (enterprise)");
    session.run("CREATE INDEX planned_visits_officer ON planned_visits (officer, day)");
  }
  void clear(Session& session) const override { session.run("DROP TABLE IF EXISTS planned_visits"); }
  void apply(Session& session, const Event& event) const override {
    if (const auto visit = id_in(event.stream, "visit/"); !visit.empty()) {
      Event impersonal = event;
      impersonal.personal.clear();
      session.run("UPDATE planned_visits SET visit = ? WHERE enterprise = ? AND visit IS NULL AND at <= ?", visit,
                  decode_visit(impersonal).visit.enterprise.str(), event.at);
    } else if (!id_in(event.stream, plan_streams).empty()) {
      const auto planned = from_json<VisitsPlanned>(parse_json(event.data, "event"));
      for (const auto& one : planned.visits)
        session.run(
            "INSERT INTO planned_visits (plan, enterprise, day, officer, at) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (plan, enterprise, day) DO UPDATE SET officer = excluded.officer, at = excluded.at, visit = "
            "NULL",
            planned.plan.str(), one.enterprise.str(), to_string(one.day), one.officer.str(), event.at);
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

  // The selected ones whose visit falls due up to `until`.
  std::vector<DueVisit> due(Date day, Date until) {
    std::vector<DueVisit> all;
    for_each_selected(session_, plan_, day, [&](const Enterprise& e) {
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
    const std::chrono::sys_days last = std::min(std::chrono::sys_days(until), std::chrono::sys_days(from) + longest);
    for (std::chrono::sys_days day = from; day <= last; day += std::chrono::days(1))
      if (calendar_.is_workday(day)) days.emplace_back(day);
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

}  // namespace

void for_each_selected(Session& session, const VisitPlan& plan, Date day,
                       const std::function<void(const Enterprise&)>& use) {
  const std::string region = plan.regions.size() == 1 ? plan.regions.front() : std::string();
  for_each_registered(session, region, {}, [&](const Enterprise& enterprise) {
    if (selects(plan, enterprise, day)) use(on_day(enterprise, day));
    return true;
  });
}

void require_planner(const Actor& actor, InForce& in_force) {
  authorise({}, "plan_visits", relations_to(EnterpriseId(), {}, actor, *in_force.organisation()));
}

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

std::string to_document(const std::vector<DueVisit>& due) { return canonical({{"due", to_json(due)}}); }

}  // namespace zhuqi
