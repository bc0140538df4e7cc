// The JSON form of the model's values.
#pragma once

#include <zhuqi/model/enterprise.hpp>
#include <zhuqi/model/need.hpp>
#include <zhuqi/model/organisation.hpp>
#include <zhuqi/model/policy.hpp>
#include <zhuqi/model/visit.hpp>

#include "base/fields.hpp"

namespace zhuqi {

constexpr auto names(Of<Role>) {
  return std::array{std::pair{Role::general, "general"},
                    std::pair{Role::market_regulation, "market_regulation"},
                    std::pair{Role::tax, "tax"},
                    std::pair{Role::investment, "investment"},
                    std::pair{Role::building, "building"},
                    std::pair{Role::handler, "handler"},
                    std::pair{Role::supervisor, "supervisor"},
                    std::pair{Role::administrator, "administrator"}};
}

constexpr auto names(Of<Claim>) {
  return std::array{std::pair{Claim::automatic, "automatic"}, std::pair{Claim::fast, "fast"},
                    std::pair{Claim::ordinary, "ordinary"}};
}

constexpr auto fields(Of<Enterprise>) {
  using E = Enterprise;
  return std::tuple(field("id", &E::id), field("name", &E::name), field("region", &E::region),
                    field("industry", &E::industry).optional(), field("staff", &E::staff).optional(),
                    field("revenue_fen", &E::revenue_fen).optional(), field("assets_fen", &E::assets_fen).optional(),
                    field("research_fen", &E::research_fen).optional(), field("tier", &E::tier).optional(),
                    field("group", &E::group).optional(), field("building", &E::building).optional(),
                    field("tags", &E::tags).optional(), field("contact_name", &E::contact_name).optional().personal(),
                    field("contact_phone", &E::contact_phone).optional().personal(),
                    field("address", &E::address).optional(), field("founded", &E::founded).optional(),
                    field("contact_verified", &E::contact_verified).optional(),
                    field("tier_from", &E::tier_from).optional(), field("tier_until", &E::tier_until).optional(),
                    field("numbers", &E::numbers).optional());
}

constexpr auto fields(Of<Need>) {
  using N = Need;
  return std::tuple(field("enterprise", &N::enterprise), field("text", &N::text).personal(),
                    field("service_item", &N::service_item).optional(), field("source", &N::source).optional(),
                    field("channel", &N::channel).optional(),
                    field("contact_name", &N::contact_name).optional().personal(),
                    field("contact_phone", &N::contact_phone).optional().personal());
}

constexpr auto fields(Of<Visit>) {
  using V = Visit;
  return std::tuple(field("enterprise", &V::enterprise), field("officer", &V::officer),
                    field("purpose", &V::purpose).optional(), field("note", &V::note).optional().personal());
}

constexpr auto fields(Of<Department>) {
  using D = Department;
  return std::tuple(field("id", &D::id), field("name", &D::name), field("function", &D::function),
                    field("region", &D::region), field("parent", &D::parent).optional());
}

constexpr auto fields(Of<Leave>) { return std::tuple(field("from", &Leave::from), field("until", &Leave::until)); }

constexpr auto fields(Of<Officer>) {
  using O = Officer;
  return std::tuple(field("id", &O::id), field("name", &O::name), field("role", &O::role),
                    field("department", &O::department), field("regions", &O::regions).optional(),
                    field("buildings", &O::buildings).optional(), field("enterprises", &O::enterprises).optional(),
                    field("skills", &O::skills).optional(), field("capacity", &O::capacity).optional(),
                    field("calendar", &O::calendar).optional(), field("leave", &O::leave).optional(),
                    field("stand_ins", &O::stand_ins).optional());
}

constexpr auto fields(Of<ServiceGroup>) {
  using G = ServiceGroup;
  return std::tuple(field("id", &G::id), field("name", &G::name), field("region", &G::region),
                    field("members", &G::members), field("buildings", &G::buildings).optional(),
                    field("enterprises", &G::enterprises).optional());
}

constexpr auto fields(Of<Organisation>) {
  using O = Organisation;
  return std::tuple(field("departments", &O::departments), field("officers", &O::officers),
                    field("groups", &O::groups).optional(), field("regions", &O::regions).optional());
}

constexpr auto fields(Of<Condition>) {
  using C = Condition;
  return std::tuple(field("fact", &C::fact), field("test", &C::test), field("text", &C::text));
}

namespace detail {

// A rate is written as people write it: "0.05".
template <>
struct Codec<AmountRate> : TextCodec<AmountRate, parse_rate> {};

}  // namespace detail

constexpr auto names(Of<AmountRounding>) {
  return std::array{std::pair{AmountRounding::down, "down"}, std::pair{AmountRounding::half_up, "half_up"}};
}

constexpr auto fields(Of<AmountTier>) {
  using T = AmountTier;
  return std::tuple(field("from", &T::from), field("fixed_fen", &T::fixed_fen).optional(),
                    field("rate", &T::rate).optional());
}

constexpr auto fields(Of<Amount>) {
  using A = Amount;
  return std::tuple(field("base", &A::base).optional(), field("counted", &A::counted).optional(),
                    field("fixed_fen", &A::fixed_fen).optional(), field("rate", &A::rate).optional(),
                    field("tiers", &A::tiers).optional(), field("progressive", &A::progressive).optional(),
                    field("cap_fen", &A::cap_fen).optional(), field("round_fen", &A::round_fen).optional(),
                    field("rounding", &A::rounding).optional());
}

constexpr auto fields(Of<Guide>) {
  using G = Guide;
  return std::tuple(field("who", &G::who).optional(), field("where", &G::where).optional(),
                    field("phone", &G::phone).optional(), field("materials", &G::materials).optional());
}

constexpr auto fields(Of<PolicyDeadlines>) {
  using D = PolicyDeadlines;
  return std::tuple(field("deliver", &D::deliver).optional(), field("accept", &D::accept).optional(),
                    field("supplement", &D::supplement).optional(), field("review", &D::review).optional(),
                    field("publicity", &D::publicity).optional(), field("pay", &D::pay).optional());
}

constexpr auto fields(Of<Policy>) {
  using P = Policy;
  return std::tuple(field("id", &P::id), field("title", &P::title), field("reference", &P::reference).optional(),
                    field("issuer", &P::issuer), field("region", &P::region), field("from", &P::from),
                    field("until", &P::until), field("branches", &P::branches), field("benefit", &P::benefit),
                    field("amounts", &P::amounts).optional(), field("claim", &P::claim).optional(),
                    field("apply_until", &P::apply_until).optional(), field("remind", &P::remind).optional(),
                    field("deadlines", &P::deadlines).optional(), field("guide", &P::guide).optional());
}

}  // namespace zhuqi
