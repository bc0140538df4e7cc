#include <algorithm>
#include <fstream>
#include <sstream>

#include <fmt/format.h>

#include <zhuqi/calendar/calendar.hpp>

#include "base/sha256.hpp"
#include "calendar/china.hpp"
#include "calendar/definition.hpp"
#include "calendar/timeline.hpp"

namespace zhuqi {

using namespace std::chrono;

struct Calendar::Body {
  Definition definition;
  Zone zone;
  Timeline timeline;
  std::string text;
  std::string hash;

  explicit Body(Definition from)
      : definition(std::move(from)),
        zone(Zone::parse(definition.zone)),
        timeline(definition, zone),
        text(write_definition(definition)),
        hash(sha256_hex(text)) {}
};

namespace {

std::int64_t count(Instant at) { return at.time_since_epoch().count(); }
Instant instant(std::int64_t count) { return Instant(microseconds(count)); }

std::int32_t day_number(Date date) {
  if (!date.ok()) throw Refused(Code::invalid_argument, "there is no such date");
  return static_cast<std::int32_t>(sys_days(date).time_since_epoch().count());
}

Date date_from(std::int32_t day) { return sys_days(days(day)); }

// The date to name in a refusal, also of instants that no calendar reaches.
Date named_date(const Calendar& calendar, Instant at) {
  const Instant first = sys_days(all_days.first) + days(1), last = sys_days(all_days.last);
  return calendar.date_of(std::clamp(at, first, last));
}

// The words for a status of the time line. `from` and `forward` say which end of the known days was passed.
[[noreturn]] void refuse(const Calendar& calendar, Code code, std::string_view what, Date from, bool forward) {
  const KnownDays known = calendar.known();
  const std::string& name = calendar.name();
  if (code == Code::invalid_argument) throw Refused(code, fmt::format("{}: outside the years 1 to 9999", what));
  if (code == Code::illegal_state)
    throw Refused(code, fmt::format("calendar «{}» has not that much working time {} {}", name,
                                    forward ? "after" : "before", to_string(from)));
  const Date missing = from < known.first || from > known.last ? from
                       : forward                               ? Date(sys_days(known.last) + days(1))
                                                               : Date(sys_days(known.first) - days(1));
  throw Refused(Code::calendar_unknown,
                fmt::format("calendar «{}» does not know the year {} (it knows {} to {}); publish the calendar of "
                            "that year",
                            name, int(missing.year()), to_string(known.first), to_string(known.last)),
                name);
}

// Apart from the way of a good answer, which so needs fewer registers.
[[noreturn, gnu::noinline, gnu::cold]] void refuse(const Calendar& calendar, Code code, std::string_view what,
                                                   Instant from, bool forward) {
  refuse(calendar, code, what, named_date(calendar, from), forward);
}

std::string read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  const bool is_empty = in.peek() == std::ifstream::traits_type::eof();
  if (!in.is_open() || in.bad() || (!is_empty && !(text << in.rdbuf())))
    throw Refused(Code::io, fmt::format("{}: cannot be read", file.string()), file.string());
  return text.str();
}

// A chain of calendars longer than this leads back to itself.
constexpr int longest_chain = 8;

Calendar load_from(const std::filesystem::path& file, int depth) {
  const auto beside = [&](std::string_view name) -> std::optional<Calendar> {
    const auto other = file.parent_path() / (std::string(name) + ".json");
    const bool is_plain_name = name.find_first_of("/\\") == std::string_view::npos;
    if (is_plain_name && std::filesystem::exists(other)) {
      if (depth < longest_chain) return load_from(other, depth + 1);
      Finding finding;
      finding.file = file.string();
      finding.message = fmt::format("based_on: leads back to itself, or through more than {} calendars", longest_chain);
      throw InvalidDocument({finding});
    }
    if (name == "cn") return Calendar::china();
    return std::nullopt;
  };
  return Calendar::parse(read_file(file), file.string(), beside);
}

}  // namespace

Calendar make_calendar(Definition definition) {
  return Calendar(std::make_shared<const Calendar::Body>(std::move(definition)));
}

const Calendar& Calendar::china() {
  static const Calendar calendar = parse(china_json(), "cn.json");
  return calendar;
}

Calendar Calendar::parse(std::string_view json, std::string_view file_name, const Resolver& based_on) {
  return make_calendar(read_definition(json, file_name, based_on));
}

Calendar Calendar::load(const std::filesystem::path& file) { return load_from(file, 0); }

const std::string& Calendar::name() const { return body_->definition.name; }
const std::string& Calendar::text() const { return body_->text; }
const std::string& Calendar::hash() const { return body_->hash; }
const Zone& Calendar::zone() const { return body_->zone; }
KnownDays Calendar::known() const { return body_->definition.known.value_or(all_days); }
bool Calendar::knows_all_days() const { return !body_->definition.known; }
const Definition& Calendar::definition() const { return body_->definition; }
const Timeline& Calendar::timeline() const { return body_->timeline; }

