#include "calendar/notified.hpp"

#include <fmt/format.h>

#include "base/csv.hpp"
#include "base/json.hpp"
#include "base/sheet_date.hpp"
#include "base/text.hpp"

namespace zhuqi {

using enum Finding::Severity;

void Notified::find(Finding::Severity severity, int row, std::string value, std::string message, std::string expected) {
  constexpr std::size_t most = 500;
  if (findings.size() >= most) return;
  value = std::string(cut(value, 200));
  findings.push_back({severity, file, row, 0, std::move(value), std::move(message), std::move(expected)});
}

void Notified::add(NotifiedDay day) {
  if (days.size() == most_days) find(error, day.row, "", fmt::format("more than {} days", most_days));
  day.name = std::string(cut(day.name, 200));
  if (days.size() <= most_days) days.push_back(std::move(day));
}

std::optional<Date> notified_date(std::string_view text, int row, Notified& into) {
  const auto date = parse_sheet_date(text);
  if (!date) into.find(error, row, std::string(text), "no such date", "2026-02-14");
  return date;
}

namespace {

void read_day(const Json& json, std::size_t index, Notified& into) {
  const std::string place = fmt::format("days[{}]", index);
  const auto has = [&](const char* key, auto test) { return json.contains(key) && (json[key].*test)(); };
  if (!json.is_object() || !has("date", &Json::is_string) || !has("isOffDay", &Json::is_boolean)) {
    into.find(error, 0, json.dump(-1, ' ', false, Json::error_handler_t::replace), place + ": not a notified day",
              R"({"name": "元旦", "date": "2027-01-01", "isOffDay": true})");
    return;
  }
  const std::optional<Date> date = notified_date(json["date"].get_ref<const std::string&>(), 0, into);
  if (date)
    into.add({*date, !json["isOffDay"].get<bool>(),
              has("name", &Json::is_string) ? json["name"].get<std::string>() : "", 0});
}

}  // namespace

void read_notified_json(std::string_view text, Notified& into) {
  Json json;
  try {
    json = parse_json(text, "notified days");
  } catch (const Refused& refused) {
    return into.find(error, 0, "", refused.what());
  }
  if (!json.is_object() || !json.contains("days") || !json["days"].is_array())
    return into.find(error, 0, "", "days is missing", R"({"year": 2027, "days": [...]})");
  if (const auto year = json.find("year"); year != json.end()) {
    if (!year->is_number_integer() || *year < 1 || *year > 9999)
      return into.find(error, 0, year->dump(), "not a year", "2027");
    into.year = year->get<int>();
  }
  if (const auto papers = json.find("papers"); papers != json.end() && papers->is_array())
    for (const Json& paper : *papers)
      if (paper.is_string()) into.sources.push_back(paper.get<std::string>());
  std::size_t index = 0;
  for (const Json& day : json["days"]) read_day(day, index++, into);
}

void read_notified_csv(std::string_view text, Notified& into) {
  CsvReader reader(text);
  std::vector<std::string_view> fields;
  while (reader.next(fields)) {
    const int row = reader.line();
    if (fields.size() == 1 && trim(fields[0]).empty()) continue;
    if (row == 1 && trim(fields[0]) == "date") continue;
    if (reader.broken() || fields.size() < 2) {
      into.find(error, row, std::string(fields[0]), "not a notified day", "2026-02-14,working,春节");
      continue;
    }
    const std::string_view status = trim(fields[1]);
    const std::optional<Date> date = notified_date(trim(fields[0]), row, into);
    if (status != "off" && status != "working") {
      into.find(error, row, std::string(status), "not a status of a day", "off or working");
    } else if (date) {
      into.add({*date, status == "working", fields.size() > 2 ? std::string(trim(fields[2])) : "", row});
    }
  }
}

}  // namespace zhuqi
