#include <fmt/format.h>

#include <zhuqi/calendar/horizon.hpp>

namespace zhuqi {

using namespace std::chrono;

std::optional<std::int64_t> workdays_left(const Calendar& calendar, Date date) {
  if (calendar.knows_all_days()) return std::nullopt;
  const Date last = calendar.known().last;
  return date < last ? calendar.between_workdays(date, last) : 0;
}

std::optional<Finding> check_horizon(const Calendar& calendar, Date date, std::int64_t ahead) {
  const std::optional<std::int64_t> left = workdays_left(calendar, date);
  if (!left || *left >= ahead) return std::nullopt;
  const Date last = calendar.known().last;
  const bool is_past = date > last;
  Finding finding;
  finding.severity = is_past ? Finding::Severity::error : Finding::Severity::warning;
  finding.value = to_string(date);
  finding.message = is_past
                        ? fmt::format("calendar «{}» knows no day after {}", calendar.name(), to_string(last))
                        : fmt::format("calendar «{}» knows no day after {}: {} working days are left, fewer than {}",
                                      calendar.name(), to_string(last), *left, ahead);
  finding.expected = fmt::format("import the notified days of {} and publish the calendar again",
                                 int((is_past ? date : Date(sys_days(last) + days(1))).year()));
  return finding;
}

}  // namespace zhuqi
