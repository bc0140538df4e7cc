// Many needs at once: a backlog, or the needs of an officer who leaves.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <zhuqi/assignment/choose.hpp>

namespace zhuqi {

struct Assignment {
  NeedId need;
  OfficerId officer;  // exactly one: it replaces whoever had the need
  std::string because;

  bool operator==(const Assignment&) const = default;
};

// How good a plan is. First as many and as old needs as can be, then little misfit, then little crowding.
struct Measure {
  std::int64_t assigned = 0;  // needs
  std::int64_t misfit =
      0;  // sum over needs of how far down the order of choose the officer stands; 0 = all at their post
  std::int64_t crowding = 0;  // what the plan adds to the sum of load² / capacity over officers, in millionths
  std::int64_t fullest = 0;   // the highest load / capacity of an officer who got a need, in thousandths

  bool operator==(const Measure&) const = default;
};

struct AssignmentPlan {
  std::vector<Assignment> assigned;  // oldest need first
  std::vector<Assignment> waiting;   // for whom there is nobody: no officer, and the reason; oldest first
  Measure measure;
  Measure greedy;  // the same for assign_one_by_one, for comparison
};

// The most needs that one call takes: the work grows with their square.
inline constexpr std::size_t most_needs = 2'000;

// The plan of minimum cost. Where not all needs find room, the oldest do. Of two needs of one id, the older counts. The
// order of `needs` and of the organisation's lists changes nothing. Refused(too_large) for more than most_needs.
AssignmentPlan assign(std::vector<Wanted> needs, const Loads& loads, const Situation& situation);

// Oldest first, each need by itself as choose does. measure and greedy are the same.
AssignmentPlan assign_one_by_one(std::vector<Wanted> needs, const Loads& loads, const Situation& situation);

// The open needs of an officer who leaves or is on leave, given to others in one go. `loads` are those before. Needs
// that nobody can take are in `waiting` and stay as they are.
AssignmentPlan reassign(const OfficerId& leaver, std::vector<Wanted> needs, Loads loads, Situation situation);

}  // namespace zhuqi
