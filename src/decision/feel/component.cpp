// Entries of contexts, and the parts of dates, times, durations and ranges.
#include "decision/feel/operations.hpp"

namespace zhuqi::feel {

Value component(const Value& value, const std::string& name) {
  if (const auto* entry = value.find(name)) return *entry;
  if (const auto* list = value.list()) {
    ValueList entries;
    for (const auto& item : *list) entries.push_back(component(item, name));
    return entries;
  }
  const auto* at = value.date_time();
  const auto* date = at != nullptr ? &at->date : value.date();
  const auto* time = at != nullptr ? &at->time : value.time();
  if (date != nullptr) {
    if (name == "year") return int(date->year());
    if (name == "month") return static_cast<int>(unsigned(date->month()));
    if (name == "day") return static_cast<int>(unsigned(date->day()));
    if (name == "weekday") return static_cast<int>(std::chrono::weekday(std::chrono::sys_days(*date)).iso_encoding());
  }
  if (time != nullptr) {
    const auto seconds = time->since_midnight.count() / 1'000'000;
    if (name == "hour") return seconds / 3600;
    if (name == "minute") return seconds / 60 % 60;
    if (name == "second") return seconds % 60;
    if (name == "time offset" && time->offset) return DaysDuration{*time->offset};
  }
  if (const auto* range = value.range()) {
    if (name == "start") return range->low;
    if (name == "end") return range->high;
    if (name == "start included") return !range->low_open;
    if (name == "end included") return !range->high_open;
  }
  if (const auto* months = value.months_duration()) {
    if (name == "years") return months->months / 12;
    if (name == "months") return months->months % 12;
  }
  if (const auto* days = value.days_duration()) {
    const auto seconds = days->length.count() / 1'000'000;
    if (name == "days") return seconds / 86400;
    if (name == "hours") return seconds / 3600 % 24;
    if (name == "minutes") return seconds / 60 % 60;
    if (name == "seconds") return seconds % 60;
  }
  return {};
}

}  // namespace zhuqi::feel
