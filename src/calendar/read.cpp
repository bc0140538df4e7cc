#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/json.hpp"
#include "base/text.hpp"
#include "calendar/definition.hpp"

namespace zhuqi {

namespace {

constexpr std::size_t max_file_bytes = 4 << 20;
constexpr std::size_t most_findings = 500;

// "09:00", "09:00:30", "24:00": seconds since midnight; -1 if it is none of these.
int read_clock(std::string_view text) {
  if (text.size() != 5 && text.size() != 8) return -1;
  int value = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i % 3 == 2 ? text[i] != ':' : text[i] < '0' || text[i] > '9') return -1;
    if (i % 3 == 1) {
      const int number = (text[i - 1] - '0') * 10 + (text[i] - '0');
      if (number > (i == 1 ? 24 : 59)) return -1;
      value = value * 60 + number;
    }
  }
  if (text.size() == 5) value *= 60;
  return value <= 86400 ? value : -1;
}

// "05-01" as 501; 0 if there is no such day in any year.
MonthDay read_month_day(std::string_view text) {
  try {
    return month_day(parse_date("2024-" + std::string(text)));
  } catch (const Refused&) {
    return 0;
  }
}

class DefinitionReader {
 public:
  DefinitionReader(std::string_view text, std::string_view file, const Calendar::Resolver& resolver)
      : text_(text), file_(file), resolver_(resolver) {}

  Definition read() {
    const Json document = parse();
    if (!document.is_object()) finding("", document, "a calendar is a JSON object", "");
    if (document.is_object()) read_document(document);
    if (!findings_.empty()) throw InvalidDocument(std::move(findings_));
    return std::move(result_);
  }

 private:
  Json parse() {
    try {
      return parse_json(text_, "calendar file", max_file_bytes);
    } catch (const Refused& refused) {
      if (refused.code() != Code::invalid_document)
        throw Refused(refused.code(), fmt::format("{}: {}", file_, refused.what()), std::string(file_));
      Finding finding;
      finding.file = file_;
      finding.message = refused.what();
      throw InvalidDocument({finding});
    }
  }

  // `place` is the way to the value, "week.mon[0]".
  void finding(const std::string& place, const Json& value, const std::string& message, const std::string& expected) {
    if (findings_.size() >= most_findings) return;
    Finding finding;
    finding.file = file_;
    finding.row = row_of(place);
    if (!value.is_null())
      finding.value = std::string(cut(value.is_string() ? value.get<std::string>() : value.dump(), 200));
    finding.message = place.empty() ? message : place + ": " + message;
    finding.expected = expected;
    findings_.push_back(std::move(finding));
  }

