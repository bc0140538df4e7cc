// The JSON form of spans, ladders and clocks.
#pragma once

#include <zhuqi/sla/clock.hpp>
#include <zhuqi/sla/policy.hpp>

#include "base/fields.hpp"

namespace zhuqi {

namespace detail {

// A span is written as people write it: "7wd".
template <>
struct Codec<Span> {
  static Json to(const Span& span) { return to_string(span); }
  static Span from(const Json& json, const std::string& place) {
    return parse_span(Codec<std::string>::from(json, place));
  }
};

// So is a ladder: "-1wd warn officer; 0 breach department".
template <>
struct Codec<std::vector<LadderStep>> {
  static Json to(const std::vector<LadderStep>& ladder) { return to_string(ladder); }
  static std::vector<LadderStep> from(const Json& json, const std::string& place) {
    return parse_ladder(Codec<std::string>::from(json, place));
  }
};

}  // namespace detail

constexpr auto fields(Of<SlaPolicy>) {
  using P = SlaPolicy;
  return std::tuple(field("name", &P::name), field("sign", &P::sign), field("resolve", &P::resolve),
                    field("ladder", &P::ladder));
}

constexpr auto fields(Of<PlannedStep>) {
  using S = PlannedStep;
  return std::tuple(field("kind", &S::kind), field("tell", &S::tell), field("at", &S::at));
}

constexpr auto fields(Of<ClockPlan>) {
  using C = ClockPlan;
  return std::tuple(field("name", &C::name), field("start", &C::start), field("target", &C::target),
                    field("due", &C::due).optional(), field("known_until", &C::known_until).optional(),
                    field("ladder", &C::ladder).optional(), field("steps", &C::steps).optional());
}

}  // namespace zhuqi
