// A target of an SLA: how much time, from when it is counted, and where it ends.
#pragma once

#include <string>
#include <string_view>

#include <zhuqi/sla/span.hpp>

namespace zhuqi {

// When counting starts. The day of the event itself is never one of the working days that are counted.
enum class Counting {
  event,     // at the event itself
  next_day,  // at the opening of the first working day after the event's day
};

// Where it ends.
enum class Ending {
  same_time,  // just when the span has passed; working days: at the time of day at which counting began
  close,      // at the first close of business by which the span has passed
};

// "7wd", "2wd same-time", "24h next-day", "8wh next-day close". Working days end at the close of business unless
// "same-time" is written; elapsed and working time end just when they have passed unless "close" is.
struct Target {
  Span span;
  Counting counting = Counting::event;
  Ending ending = Ending::same_time;

  Target() = default;
  Target(const Span& span)  // a span alone is a target
      : span(span), ending(span.unit == Unit::working_days ? Ending::close : Ending::same_time) {}
  bool operator==(const Target&) const = default;
};

std::string to_string(const Target& target);

// Reads what to_string writes. Throws Refused(invalid_argument), also if the span is negative.
Target parse_target(std::string_view text);

}  // namespace zhuqi
