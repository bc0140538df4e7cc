// The life of a visit: recorded once, together with the needs that it found. A decider of the same shape as casework.
#pragma once

#include <vector>

#include <zhuqi/base/time.hpp>
#include <zhuqi/model/ids.hpp>
#include <zhuqi/model/need.hpp>
#include <zhuqi/model/visit.hpp>

namespace zhuqi {

// 走访: an officer was at an enterprise, and came back with these needs, or with none. The needs are registered in the
// same transaction.
struct RecordVisit {
  Visit visit;
  std::vector<Need> needs;  // at most max_needs_of_visit; their enterprise: the visited one, or empty

  bool operator==(const RecordVisit&) const = default;
};

inline constexpr std::size_t max_needs_of_visit = 100;

// visit.recorded
struct VisitRecorded {
  Visit visit;
  int needs_found = 0;

  bool operator==(const VisitRecorded&) const = default;
};

// Always the fold of its events; holds no personal data.
struct VisitState {
  VisitId id;
  bool recorded = false;
  EnterpriseId enterprise;
  OfficerId officer;
  Instant at{};  // of the visit
  int needs_found = 0;

  bool operator==(const VisitState&) const = default;
};

// Who may record a visit, and whether its officer and its enterprise exist, is checked by the desk. Throws
// Refused(illegal_state) if the visit is recorded already, Refused(invalid_argument) or (too_large) for what is wrong
// in the command.
std::vector<VisitRecorded> decide(const VisitState& state, const RecordVisit& command);

// The state after `event`, which happened at `at`.
VisitState evolve(VisitState state, const VisitRecorded& event, Instant at);

// The needs as they are to be registered: of the visited enterprise, with the source "visit V-000012", and the channel
// "visit" where none is given.
std::vector<Need> needs_of(const RecordVisit& command, const VisitId& visit);

}  // namespace zhuqi
