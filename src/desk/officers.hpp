// Officers of service groups at work: what each has in hand, who takes a need, and giving the needs of one to others.
#pragma once

#include <string>
#include <utility>

#include <zhuqi/assignment/choose.hpp>
#include <zhuqi/casework/case.hpp>
#include <zhuqi/store/session.hpp>

#include "desk/work.hpp"

namespace zhuqi {

// The table officer_loads: of each officer the needs that are open, and when the last came. Part of the projection of
// cases.
void create_loads(Session& session);
void clear_loads(Session& session);
void count_load(Session& session, const Case& before, const Case& after, Instant at);

Loads read_loads(Session& session);

// As count_load does, of an officer who gets a need more.
void take_in_hand(Loads& loads, const OfficerId& officer, Instant at);

// The organisation in force, on the day on which what comes at `at` is taken up.
Situation situation_at(InForce& in_force, Instant at);

// A need's service item is a skill that it asks for, if any officer is said to have it.
Choice choose_officer(Work& work, Wanted wanted);

// Who accompanies a need that is dispatched again, and why: whoever did so keeps it without a word, unless gone or on
// leave.
std::pair<OfficerId, std::string> officer_for(Work& work, const Case& state);

}  // namespace zhuqi
