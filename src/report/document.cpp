#include <zhuqi/report/report.hpp>

#include "base/fields.hpp"

namespace zhuqi {

constexpr auto fields(Of<ReportQuery>) {
  using Q = ReportQuery;
  return std::tuple(field("from", &Q::from), field("until", &Q::until), field("region", &Q::region),
                    field("department", &Q::department));
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

constexpr auto fields(Of<Report>) {
  using R = Report;
  return std::tuple(field("as_of", &R::as_of), field("query", &R::query), field("ledger_seq", &R::ledger_seq),
                    field("found", &R::found), field("dispatched", &R::dispatched), field("signed", &R::signed_),
                    field("resolved", &R::resolved), field("confirmed", &R::confirmed), field("closed", &R::closed),
                    field("open", &R::open), field("stages", &R::stages), field("channels", &R::channels),
                    field("departments", &R::departments), field("service_items", &R::service_items),
                    field("overdue", &R::overdue), field("breached", &R::breached),
                    field("sign_breaches", &R::sign_breaches), field("returns", &R::returns),
                    field("reopened", &R::reopened), field("votes", &R::votes), field("rates", &R::rates),
                    field("elapsed_to_sign", &R::time_to_sign), field("elapsed_to_resolve", &R::time_to_resolve),
                    field("oldest_open", &R::oldest), field("visits", &R::visits));
}

std::string to_json_text(const Report& report) { return canonical(to_json(report)); }

}  // namespace zhuqi
