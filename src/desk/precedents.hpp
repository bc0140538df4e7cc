// Rulings that are kept: who was said for good to lead what a row of the routing table had sent elsewhere.
#pragma once

#include <optional>
#include <string>

#include <zhuqi/casework/case.hpp>
#include <zhuqi/store/session.hpp>

namespace zhuqi {

// A table of its own beside the cases.
void create_precedents(Session& session);
void clear_precedents(Session& session);

// Records that the lead of a need was ruled between two states.
void note_ruling(Session& session, const Case& before, const Case& after);

struct Precedent {
  NeedId need;
  DepartmentId lead;  // that the ruling named
};

// The newest ruling on a need that this row had first sent somewhere.
std::optional<Precedent> precedent_of(Session& session, const std::string& rule);

}  // namespace zhuqi
