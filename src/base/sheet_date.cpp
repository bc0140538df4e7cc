#include "base/sheet_date.hpp"

#include <algorithm>
#include <charconv>

namespace zhuqi {

namespace {

// A number of `least` to four digits at the front, which is cut off; -1 if there is none.
int take_number(std::string_view& text, std::size_t least) {
  int value = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + std::min<std::size_t>(text.size(), 4), value);
  const auto length = static_cast<std::size_t>(end - text.data());
  if (error != std::errc() || length < least || value < 0) return -1;
  text.remove_prefix(length);
  return value;
}

bool take(std::string_view& text, std::string_view sign) {
  if (!text.starts_with(sign)) return false;
  text.remove_prefix(sign.size());
  return true;
}

}  // namespace

std::optional<Date> take_sheet_date(std::string_view& text) {
  std::string_view rest = text;
  const int y = take_number(rest, 4);
  const bool chinese = take(rest, "年");
  const std::string_view separator = rest.starts_with('/') ? "/" : "-";
  if (y < 0 || (!chinese && !take(rest, separator))) return std::nullopt;
  const int m = take_number(rest, 1);
  if (m < 0 || !take(rest, chinese ? "月" : separator)) return std::nullopt;
  const int d = take_number(rest, 1);
  if (d < 0 || (chinese && !take(rest, "日"))) return std::nullopt;
  text = rest;
  const bool fits = y >= 1 && m <= 12 && d <= 31;
  return fits ? std::chrono::year(y) / m / d : Date(std::chrono::year(0) / 0 / 0);
}

std::optional<Date> parse_sheet_date(std::string_view text) {
  const auto date = take_sheet_date(text);
  const bool midnight =
      text.empty() || text == " 0:00" || text == " 00:00" || text == " 0:00:00" || text == " 00:00:00";
  return date && date->ok() && midnight ? date : std::nullopt;
}

}  // namespace zhuqi
