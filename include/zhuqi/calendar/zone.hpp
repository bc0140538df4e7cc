// Between instants and civil times: a fixed offset, or a POSIX zone with summer time.
#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include <zhuqi/base/time.hpp>

namespace zhuqi {

// What clocks on the wall show.
using LocalTime = std::chrono::local_time<std::chrono::microseconds>;

// Immutable; may be shared between threads. Rules hold for all years, as written.
class Zone {
 public:
  // UTC.
  Zone() = default;

  // "+08:00", "-03:30", "Z", "UTC"; or a POSIX zone, in which offsets count west of Greenwich: "CST-8" is +08:00,
  // "CET-1CEST,M3.5.0,M10.5.0/3". Summer time needs its two rules; neither change may fall within three days of New
  // Year. Throws Refused(invalid_argument).
  static Zone parse(std::string_view text);

  // As it was written.
  const std::string& text() const { return text_; }

  // East of Greenwich.
  std::chrono::seconds offset_at(Instant at) const;

  LocalTime to_local(Instant at) const;

  // A time that clocks skip in spring is the instant of the jump; one that they show twice in autumn is the first of
  // the two.
  Instant to_instant(LocalTime local) const;

  // The offset of clocks changes at `at`.
  struct Change {
    std::chrono::sys_seconds at;
    std::chrono::seconds before;
    std::chrono::seconds after;
  };

  // The two changes of a civil year, in order; none with a fixed offset.
  std::optional<std::array<Change, 2>> changes(std::chrono::year year) const;

 private:
  struct Rule {
    enum class Form { month_week_day, julian, zero_based } form = Form::month_week_day;
    unsigned month = 1, week = 1, weekday = 0;  // M3.5.0
    int day = 0;                                // J60 (29 February never counts) or 60 (it does)
    std::chrono::seconds time{7200};            // by the clock that is in force before the change

    std::chrono::local_seconds in(std::chrono::year year) const;
    bool near_new_year() const;
  };
  friend class ZoneReader;
  void check_order() const;

  std::string text_ = "UTC";
  std::chrono::seconds standard_{0};
  std::chrono::seconds summer_{0};
  bool has_summer_ = false;
  Rule begin_, end_;
};

}  // namespace zhuqi
