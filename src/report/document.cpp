#include <zhuqi/report/report.hpp>

#include "base/fields.hpp"

namespace zhuqi {

constexpr auto fields(Of<Phrase>) { return std::tuple(field("zh", &Phrase::zh), field("en", &Phrase::en)); }

constexpr auto fields(Of<ReportQuery>) {
  using Q = ReportQuery;
  return std::tuple(field("from", &Q::from), field("until", &Q::until), field("region", &Q::region),
                    field("department", &Q::department), field("reasons", &Q::reasons).optional());
}

constexpr auto fields(Of<Exclusion>) {
  return std::tuple(field("reason", &Exclusion::reason), field("count", &Exclusion::count));
}

constexpr auto fields(Of<RateFigure>) {
  using R = RateFigure;
  return std::tuple(field("name", &R::name), field("title", &R::title), field("formula", &R::formula),
                    field("numerator", &R::numerator), field("denominator", &R::denominator),
                    field("excluded", &R::excluded));
}

constexpr auto fields(Of<ReportRow>) {
  using R = ReportRow;
  return std::tuple(field("id", &R::id), field("name", &R::name), field("found", &R::found), field("open", &R::open),
                    field("resolved", &R::resolved), field("confirmed", &R::confirmed), field("overdue", &R::overdue),
                    field("returns", &R::returns));
}

constexpr auto fields(Of<Durations>) {
  using D = Durations;
  return std::tuple(field("count", &D::count), field("median_seconds", &D::median_seconds),
                    field("p90_seconds", &D::p90_seconds));
}

constexpr auto fields(Of<OpenNeed>) {
  using N = OpenNeed;
  return std::tuple(field("id", &N::id), field("enterprise", &N::enterprise), field("lead", &N::lead),
                    field("lead_name", &N::lead_name), field("stage", &N::stage), field("age_days", &N::age_days),
                    field("overdue", &N::overdue));
}

constexpr auto fields(Of<VisitFigures>) {
  using V = VisitFigures;
  return std::tuple(field("made", &V::made), field("with_needs", &V::with_needs),
                    field("needs_found", &V::needs_found));
}

constexpr auto fields(Of<Loss>) {
  return std::tuple(field("name", &Loss::name), field("title", &Loss::title), field("needs", &Loss::needs));
}

constexpr auto fields(Of<WrittenReason>) {
  using W = WrittenReason;
  return std::tuple(field("loss", &W::loss), field("need", &W::need), field("department", &W::department),
                    field("text", &W::text));
}

constexpr auto fields(Of<RoundTrip>) {
  return std::tuple(field("circle", &RoundTrip::circle), field("needs", &RoundTrip::needs));
}

constexpr auto fields(Of<StageTime>) {
  using S = StageTime;
  return std::tuple(field("stage", &S::stage), field("department", &S::department), field("worked", &S::worked),
                    field("unknown", &S::unknown));
}

constexpr auto fields(Of<Trust>) {
  using T = Trust;
  return std::tuple(field("solved_satisfied", &T::solved_satisfied),
                    field("solved_unsatisfied", &T::solved_unsatisfied),
                    field("unsolved_satisfied", &T::unsolved_satisfied),
                    field("unsolved_unsatisfied", &T::unsolved_unsatisfied), field("silent", &T::silent));
}

constexpr auto fields(Of<EffectFigure>) {
  using E = EffectFigure;
  return std::tuple(field("kind", &E::kind), field("unit", &E::unit), field("claimed_needs", &E::claimed_needs),
                    field("claimed", &E::claimed), field("confirmed_needs", &E::confirmed_needs),
                    field("confirmed", &E::confirmed), field("lasting_needs", &E::lasting_needs),
                    field("lasting", &E::lasting));
}

constexpr auto fields(Of<PromiseFigures>) {
  using P = PromiseFigures;
  return std::tuple(field("made", &P::made), field("fell_due", &P::fell_due), field("kept", &P::kept),
                    field("not_kept", &P::not_kept), field("unchecked", &P::unchecked));
}

constexpr auto fields(Of<TeamLoad>) {
  using T = TeamLoad;
  return std::tuple(field("id", &T::id), field("name", &T::name), field("open", &T::open),
                    field("overdue", &T::overdue), field("resolved", &T::resolved), field("oldest", &T::oldest),
                    field("oldest_days", &T::oldest_days));
}

constexpr auto fields(Of<Workload>) {
  using W = Workload;
  return std::tuple(field("officer", &W::officer), field("name", &W::name), field("role", &W::role),
                    field("open", &W::open), field("overdue", &W::overdue), field("resolved", &W::resolved));
}

template <>
struct detail::Codec<std::map<DepartmentId, std::string>> {
  static Json to(const std::map<DepartmentId, std::string>& v) {
    Json object = Json::object();
    for (const auto& [id, name] : v) object[id.str()] = name;
    return object;
  }
  static void write(std::string& out, const std::map<DepartmentId, std::string>& v) { out += canonical(to(v)); }
  static std::map<DepartmentId, std::string> from(const Json&, const std::string& place) {
    throw Refused(Code::invalid_argument, place, place);
  }
};

// Differences are the only numbers that are not counts: written to six digits after the point, as strings.
template <>
struct detail::Codec<double> {
  static Json to(double v) { return fmt::format("{:.6f}", v); }
  static void write(std::string& out, double v) { append_json_string(out, fmt::format("{:.6f}", v)); }
  static double from(const Json&, const std::string& place) { throw Refused(Code::invalid_argument, place, place); }
};

constexpr auto fields(Of<Difference>) {
  using D = Difference;
  return std::tuple(field("value", &D::value), field("low", &D::low), field("high", &D::high));
}

constexpr auto fields(Of<FairGroup>) {
  using F = FairGroup;
  return std::tuple(field("name", &F::name), field("title", &F::title), field("definition", &F::definition),
                    field("needs", &F::needs), field("unknown", &F::unknown), field("wait_inside", &F::wait_inside),
                    field("wait_outside", &F::wait_outside), field("wait_hours", &F::wait_hours),
                    field("answered_inside", &F::answered_inside), field("solved_inside", &F::solved_inside),
                    field("answered_outside", &F::answered_outside), field("solved_outside", &F::solved_outside),
                    field("solved_share", &F::solved_share));
}

constexpr auto fields(Of<PolicyFigures>) {
  using P = PolicyFigures;
  return std::tuple(field("policy", &P::policy), field("title", &P::title), field("matched", &P::matched),
                    field("delivered", &P::delivered), field("read", &P::read), field("applied", &P::applied),
                    field("paid", &P::paid), field("paid_fen", &P::paid_fen), field("recovered_fen", &P::recovered_fen),
                    field("turned_down", &P::turned_down), field("for_form", &P::for_form),
                    field("expired", &P::expired), field("withdrawn", &P::withdrawn), field("to_paid", &P::to_paid));
}

constexpr auto fields(Of<PopulationRow>) {
  return std::tuple(field("name", &PopulationRow::name), field("enterprises", &PopulationRow::enterprises));
}

constexpr auto fields(Of<Population>) {
  using P = Population;
  return std::tuple(field("enterprises", &P::enterprises), field("before", &P::before), field("active", &P::active),
                    field("sizes", &P::sizes), field("tiers", &P::tiers), field("industries", &P::industries),
                    field("regions", &P::regions), field("compared", &P::compared), field("grown", &P::grown),
                    field("risen", &P::risen));
}

constexpr auto fields(Of<Report>) {
  using R = Report;
  return std::tuple(
      field("as_of", &R::as_of), field("query", &R::query), field("ledger_seq", &R::ledger_seq),
      field("found", &R::found), field("dispatched", &R::dispatched), field("signed", &R::signed_),
      field("resolved", &R::resolved), field("confirmed", &R::confirmed), field("closed", &R::closed),
      field("open", &R::open), field("names", &R::names), field("stages", &R::stages), field("channels", &R::channels),
      field("departments", &R::departments), field("service_items", &R::service_items), field("overdue", &R::overdue),
      field("breached", &R::breached), field("sign_breaches", &R::sign_breaches), field("returns", &R::returns),
      field("reopened", &R::reopened), field("votes", &R::votes), field("rates", &R::rates),
      field("elapsed_to_sign", &R::time_to_sign), field("elapsed_to_resolve", &R::time_to_resolve),
      field("oldest_open", &R::oldest), field("losses", &R::losses), field("reasons", &R::reasons).optional(),
      field("stage_times", &R::stage_times), field("doors", &R::doors), field("circles", &R::circles),
      field("elapsed_to_confirm", &R::to_confirm), field("trust", &R::trust), field("effects", &R::effects),
      field("promises", &R::promises), field("workload", &R::workload), field("workload_by_role", &R::roles),
      field("workload_by_group", &R::groups), field("fairness", &R::fairness), field("policies", &R::policies),
      field("population", &R::population), field("visits", &R::visits));
}

std::string to_json_text(const Report& report) { return canonical(to_json(report)); }

}  // namespace zhuqi
