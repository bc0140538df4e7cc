#include <fmt/format.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/sla/target.hpp>

#include "sla/words.hpp"

namespace zhuqi {

std::string to_string(const Target& target) {
  std::string text = to_string(target.span);
  if (target.counting == Counting::next_day) text += " next-day";
  if (target.ending != Target(target.span).ending) text += target.ending == Ending::close ? " close" : " same-time";
  return text;
}

Target parse_target(std::string_view text) {
  const auto parts = words(text);
  Target target(parse_span(parts.empty() ? text : parts.front()));
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (parts[i] == "next-day") {
      target.counting = Counting::next_day;
    } else if (parts[i] == "close") {
      target.ending = Ending::close;
    } else if (parts[i] == "same-time") {
      target.ending = Ending::same_time;
    } else {
      throw Refused(Code::invalid_argument,
                    fmt::format("target «{}»: after the span write next-day (counting starts on the next working day), "
                                "close (ends at the close of business) or same-time, or nothing",
                                text.substr(0, 60)));
    }
  }
  if (target.span.amount < 0)
    throw Refused(Code::invalid_argument, fmt::format("target «{}» is negative", text.substr(0, 60)));
  return target;
}

}  // namespace zhuqi
