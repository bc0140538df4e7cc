// iCalendar (RFC 5545), as far as feeds of holidays go: whole-day events, and what says that a day is off or worked.
#include <array>
#include <map>

#include <fmt/format.h>

#include "base/text.hpp"
#include "calendar/notified.hpp"

namespace zhuqi {

using namespace std::chrono;
using enum Finding::Severity;

namespace {

// Marks in summaries. Those of working days come first: "补班" is no rest because it stands beside "假".
constexpr std::array<std::string_view, 5> working_marks{"班", "上班", "makeup", "make-up", "workday"};
constexpr std::array<std::string_view, 6> off_marks{"休", "放假", "假期", "day off", "off day", "holiday"};

constexpr days longest_event{366};

// One property, unfolded: "DTSTART;VALUE=DATE:20260216" in three parts.
struct Property {
  std::string name;
  std::string parameters;
  std::string value;
  int row = 0;
};

// Cuts a text into unfolded lines: a line that begins with white space goes on with the one before it.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}

  bool next(Property& property) {
    if (rest_.empty()) return false;
    std::string line;
    property.row = row_ + 1;
    do {
      const std::size_t end = rest_.find('\n');
      std::string_view piece = rest_.substr(0, end);
      rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
      ++row_;
      if (!piece.empty() && piece.back() == '\r') piece.remove_suffix(1);
      line += line.empty() ? piece : piece.substr(1);
    } while (!rest_.empty() && !line.empty() && (rest_.front() == ' ' || rest_.front() == '\t'));
    split(line, property);
    return true;
  }

 private:
  // The value begins after the first colon outside quotes.
  static void split(const std::string& line, Property& property) {
    bool quoted = false;
    std::size_t colon = 0;
    for (; colon < line.size() && (quoted || line[colon] != ':'); ++colon)
      if (line[colon] == '"') quoted = !quoted;
    const std::size_t name_end = std::min(line.find(';'), colon);
    property.name = line.substr(0, name_end);
    property.parameters = line.substr(name_end, colon - name_end);
    property.value = colon < line.size() ? line.substr(colon + 1) : "";
  }

  std::string_view rest_;
  int row_ = 0;
};

std::string unescape(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) ++i;
    plain += text[i];
  }
  return plain;
}

template <class Marks>
bool has_mark(const std::string& folded, const Marks& marks) {
  for (const std::string_view mark : marks)
    if (folded.find(mark) != std::string::npos) return true;
  return false;
}

// True if worked, false if off, nothing if the event says neither (a festival that is only noted).
std::optional<bool> status_of(std::map<std::string, Property>& event) {
  const std::string apple = event["X-APPLE-SPECIAL-DAY"].value;
  if (apple == "ALTERNATE-WORKDAY") return true;
  if (apple == "WORK-HOLIDAY") return false;
  const std::string outlook = event["X-MICROSOFT-CDO-BUSYSTATUS"].value;
  if (outlook == "OOF") return false;
  const std::string summary = fold(unescape(event["SUMMARY"].value));
  if (has_mark(summary, working_marks)) return true;
  if (has_mark(summary, off_marks)) return false;
  return std::nullopt;
}

// The name without its mark: "春节（休）", "春节 假期", "春节 补班" are all 春节.
std::string name_of(const std::string& summary) {
  std::string name(unescape(summary));
  for (const std::string_view mark : {"（休）", "（班）", "(休)", "(班)", "补班", "假期", "放假", "上班"}) {
    const std::size_t at = name.rfind(mark);
    if (at != std::string::npos) name.erase(at, mark.size());
  }
  name = std::string(trim(name));
  return name.empty() ? summary : name;
}

std::optional<sys_days> day_of(const Property& property, Notified& into) {
  const std::string& text = property.value;
  if (text.size() != 8 || text.find_first_not_of("0123456789") != std::string::npos) {
    into.find(warning, property.row, text, "not a whole day: the event is left out", "VALUE=DATE:20260216");
    return std::nullopt;
  }
  const auto date =
      notified_date(fmt::format("{}-{}-{}", text.substr(0, 4), text.substr(4, 2), text.substr(6)), property.row, into);
  if (!date) return std::nullopt;
  return sys_days(*date);
}

// DTEND is the day after the last; without it an event has one day.
std::optional<sys_days> end_of(std::map<std::string, Property>& event, sys_days begin, Notified& into) {
  const auto end = event.find("DTEND");
  const auto duration = event.find("DURATION");
  if (end != event.end()) return day_of(end->second, into);
  if (duration == event.end()) return begin + days(1);
  const std::string& text = duration->second.value;
  const bool has_form = text.size() >= 3 && text.size() <= 5 && text[0] == 'P' &&
                        (text.back() == 'D' || text.back() == 'W') &&
                        text.find_first_not_of("0123456789", 1) == text.size() - 1;
  if (!has_form) {
    into.find(warning, duration->second.row, text, "not a number of days: the event is left out", "DURATION:P3D");
    return std::nullopt;
  }
  return begin + days(std::stoi(text.substr(1)) * (text.back() == 'W' ? 7 : 1));
}

void take_event(std::map<std::string, Property>& event, int row, Notified& into) {
  const std::string summary = event["SUMMARY"].value;
  if (event.contains("RRULE"))
    return into.find(warning, row, summary, "repeats: the event is left out", "one event for each year");
  if (event["STATUS"].value == "CANCELLED") return into.find(note, row, summary, "cancelled: the event is left out");
  const std::optional<bool> working = status_of(event);
  if (!working) return into.find(note, row, summary, "neither off nor worked: the event is left out");
  if (!event.contains("DTSTART")) return into.find(error, row, summary, "an event without DTSTART");
  const std::optional<sys_days> begin = day_of(event["DTSTART"], into);
  if (!begin) return;
  const std::optional<sys_days> end = end_of(event, *begin, into);
  if (!end) return;
  if (*end <= *begin || *end - *begin > longest_event)
    return into.find(error, row, summary, "an event must have 1 to 366 days; DTEND is the day after its last");
  for (sys_days day = *begin; day < *end; day += days(1)) into.add({Date(day), *working, name_of(summary), row});
}

}  // namespace

void read_notified_icalendar(std::string_view text, Notified& into) {
  Lines lines(text);
  Property property;
  std::map<std::string, Property> event;
  int begun = 0;   // the row; 0 outside an event
  int nested = 0;  // alarms and the like inside an event
  bool is_calendar = false;
  while (lines.next(property)) {
    if (property.name == "BEGIN" && property.value == "VCALENDAR") is_calendar = true;
    if (property.name == "BEGIN" && property.value == "VEVENT" && begun == 0) {
      begun = property.row;
      event.clear();
    } else if (property.name == "END" && property.value == "VEVENT" && begun > 0) {
      take_event(event, begun, into);
      begun = nested = 0;
    } else if (begun > 0) {
      if (property.name == "BEGIN") ++nested;
      if (property.name == "END") --nested;
      if (nested == 0) event.emplace(property.name, property);
    }
  }
  if (!is_calendar) into.find(error, 0, "", "not an iCalendar file", "BEGIN:VCALENDAR");
  if (begun > 0) into.find(error, begun, "", "the event is never closed", "END:VEVENT");
}

}  // namespace zhuqi
