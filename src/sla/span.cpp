#include <array>
#include <charconv>

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/sla/span.hpp>

namespace zhuqi {

namespace {

constexpr std::int64_t minute = 60'000'000;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t day = 24 * hour;
constexpr std::int64_t longest = 10'000 * day;

struct Notation {
  std::string_view suffix;
  Unit unit;
  std::int64_t scale;
};

// Longer suffixes of a unit first: what to_string tries in this order.
constexpr std::array notations = {Notation{"wd", Unit::working_days, 1},      Notation{"wh", Unit::working_time, hour},
                                  Notation{"wm", Unit::working_time, minute}, Notation{"d", Unit::elapsed, day},
                                  Notation{"h", Unit::elapsed, hour},         Notation{"m", Unit::elapsed, minute}};

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

}  // namespace

std::string to_string(const Span& span) {
  for (const auto& n : notations)
    if (n.unit == span.unit && span.amount % n.scale == 0) return fmt::format("{}{}", span.amount / n.scale, n.suffix);
  return fmt::format("{}us", span.amount);
}

Span parse_span(std::string_view text) {
  const auto span_text = trim(text);
  std::int64_t number = 0;
  const auto [rest, error] = std::from_chars(span_text.data(), span_text.data() + span_text.size(), number);
  const std::string_view suffix = span_text.substr(static_cast<std::size_t>(rest - span_text.data()));
  for (const auto& n : notations) {
    if (error != std::errc() || suffix != n.suffix) continue;
    const std::int64_t limit = n.unit == Unit::working_days ? 10'000 : longest / n.scale;
    if (number > limit || number < -limit) break;
    return {n.unit, number * n.scale};
  }
  throw Refused(
      Code::invalid_argument,
      fmt::format("span «{}»: write 30m, 24h or 3d (elapsed), 30wm or 2wh (working time), 7wd (working days), "
                  "at most 10000 days",
                  text.substr(0, 40)));
}

}  // namespace zhuqi
