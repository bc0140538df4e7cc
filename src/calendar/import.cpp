#include <algorithm>

#include <fmt/format.h>

#include <zhuqi/calendar/import.hpp>

#include "base/json.hpp"
#include "base/text.hpp"
#include "calendar/definition.hpp"
#include "calendar/notified.hpp"

namespace zhuqi {

using namespace std::chrono;
using enum Finding::Severity;

namespace {

constexpr std::size_t max_source_bytes = 16 << 20;

Notified read_source(std::string_view source, const ImportOptions& options) {
  Notified notified;
  notified.file = options.file_name;
  const auto text = source.size() <= max_source_bytes ? decode_text(source) : std::nullopt;
  if (!text) {
    notified.find(error, 0, "", "neither UTF-8 nor GB18030, or larger than 16 MB");
    return notified;
  }
  switch (options.form) {
    case ImportForm::json:
      read_notified_json(text->text, notified);
      break;
    case ImportForm::icalendar:
      read_notified_icalendar(text->text, notified);
      break;
    case ImportForm::csv:
      read_notified_csv(text->text, notified);
      break;
  }
  return notified;
}

class Importer {
 public:
  Importer(const Calendar& calendar, Notified notified, const ImportOptions& options)
      : old_(calendar.definition()), new_(calendar.definition()), notified_(std::move(notified)), options_(options) {}

  ImportPreview run() {
    extend_known();
    gather();
    if (has_errors(notified_.findings)) throw InvalidDocument(std::move(notified_.findings));
    for (const auto& [date, day] : days_) apply(date, *day);
    add_sources();
    if (has_errors(notified_.findings)) throw InvalidDocument(std::move(notified_.findings));
    preview_.calendar = write_definition_for_people(new_);
    preview_.known = new_.known.value_or(all_days);
    preview_.notes = std::move(notified_.findings);
    return std::move(preview_);
  }

 private:
  void extend_known() {
    const std::optional<int> first = options_.first_year ? options_.first_year : notified_.year;
    const std::optional<int> last = options_.last_year ? options_.last_year : first;
    if (!first || !new_.known) return;
    if (*first < 1 || *last > 9999 || *last < *first)
      return notified_.find(error, 0, fmt::format("{} to {}", *first, *last), "not a range of years");
    has_years_ = true;
    const Date begin = year(*first) / January / 1, end = year(*last) / December / 31;
    KnownDays& known = *new_.known;
    if (sys_days(begin) > sys_days(known.last) + days(1) || sys_days(end) < sys_days(known.first) - days(1))
      return notified_.find(error, 0, fmt::format("{} to {}", *first, *last),
                            fmt::format("the calendar knows {} to {}: the days between would be skipped",
                                        to_string(known.first), to_string(known.last)),
                            "import the years in between first");
    known.first = std::min(known.first, begin);
    known.last = std::max(known.last, end);
  }

  void gather() {
    for (const NotifiedDay& day : notified_.days) {
      const auto [at, is_new] = days_.try_emplace(day.date, &day);
      if (!is_new && at->second->working != day.working) {
        notified_.find(error, day.row, to_string(day.date), "both off and working");
      } else if (!is_new) {
        notified_.find(note, day.row, to_string(day.date), "listed twice, counted once");
      }
      if (is_new && new_.known && !within(*new_.known, day.date)) report_unknown(day);
    }
    if (days_.empty() && !has_errors(notified_.findings))
      notified_.find(error, 0, "", "no day is off or working in this source");
  }

  void report_unknown(const NotifiedDay& day) {
    if (has_years_)
      return notified_.find(warning, day.row, to_string(day.date),
                            "outside the known days: kept until its year is known");
    notified_.find(error, day.row, to_string(day.date), "outside the known days of the calendar",
                   "say for which years the source is complete");
  }

  static bool within(const KnownDays& known, Date date) { return date >= known.first && date <= known.last; }

  void apply(Date date, const NotifiedDay& day) {
    if (day.working) {
      work_on(date, day);
    } else {
      const auto rule = new_.on(date).rule;
      const std::string name = day.name.empty() && rule ? rule->name : day.name;
      new_.days[date] = {DayRule::Kind::off, {}, name};
    }
    const Hours& after = *new_.on(date).hours;
    if (day.working && after.empty())
      return notified_.find(error, day.row, to_string(date), "is working, but the calendar has no hours for such a day",
                            "give it working_day");
    const bool was_known = !old_.known || within(*old_.known, date);
    const Hours& before = *old_.on(date).hours;
    if (was_known && before == after) {
      ++preview_.unchanged;
      return;
    }
    preview_.changes.push_back({date, day.name, was_known ? to_string(before) : "unknown", to_string(after)});
  }

  // A day with hours keeps them; one of the week that was off gets the week's back; any other becomes a make-up day.
  void work_on(Date date, const NotifiedDay& day) {
    const Definition::Found found = new_.on(date);
    if (!found.hours->empty()) return;
    if (found.ordinary->empty()) {
      new_.days[date] = {DayRule::Kind::working, {}, day.name};
    } else {
      new_.days[date] = {DayRule::Kind::own, *found.ordinary, day.name};
    }
  }

  void add_sources() {
    if (!notified_.year || notified_.sources.empty()) return;
    Json sources = new_.sources.empty() ? Json::object() : parse_json(new_.sources, "sources");
    if (!sources.is_object()) return;
    sources[std::to_string(*notified_.year)] = notified_.sources;
    new_.sources = canonical(sources);
  }

  const Definition& old_;
  Definition new_;
  Notified notified_;
  const ImportOptions& options_;
  bool has_years_ = false;
  std::map<Date, const NotifiedDay*> days_;
  ImportPreview preview_;
};

}  // namespace

ImportPreview preview_import(const Calendar& calendar, std::string_view source, const ImportOptions& options) {
  return Importer(calendar, read_source(source, options), options).run();
}

}  // namespace zhuqi
