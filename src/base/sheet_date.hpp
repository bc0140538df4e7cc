// Dates as spreadsheets write them: 2026/2/14, 2026-2-14, 2026年2月14日, and with midnight behind: 2026/2/14 0:00.
#pragma once

#include <optional>
#include <string_view>

#include <zhuqi/base/time.hpp>

namespace zhuqi {

// Nothing if it is no such date, or there is no such day.
std::optional<Date> parse_sheet_date(std::string_view text);

// The date at the front of the text, which is cut off; not ok() if there is no such day (2026/2/30). Nothing if the
// text does not begin as a date, and then it is left as it was.
std::optional<Date> take_sheet_date(std::string_view& text);

}  // namespace zhuqi
