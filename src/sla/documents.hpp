// The JSON form of spans, targets, ladders, policies and clocks.
#pragma once

#include <zhuqi/sla/clock.hpp>
#include <zhuqi/sla/policy.hpp>

#include "base/fields.hpp"

namespace zhuqi {

namespace detail {

// As people write them: "7wd", "24h next-day", "-1wd warn officer; 0 breach department".
template <>
struct Codec<Span> : TextCodec<Span, parse_span> {};

template <>
struct Codec<Target> : TextCodec<Target, parse_target> {};

template <>
struct Codec<std::vector<LadderStep>> : TextCodec<std::vector<LadderStep>, parse_ladder> {};

}  // namespace detail

constexpr auto fields(Of<StagePolicy>) {
  using S = StagePolicy;
  return std::tuple(field("target", &S::target), field("ladder", &S::ladder));
}

constexpr auto fields(Of<ExtensionPolicy>) {
  using E = ExtensionPolicy;
  return std::tuple(field("most", &E::most), field("ask", &E::ask).optional(),
                    field("longest", &E::longest).optional());
}

constexpr auto names(Of<Ruler>) {
  return std::array{std::pair{Ruler::above, "above"}, std::pair{Ruler::higher, "higher"},
                    std::pair{Ruler::administrator, "administrator"}};
}

constexpr auto fields(Of<ReturnPolicy>) {
  using R = ReturnPolicy;
  return std::tuple(field("most", &R::most).optional(), field("within", &R::within).optional(),
                    field("ruler", &R::ruler).optional());
}

namespace detail {

// {"name", "rule", "stages": {"sign": {"target", "ladder"}, …}, "extension", "returns"}. Of old there were two stages,
// written
// {"name", "sign", "resolve", "ladder"}.
template <>
struct Codec<SlaPolicy> {
  static Json to(const SlaPolicy& policy) {
    Json json = {{"name", policy.name}, {"stages", to_json(policy.stages)}};
    if (!policy.rule.empty()) json["rule"] = policy.rule;
    if (policy.extension != ExtensionPolicy{}) json["extension"] = to_json(policy.extension);
    if (policy.returns != ReturnPolicy{}) json["returns"] = to_json(policy.returns);
    return json;
  }
  static void write(std::string& out, const SlaPolicy& policy) {
    char before = '{';
    const auto field = [&](const char* name, const auto& value) {
      out.push_back(before);
      append_json_string(out, name);
      out.push_back(':');
      write_canonical(out, value);
      before = ',';
    };
    if (policy.extension != ExtensionPolicy{}) field("extension", policy.extension);
    field("name", policy.name);
    if (policy.returns != ReturnPolicy{}) field("returns", policy.returns);
    if (!policy.rule.empty()) field("rule", policy.rule);
    field("stages", policy.stages);
    out.push_back('}');
  }
  static SlaPolicy from(const Json& json, const std::string& place) {
    if (!json.is_object()) wrong(place, "an object", json);
    SlaPolicy policy;
    std::size_t known = take(json, place, "name", policy.name) + take(json, place, "rule", policy.rule) +
                        take(json, place, "stages", policy.stages) + take(json, place, "extension", policy.extension) +
                        take(json, place, "returns", policy.returns);
    if (json.contains("sign")) {
      StagePolicy sign{{}, parse_ladder("")}, resolve{{}, parse_ladder("")};
      known += take(json, place, "sign", sign.target) + take(json, place, "resolve", resolve.target) +
               take(json, place, "ladder", resolve.ladder);
      policy.stages = {{"resolve", resolve}, {"sign", sign}};
    }
    if (known != json.size() || !json.contains("name"))
      throw Refused(Code::invalid_argument, fmt::format("{} is not an SLA policy", place), place);
    return policy;
  }

 private:
  template <class T>
  static std::size_t take(const Json& json, const std::string& place, const char* key, T& value) {
    const auto found = json.find(key);
    if (found == json.end()) return 0;
    value = Codec<T>::from(*found, place + "." + key);
    return 1;
  }
};

}  // namespace detail

constexpr auto fields(Of<PlannedStep>) {
  using S = PlannedStep;
  return std::tuple(field("kind", &S::kind), field("tell", &S::tell), field("at", &S::at),
                    field("tell_at", &S::tell_at).optional());
}

constexpr auto fields(Of<Pause>) { return std::tuple(field("from", &Pause::from), field("to", &Pause::to)); }

constexpr auto fields(Of<ClockPlan>) {
  using C = ClockPlan;
  return std::tuple(field("name", &C::name), field("start", &C::start), field("target", &C::target),
                    field("extensions", &C::extensions).optional(), field("pauses", &C::pauses).optional(),
                    field("due", &C::due).optional(), field("known_until", &C::known_until).optional(),
                    field("ladder", &C::ladder).optional(), field("steps", &C::steps).optional());
}

}  // namespace zhuqi
