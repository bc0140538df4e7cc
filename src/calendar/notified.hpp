// Notified days as they stand in a source, before they meet a calendar.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <zhuqi/base/finding.hpp>
#include <zhuqi/base/time.hpp>

namespace zhuqi {

struct NotifiedDay {
  Date date;
  bool working = false;
  std::string name;
  int row = 0;  // in the source; 0 if it has none
};

// What a reader found. Errors among the findings say that the source cannot be trusted.
struct Notified {
  std::vector<NotifiedDay> days;
  std::optional<int> year;           // that the source says it is complete for
  std::vector<std::string> sources;  // that the source names
  Findings findings;
  std::string file;

  void find(Finding::Severity severity, int row, std::string value, std::string message, std::string expected = {});
  // Days beyond most_days are an error, once.
  void add(NotifiedDay day);

  static constexpr std::size_t most_days = 50'000;
};

// The text is UTF-8. None of these throws.
void read_notified_json(std::string_view text, Notified& into);
void read_notified_icalendar(std::string_view text, Notified& into);
void read_notified_csv(std::string_view text, Notified& into);

// A date of `text`, "2026-02-14"; nothing, and a finding, if there is none.
std::optional<Date> notified_date(std::string_view text, int row, Notified& into);

}  // namespace zhuqi