bool Calendar::is_open(Instant at) const {
  bool open = false;
  const Code code = body_->timeline.is_open(count(at), open);
  if (code != Code::ok) refuse(*this, code, "is_open", at, true);
  return open;
}

Instant Calendar::add(Instant start, microseconds working) const {
  std::int64_t result = 0;
  const Code code = body_->timeline.add(count(start), working.count(), result);
  if (code != Code::ok) refuse(*this, code, "add", start, working.count() >= 0);
  return instant(result);
}

microseconds Calendar::between(Instant start, Instant end) const {
  std::int64_t result = 0;
  const Code code = body_->timeline.between(count(start), count(end), result);
  const bool first = count(start) < body_->timeline.begin() || count(start) > body_->timeline.end();
  if (code != Code::ok) refuse(*this, code, "between", first ? start : end, true);
  return microseconds(result);
}

Instant Calendar::next_open(Instant at) const {
  std::int64_t result = 0;
  const Code code = body_->timeline.next_open(count(at), result);
  if (code != Code::ok) refuse(*this, code, "next_open", at, true);
  return instant(result);
}

Instant Calendar::prev_open(Instant at) const {
  std::int64_t result = 0;
  const Code code = body_->timeline.prev_open(count(at), result);
  if (code != Code::ok) refuse(*this, code, "prev_open", at, false);
  return instant(result);
}

Reach Calendar::reach(Instant start, microseconds working) const {
  if (working < microseconds::zero()) throw Refused(Code::invalid_argument, "reach: the duration is negative");
  const Timeline& timeline = body_->timeline;
  Reach reach{std::nullopt, known().last, microseconds::zero()};
  if (count(start) > timeline.end() && !knows_all_days()) {
    reach.owed = working;
    return reach;
  }
  std::int64_t result = 0;
  const Code code = timeline.add(count(start), working.count(), result);
  if (code == Code::ok) {
    reach.at = instant(result);
  } else if (code == Code::calendar_unknown && count(start) >= timeline.begin()) {
    reach.owed = working - between(start, instant(timeline.end()));
  } else {
    refuse(*this, code, "reach", start, true);
  }
  return reach;
}

bool Calendar::is_workday(Date date) const {
  bool workday = false;
  const Code code = body_->timeline.is_workday(day_number(date), workday);
  if (code != Code::ok) refuse(*this, code, "is_workday", date, true);
  return workday;
}

Date Calendar::add_workdays(Date date, std::int64_t n) const {
  std::int32_t result = 0;
  const Code code = body_->timeline.add_workdays(day_number(date), n, result);
  if (code != Code::ok) refuse(*this, code, "add_workdays", date, n >= 0);
  return date_from(result);
}

std::int64_t Calendar::between_workdays(Date start, Date end) const {
  std::int64_t result = 0;
  const Code code = body_->timeline.between_workdays(day_number(start), day_number(end), result);
  const bool first = start < known().first || start > known().last;
  if (code != Code::ok) refuse(*this, code, "between_workdays", first ? start : end, true);
  return result;
}

ReachDay Calendar::reach_workdays(Date date, std::int64_t n) const {
  if (n < 0) throw Refused(Code::invalid_argument, "reach_workdays: the number of days is negative");
  const Timeline& timeline = body_->timeline;
  const std::int32_t day = day_number(date);
  ReachDay reach{std::nullopt, known().last, 0};
  // Zero working days still need one to stand on.
  if (day > timeline.last_day() && !knows_all_days()) {
    reach.owed = n;
    return reach;
  }
  std::int32_t result = 0;
  const Code code = timeline.add_workdays(day, n, result);
  if (code == Code::ok) {
    reach.day = date_from(result);
  } else if (code == Code::calendar_unknown && day >= timeline.first_day()) {
    reach.owed = n - between_workdays(date, reach.last_known);
  } else {
    refuse(*this, code, "reach_workdays", date, true);
  }
  return reach;
}

std::optional<Instant> Calendar::opening(Date date) const {
  if (!is_workday(date)) return std::nullopt;
  return to_instant(local_days(date) + seconds(body_->definition.on(date).hours->front().begin));
}

std::optional<Instant> Calendar::closing(Date date) const {
  if (!is_workday(date)) return std::nullopt;
  return to_instant(local_days(date) + seconds(body_->definition.on(date).hours->back().end));
}

Instant Calendar::close_of(Date date, std::int64_t n) const { return *closing(add_workdays(date, n)); }

}  // namespace zhuqi