  // The line where the last key of the place stands for the first time; 0 if the key is written with escapes.
  int row_of(const std::string& place) const {
    const std::size_t dot = place.rfind('.');
    std::string key = dot == std::string::npos ? place : place.substr(dot + 1);
    key = key.substr(0, key.find('['));
    const std::size_t at = text_.find('"' + key + '"');
    if (key.empty() || at == std::string_view::npos) return 0;
    return 1 + static_cast<int>(std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
  }

  bool check_keys(const Json& object, const std::string& place, std::initializer_list<std::string_view> known) {
    if (!object.is_object()) {
      finding(place, object, "expected an object", "");
      return false;
    }
    for (const auto& [key, value] : object.items())
      if (std::find(known.begin(), known.end(), key) == known.end())
        finding(place.empty() ? key : place + "." + key, nullptr, "not a known key",
                fmt::format("one of {}", fmt::join(known, ", ")));
    return true;
  }

  void read_document(const Json& document) {
    check_keys(document, "",
               {"name", "zone", "week", "working_day", "seasons", "days", "known", "based_on", "sources"});
    const bool based = read_base(document);
    read_name(document);
    read_zone(document, based);
    read_hours(document, based);
    if (const auto at = document.find("seasons"); at != document.end()) read_seasons(*at);
    if (const auto at = document.find("days"); at != document.end()) read_days(*at);
    if (const auto at = document.find("known"); at != document.end()) read_known(*at);
    if (const auto at = document.find("sources"); at != document.end()) result_.sources = canonical(*at);
    check_working_day(document.contains("working_day") || !document.contains("week"));
  }

  bool read_base(const Json& document) {
    const auto at = document.find("based_on");
    if (at == document.end()) return false;
    if (!at->is_string()) {
      finding("based_on", *at, "expected the name of a calendar", "");
      return true;
    }
    if (const std::optional<Calendar> base = find_base(at->get<std::string>())) {
      result_ = base->definition();
    } else {
      finding("based_on", *at, "there is no calendar of this name", "publish it first, or use cn");
    }
    return true;
  }

  std::optional<Calendar> find_base(const std::string& name) const {
    if (resolver_) return resolver_(name);
    if (name == "cn") return Calendar::china();
    return std::nullopt;
  }

  void read_name(const Json& document) {
    const auto at = document.find("name");
    if (at == document.end()) {
      result_.name = std::filesystem::path(file_).stem().string();
    } else if (!at->is_string() || at->get<std::string>().empty() || at->get<std::string>().size() > 200) {
      finding("name", *at, "expected a text of 1 to 200 bytes", "");
    } else {
      result_.name = at->get<std::string>();
    }
  }

  void read_zone(const Json& document, bool based) {
    const auto at = document.find("zone");
    if (at == document.end()) {
      if (!based) finding("", nullptr, "zone is missing", "+08:00, or CET-1CEST,M3.5.0,M10.5.0/3");
      return;
    }
    if (!at->is_string()) return finding("zone", *at, "expected a text", "+08:00");
    try {
      result_.zone = Zone::parse(at->get<std::string>()).text();
    } catch (const Refused& refused) {
      finding("zone", *at, refused.what(), "");
    }
  }

  // Own hours replace those of the base as a whole, seasons and all.
  void read_hours(const Json& document, bool based) {
    const auto week = document.find("week");
    if (week != document.end()) {
      result_.week = read_week(*week, "week");
      result_.working_day = result_.week[0];
      result_.seasons.clear();
    } else if (!based) {
      finding("", nullptr, "week is missing", R"("week": {"mon": [["09:00","17:00"]], ...})");
    }
    if (const auto at = document.find("working_day"); at != document.end())
      result_.working_day = read_intervals(*at, "working_day");
  }

  Week read_week(const Json& json, const std::string& place) {
    Week week;
    if (!check_keys(json, place, {"mon", "tue", "wed", "thu", "fri", "sat", "sun"})) return week;
    for (std::size_t day = 0; day < 7; ++day)
      if (const auto at = json.find(weekday_keys[day]); at != json.end())
        week[day] = read_intervals(*at, place + "." + weekday_keys[day]);
    return week;
  }

  Hours read_intervals(const Json& json, const std::string& place) {
    Hours hours;
    if (!json.is_array()) {
      finding(place, json, "expected a list of intervals", R"([["09:00","12:00"],["13:30","17:30"]])");
      return hours;
    }
    for (std::size_t i = 0; i < json.size(); ++i) {
      const std::string here = fmt::format("{}[{}]", place, i);
      const std::optional<Interval> interval = read_interval(json[i], here);
      if (!interval) continue;
      if (!hours.empty() && interval->begin < hours.back().end)
        finding(here, json[i], "begins before the interval before it ends", "intervals in order, not overlapping");
      hours.push_back(*interval);
    }
    return hours;
  }

  std::optional<Interval> read_interval(const Json& json, const std::string& place) {
    const bool has_form = json.is_array() && json.size() == 2 && json[0].is_string() && json[1].is_string();
    const Interval interval = has_form ? Interval{read_clock(json[0].get_ref<const std::string&>()),
                                                  read_clock(json[1].get_ref<const std::string&>())}
                                       : Interval{-1, -1};
    if (interval.begin < 0 || interval.end < 0) {
      finding(place, json, "not an interval", R"(["09:00","12:00"]; a day ends at 24:00)");
      return std::nullopt;
    }
    if (interval.begin >= interval.end) {
      finding(place, json, "ends before it begins", "over midnight: until 24:00, and from 00:00 the next day");
      return std::nullopt;
    }
    return interval;
  }

  void read_seasons(const Json& json) {
    result_.seasons.clear();
    if (!json.is_array() || json.size() > 100)
      return finding("seasons", json, "expected a list of up to 100 seasons", "");
    for (std::size_t i = 0; i < json.size(); ++i) read_season(json[i], fmt::format("seasons[{}]", i));
  }

  void read_season(const Json& json, const std::string& place) {
    if (!check_keys(json, place, {"name", "from", "to", "week", "working_day"})) return;
    Season season;
    season.name = json.contains("name") && json["name"].is_string() ? json["name"].get<std::string>() : "";
    for (const auto& [key, day] : {std::pair{"from", &season.from}, std::pair{"to", &season.to}}) {
      *day = json.contains(key) && json[key].is_string() ? read_month_day(json[key].get<std::string>()) : 0;
      if (*day == 0) finding(place, json.value(key, Json()), fmt::format("«{}» is no day of the year", key), "05-01");
    }
    if (json.contains("week")) {
      season.week = read_week(json["week"], place + ".week");
    } else {
      finding(place, nullptr, "week is missing", "");
    }
    season.working_day = season.week[0].empty() ? result_.working_day : season.week[0];
    if (json.contains("working_day")) season.working_day = read_intervals(json["working_day"], place + ".working_day");
    for (const Season& other : result_.seasons)
      if (other.covers(season.from) || season.covers(other.from))
        finding(place, nullptr, "covers days that another season covers too", "");
    result_.seasons.push_back(std::move(season));
  }

  void read_days(const Json& json) {
    if (!json.is_object()) return finding("days", json, "expected an object of dates", R"({"2026-02-14": "working"})");
    std::map<Date, DayRule> single;
    for (const auto& [key, value] : json.items()) {
      const std::string place = "days." + key;
      const std::optional<DayRule> rule = read_rule(value, place);
      if (key.starts_with("*-")) {
        const MonthDay day = read_month_day(std::string_view(key).substr(2));
        if (day == 0) finding(place, nullptr, "no such day of the year", "2026-02-14, or *-12-25 for every year");
        if (day == 0 || !rule) continue;
        std::erase_if(result_.days, [&](const auto& of_base) { return month_day(of_base.first) == day; });
        result_.every_year.insert_or_assign(day, *rule);
        continue;
      }
      try {
        const Date date = parse_date(key);
        own_years_.insert(int(date.year()));
        if (rule) single.emplace(date, *rule);
      } catch (const Refused&) {
        finding(place, nullptr, "no such date", "2026-02-14, or *-12-25 for every year");
      }
    }
    for (auto& [date, rule] : single) result_.days.insert_or_assign(date, std::move(rule));
  }

  std::optional<DayRule> read_rule(const Json& json, const std::string& place) {
    DayRule rule;
    const Json* is = json.is_string() ? &json : nullptr;
    const Json* hours = json.is_array() ? &json : nullptr;
    if (json.is_object()) {
      check_keys(json, place, {"is", "hours", "name"});
      if (const auto at = json.find("is"); at != json.end()) is = &*at;
      if (const auto at = json.find("hours"); at != json.end()) hours = &*at;
      if (const auto at = json.find("name"); at != json.end() && at->is_string()) rule.name = at->get<std::string>();
    }
    const bool off = is && *is == "off", working = is && *is == "working";
    if ((is && !off && !working) || (!is && !hours) || (off && hours)) {
      finding(place, json, "not a kind of day",
              R"("off", "working", a list of intervals, or {"is": ..., "hours": ..., "name": ...})");
      return std::nullopt;
    }
    rule.kind = hours ? DayRule::Kind::own : working ? DayRule::Kind::working : DayRule::Kind::off;
    if (hours) rule.hours = read_intervals(*hours, place);
    return rule;
  }

  void read_known(const Json& json) {
    const bool has_form = json.is_array() && json.size() == 2 && json[0].is_string() && json[1].is_string();
    std::optional<KnownDays> known;
    try {
      if (has_form) known = KnownDays{parse_date(json[0].get<std::string>()), parse_date(json[1].get<std::string>())};
    } catch (const Refused&) {
    }
    if (!known || known->first > known->last)
      return finding("known", json, "expected the first and the last known day", R"(["2007-01-01","2026-12-31"])");
    if (result_.known) check_own_years(json, *known, *result_.known);
    result_.known = known;
  }

  // A year that the base does not know is known here only if the file says something of it: no year is Monday to Friday
  // because nobody wrote it down.
  void check_own_years(const Json& json, KnownDays known, KnownDays base) {
    const auto needs_days = [&](Date first, Date last) {
      if (first > last) return;
      for (int year = int(first.year()); year <= int(last.year()); ++year)
        if (!own_years_.contains(year))
          return finding(
              "known", json,
              fmt::format("reaches beyond what the calendar it is based on knows, and days has none of {}", year),
              fmt::format("{} to {}, or the days of {}", to_string(base.first), to_string(base.last), year));
    };
    using std::chrono::days;
    using std::chrono::sys_days;
    needs_days(known.first, std::min(known.last, Date(sys_days(base.first) - days(1))));
    needs_days(std::max(known.first, Date(sys_days(base.last) + days(1))), known.last);
  }

  // A day that is "working" needs hours from somewhere; none at all must be said.
  void check_working_day(bool is_said) {
    if (is_said || !result_.working_day.empty()) return;
    const auto is_working = [](const auto& entry) { return entry.second.kind == DayRule::Kind::working; };
    if (std::any_of(result_.days.begin(), result_.days.end(), is_working) ||
        std::any_of(result_.every_year.begin(), result_.every_year.end(), is_working))
      finding("", nullptr, "days are working, but Monday has no hours for them to take",
              R"("working_day": intervals; [] if such days are not worked here)");
  }

  std::string_view text_;
  std::string file_;
  const Calendar::Resolver& resolver_;
  Definition result_;
  std::set<int> own_years_;  // of which `days` has a date
  Findings findings_;
};

}  // namespace

Definition read_definition(std::string_view json, std::string_view file_name, const Calendar::Resolver& based_on) {
  return DefinitionReader(json, file_name, based_on).read();
}

}  // namespace zhuqi
