// What publishing an SLA table or a calendar would do to open needs, before it is done.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <zhuqi/base/time.hpp>
#include <zhuqi/model/ids.hpp>

namespace zhuqi {

// A clock whose deadline would change.
struct ChangedClock {
  NeedId need;
  std::string clock;               // "resolve"
  std::string rule;                // of the SLA table: the row that it stands under
  std::string new_rule;            // and would stand under
  std::optional<Instant> due;      // absent: provisional
  std::optional<Instant> new_due;  // absent: provisional, or the clock would end

  bool operator==(const ChangedClock&) const = default;
};

// Overdue as of `at`: due lies before it, or, of a clock that stands still, before it stood still.
struct Preview {
  Instant at;
  std::int64_t open = 0;                        // needs looked at: those with a running clock
  std::int64_t changed = 0;                     // of them: needs for which anything changes
  std::int64_t becoming = 0;                    // clocks that would become overdue
  std::int64_t recovering = 0;                  // clocks that would no longer be
  std::vector<ChangedClock> become_overdue;     // by need; at most 10,000
  std::vector<ChangedClock> no_longer_overdue;  // by need; at most 10,000
  std::string text;                             // the same for people (Chinese)
};

// As one JSON object, without line breaks; docs/sla.md.
std::string to_document(const Preview& preview);

}  // namespace zhuqi
