// What is known of enterprises, and what follows from it by the tables of then.
#include <fmt/format.h>

#include <zhuqi/classify/facts.hpp>

#include "desk/access.hpp"
#include "desk/command_documents.hpp"
#include "desk/impl.hpp"
#include "desk/lists.hpp"
#include "desk/registry.hpp"
#include "model/documents.hpp"

namespace zhuqi {

constexpr auto fields(Of<SizeClass>) {
  return std::tuple(field("size", &SizeClass::size).optional(), field("missing", &SizeClass::missing).optional());
}

constexpr auto fields(Of<MissingCondition>) {
  using M = MissingCondition;
  return std::tuple(field("fact", &M::fact), field("test", &M::test), field("actual", &M::actual).optional(),
                    field("text", &M::text));
}

constexpr auto fields(Of<WayIntoTier>) {
  using W = WayIntoTier;
  return std::tuple(field("tier", &W::tier), field("rule", &W::rule), field("missing", &W::missing));
}

constexpr auto fields(Of<TierStanding>) {
  using T = TierStanding;
  return std::tuple(field("recognised", &T::recognised).optional(), field("qualifies", &T::qualifies).optional(),
                    field("next", &T::next).optional(), field("ways", &T::ways).optional());
}

constexpr auto fields(Of<EnterpriseVersion>) {
  using V = EnterpriseVersion;
  return std::tuple(field("event", &V::event), field("at", &V::at), field("actor", &V::actor),
                    field("enterprise", &V::enterprise), field("changed", &V::changed).optional(),
                    field("size", &V::size).optional(), field("qualifies", &V::qualifies).optional());
}

constexpr auto fields(Of<EnterpriseView>) {
  using V = EnterpriseView;
  return std::tuple(field("enterprise", &V::enterprise), field("since", &V::since),
                    field("contact_stale", &V::contact_stale), field("size", &V::size), field("tier", &V::tier),
                    field("history", &V::history));
}

constexpr auto fields(Of<EnterpriseQuery>) {
  using Q = EnterpriseQuery;
  return std::tuple(field("region", &Q::region).optional(), field("tier", &Q::tier).optional(),
                    field("building", &Q::building).optional(), field("stale_only", &Q::stale_only).optional(),
                    field("after", &Q::after).optional(), field("limit", &Q::limit).optional());
}

constexpr auto fields(Of<EnterpriseSummary>) {
  using S = EnterpriseSummary;
  return std::tuple(field("id", &S::id), field("name", &S::name), field("region", &S::region),
                    field("tier", &S::tier).optional(), field("building", &S::building).optional(),
                    field("contact_stale", &S::contact_stale));
}

namespace {

[[noreturn]] void not_known(const EnterpriseId& id) {
  throw Refused(Code::not_found,
                fmt::format("there is no enterprise «{}» that this viewer may see", id.str().substr(0, 40)),
                "enterprise");
}

bool may_see(const Enterprise& enterprise, const Actor& viewer, InForce& in_force) {
  if (viewer.kind == Actor::Kind::host) return true;
  if (!in_force.has("organisation")) return false;
  const auto organisation = in_force.organisation();
  return relations_to(enterprise.id, group_of(enterprise, *organisation), viewer, *organisation).any();
}

// The fields in which two versions differ.
std::vector<std::string> differences(const Enterprise& before, const Enterprise& after) {
  std::vector<std::string> names;
  const auto compare = [&]<class M>(const Field<Enterprise, M>& f) {
    if (before.*f.member != after.*f.member) names.emplace_back(f.name);
  };
  std::apply([&](const auto&... f) { (compare(f), ...); }, fields(Of<Enterprise>{}));
  return names;
}

// The civil date of an instant: by the calendar in force, or by China's where none is.
const Zone& zone_of(InForce& in_force) {
  return in_force.has("calendar") ? in_force.calendar().zone() : Calendar::china().zone();
}
Date date_of(Instant at, InForce& in_force) {
  return Date(std::chrono::floor<std::chrono::days>(zone_of(in_force).to_local(at)));
}
Instant end_of(Date day, InForce& in_force) {
  return zone_of(in_force).to_instant(std::chrono::local_days(day) + std::chrono::days(1)) - Instant::duration(1);
}

SizeClass size_on(InForce& in_force, const Enterprise& enterprise) {
  const auto table = in_force.size();
  return table ? size_of(std::span(table.get(), 1), enterprise, table->from) : SizeClass{};
}

TierStanding standing_on(InForce& in_force, const Enterprise& enterprise, const SizeClass& size, Date day) {
  const auto counted = on_day(enterprise, day);
  const auto standard = in_force.tier();
  TierStanding standing;
  standing.recognised = counted.tier;
  if (!standard) return standing;
  Facts known = facts(counted);
  if (!size.size.empty()) known.insert_or_assign("size", Value(size.size));
  return standard->standing(std::move(known), counted.tier, day);
}

std::vector<EnterpriseVersion> versions_of(Reader& reader, Library& library, const EnterpriseId& id, Instant until) {
  std::vector<EnterpriseVersion> all;
  for_each_version(reader, id, [&](const Event& event, const Enterprise& enterprise) {
    if (!all.empty()) all.back().changed = differences(enterprise, all.back().enterprise);
    if (event.at > until) return true;
    InForce then(reader, library, event.at);
    EnterpriseVersion version{event.seq, event.at, event.actor, enterprise, {}, size_on(then, enterprise), {}};
    version.qualifies = standing_on(then, enterprise, version.size, date_of(event.at, then)).qualifies;
    all.push_back(std::move(version));
    return true;
  });
  return all;
}

}  // namespace

EnterpriseView ServiceDesk::enterprise(const EnterpriseId& id, const Actor& viewer, std::optional<Date> date) const {
  return impl_->ledger->read([&](Reader& reader) {
    const Instant now = impl_->options.clock();
    InForce present(reader, impl_->library, now);
    const auto known = find_registered(reader.session(), id);
    if (!known || !may_see(known->enterprise, viewer, present)) not_known(id);
    const Date day = date.value_or(date_of(now, present));
    const Instant until = date ? end_of(day, present) : now;
    EnterpriseView view;
    view.history = versions_of(reader, impl_->library, id, until);
    if (view.history.empty()) not_known(id);
    view.enterprise = view.history.front().enterprise;
    view.since = view.history.front().at;
    view.contact_stale = is_contact_stale(view.enterprise, day, present.settings().contact_fresh);
    InForce then(reader, impl_->library, until);
    view.size = size_on(then, view.enterprise);
    view.tier = standing_on(then, view.enterprise, view.size, day);
    return view;
  });
}

std::vector<EnterpriseSummary> ServiceDesk::enterprises(const EnterpriseQuery& query, const Actor& viewer) const {
  check_limit(query.limit);
  return impl_->ledger->read([&](Reader& reader) {
    const Instant now = impl_->options.clock();
    InForce in_force(reader, impl_->library, now);
    require_registrar(viewer, in_force);
    const Date today = date_of(now, in_force);
    std::vector<EnterpriseSummary> all;
    for_each_registered(reader.session(), query.region, query.after, [&](const Enterprise& e) {
      const bool stale = is_contact_stale(e, today, in_force.settings().contact_fresh);
      if ((query.tier.empty() || query.tier == on_day(e, today).tier) &&
          (query.building.empty() || query.building == e.building) && (stale || !query.stale_only))
        all.push_back({e.id, e.name, e.region, on_day(e, today).tier, e.building, stale});
      return std::ssize(all) < query.limit;
    });
    return all;
  });
}

std::string to_document(const EnterpriseView& view) { return canonical(to_json(view)); }

std::string to_document(const EnterpriseSummary& summary) { return canonical(to_json(summary)); }

std::string to_document(const std::vector<EnterpriseSummary>& list) {
  return canonical({{"enterprises", to_json(list)}});
}

std::string enterprises_document(const ServiceDesk& desk, const Json& fields, const Actor& viewer) {
  return to_document(desk.enterprises(from_json<EnterpriseQuery>(fields), viewer));
}

}  // namespace zhuqi
