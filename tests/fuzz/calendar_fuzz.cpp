// The first letter says what the rest is: a zone, a calendar file, an operation, or days to import.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <zhuqi/calendar/days.hpp>
#include <zhuqi/calendar/import.hpp>
#include <zhuqi/calendar/operations.hpp>

namespace {

using namespace zhuqi;
using namespace std::chrono;

void require(bool holds) {
  if (!holds) std::abort();
}

void use_zone(std::string_view text) {
  const Zone zone = Zone::parse(text);
  for (const char* at :
       {"0001-01-05T00:00:00Z", "2024-03-31T01:00:00Z", "2026-07-01T00:00:00Z", "9999-12-25T00:00:00Z"}) {
    const Instant back = zone.to_instant(zone.to_local(parse_instant(at)));
    require(abs(back - parse_instant(at)) <= 6h);
  }
}

void use_calendar(std::string_view text) {
  const Calendar calendar = Calendar::parse(text, "fuzz.json");
  require(Calendar::parse(calendar.text(), "again.json").hash() == calendar.hash());
  const Instant start = parse_instant("2026-02-14T08:00:00Z");
  for (const microseconds working : {0us, 1us, 7'200'000'000us, 31'536'000'000'000us, -3'600'000'000us}) {
    try {
      const Instant end = calendar.add(start, working);
      if (working != 0us) require(calendar.between(start, end) == working);
    } catch (const Refused&) {
    }
  }
  counted_days(calendar, start, start + days(40));
}

void use_import(std::string_view text, ImportForm form) {
  const ImportPreview preview =
      preview_import(Calendar::china(), text, {.form = form, .first_year = 2026, .last_year = 2027});
  const Calendar after = Calendar::parse(preview.calendar, "fuzz.json");
  require(after.known() == preview.known);
  const ImportPreview again = preview_import(after, text, {.form = form, .first_year = 2026, .last_year = 2027});
  require(again.changes.empty());
}

void use(char kind, std::string_view text) {
  switch (kind) {
    case 'z':
      return use_zone(text);
    case 'c':
      return use_calendar(text);
    case 'o':
      require(calendar_operation(Calendar::china(), text).starts_with('{'));
      return;
    case 'j':
      return use_import(text, ImportForm::json);
    case 'i':
      return use_import(text, ImportForm::icalendar);
    case 's':
      return use_import(text, ImportForm::csv);
    default:
      return;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  try {
    use(static_cast<char>(data[0]), std::string_view(reinterpret_cast<const char*>(data) + 1, size - 1));
  } catch (const Refused&) {
  }
  return 0;
}
