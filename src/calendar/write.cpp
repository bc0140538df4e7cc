#include <fmt/format.h>

#include "base/json.hpp"
#include "calendar/definition.hpp"

namespace zhuqi {

namespace {

Json write(const Hours& hours) {
  Json json = Json::array();
  for (const Interval& interval : hours)
    json.push_back(Json::array({clock_text(interval.begin), clock_text(interval.end)}));
  return json;
}

Json write(const Week& week) {
  Json json = Json::object();
  for (std::size_t day = 0; day < 7; ++day)
    if (!week[day].empty()) json[weekday_keys[day]] = write(week[day]);
  return json;
}

Json write(const DayRule& rule) {
  const bool own = rule.kind == DayRule::Kind::own;
  const Json what = own ? write(rule.hours) : Json(rule.kind == DayRule::Kind::working ? "working" : "off");
  if (rule.name.empty()) return what;
  return Json{{own ? "hours" : "is", what}, {"name", rule.name}};
}

Json write(const Season& season) {
  const auto text = [](MonthDay day) { return fmt::format("{:02}-{:02}", day / 100, day % 100); };
  Json json{{"from", text(season.from)},
            {"to", text(season.to)},
            {"week", write(season.week)},
            {"working_day", write(season.working_day)}};
  if (!season.name.empty()) json["name"] = season.name;
  return json;
}

Json write(const Definition& definition) {
  Json json{{"name", definition.name},
            {"zone", definition.zone},
            {"week", write(definition.week)},
            {"working_day", write(definition.working_day)}};
  for (const Season& season : definition.seasons) json["seasons"].push_back(write(season));
  for (const auto& [day, rule] : definition.every_year)
    json["days"][fmt::format("*-{:02}-{:02}", day / 100, day % 100)] = write(rule);
  for (const auto& [date, rule] : definition.days) json["days"][to_string(date)] = write(rule);
  if (definition.known)
    json["known"] = Json::array({to_string(definition.known->first), to_string(definition.known->last)});
  if (!definition.sources.empty()) json["sources"] = parse_json(definition.sources, "sources");
  return json;
}

}  // namespace

std::string write_definition(const Definition& definition) { return canonical(write(definition)); }

std::string write_definition_for_people(const Definition& definition) {
  const Json json = write(definition);
  std::string text = "{\n";
  for (const char* key : {"name", "zone", "week", "working_day", "seasons", "known", "sources", "days"}) {
    const auto found = json.find(key);
    if (found == json.end()) continue;
    if (text.size() > 2) text += ",\n";
    text += fmt::format("  \"{}\": ", key);
    if (!found->is_object() || found->empty()) {
      text += found->dump();
      continue;
    }
    const char* separator = "{\n";
    for (const auto& [name, value] : found->items()) {
      text += fmt::format("{}    {}: {}", separator, Json(name).dump(), value.dump());
      separator = ",\n";
    }
    text += "\n  }";
  }
  return text + "\n}\n";
}

}  // namespace zhuqi
