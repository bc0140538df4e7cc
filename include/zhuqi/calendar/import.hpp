// Taking notified days into a calendar, with a preview of what would change. Nothing is counted twice: a day listed
// twice, or a holiday on a day that is free anyway, changes nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <zhuqi/calendar/calendar.hpp>

namespace zhuqi {

enum class ImportForm {
  json,       // {"year": 2027, "days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": true}]}
  icalendar,  // whole-day events; 休 and 班 in the summary, or Apple's and Outlook's marks, say which
  csv,        // date,status[,name]; status is off or working
};

struct ImportOptions {
  ImportForm form = ImportForm::json;
  std::string file_name = {};  // for findings
  // The years for which the source is complete: they become known. With JSON its own year if not given. A calendar
  // that knows all days needs none.
  std::optional<int> first_year = {};
  std::optional<int> last_year = {};
};

struct ImportPreview {
  struct Change {
    Date date;
    std::string name;
    std::string before;  // the day's hours: "09:00-17:00", "off", or "unknown"
    std::string after;
  };

  std::string calendar;         // the new calendar file, a day a line; Calendar::parse reads it
  std::vector<Change> changes;  // in order of date
  int unchanged = 0;            // days of the source on which the calendar says the same already
  KnownDays known;              // after the import
  Findings notes;               // warnings and notes: what was left out, and why
};

// Throws InvalidDocument with all findings if the source cannot be trusted: a date that does not exist, a day that is
// both off and working, a year between the known ones and the new that would be skipped.
ImportPreview preview_import(const Calendar& calendar, std::string_view source, const ImportOptions& options);

// For people: a line for each day that changes, in columns that stand under one another also where names are Chinese;
// what was left out; then a line that sums up.
std::string to_text(const ImportPreview& preview);

// By the end of a file's name: .json, .ics, .csv. Throws Refused(invalid_argument) for any other.
ImportForm import_form_of(std::string_view file_name);

}  // namespace zhuqi
