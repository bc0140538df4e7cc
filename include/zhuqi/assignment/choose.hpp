// Which officer accompanies a need: by role, group, area and skill, leave and load, with the reason. Pure: whoever
// calls it says how much everybody has in hand and what day it is.
//
// Officers are tried in this order (docs/assignment.md): the post of the role in the enterprise's group; the group's
// general officer; the rest of the group; who stands in for these by name; officers of the role by area, the narrowest
// area first. Of those who are alike, the lightest load, then the least recently served, then a draw. The place in a
// list never decides.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <zhuqi/base/time.hpp>
#include <zhuqi/calendar/calendar.hpp>
#include <zhuqi/model/ids.hpp>
#include <zhuqi/model/organisation.hpp>
#include <zhuqi/routing/graph.hpp>

namespace zhuqi {

// What a need asks of the officer who accompanies it.
struct Wanted {
  NeedId need;
  Instant since{};  // since when it waits: the oldest come first
  Role role = Role::general;
  EnterpriseId enterprise;
  std::string building;             // empty = none
  std::string region;               // of the enterprise
  GroupId group;                    // empty or unknown = as the organisation says
  std::vector<std::string> skills;  // an officer with all of them is preferred
};

// What an officer has in hand.
struct Load {
  std::int64_t open = 0;          // needs that are open
  std::optional<Instant> served;  // when the last need came; absent = never

  bool operator==(const Load&) const = default;
};

using Loads = std::map<OfficerId, Load>;  // who is not in it has nothing in hand

// Where loads are compared, an officer without a stated capacity counts as one of this many; there is no limit, though.
inline constexpr std::int64_t unstated_capacity = 40;

struct Situation {
  std::shared_ptr<const OrganisationGraph> graph;
  Date day;                      // on which the officer must be there; see taken_up_on
  std::uint64_t seed = 0;        // of the draws
  std::set<OfficerId> gone;      // who takes nothing, whatever the organisation says
  Calendar::Resolver calendars;  // finds an officer's own calendar by name; may be empty: leave alone counts then
};

// The day on which what comes at `at` is taken up: the same, or the next working day. Past the calendar's known days,
// the same.
Date taken_up_on(Instant at, const Calendar& calendar);

// The officer is there on that day: not gone, not on leave, and not off by a calendar of the officer's own. A day that
// such a calendar does not know is no reason to be off.
bool is_there(const Officer& officer, const Situation& situation);

struct Choice {
  OfficerId officer;    // empty if there is nobody who is there and has room
  std::string because;  // for people, in one line: who was passed over and why, and who took it
};

// Never gives an officer who is not there or whose capacity is used up.
Choice choose(const Wanted& wanted, const Loads& loads, const Situation& situation);

}  // namespace zhuqi
