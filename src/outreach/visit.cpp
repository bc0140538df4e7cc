#include <fmt/format.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/outreach/visit.hpp>

namespace zhuqi {

namespace {

constexpr std::size_t longest_purpose = 200;  // bytes
constexpr std::size_t longest_note = 40'000;  // bytes: 10,000 characters of at most four

void check_size(const std::string& text, std::size_t longest, const char* where) {
  if (text.size() > longest)
    throw Refused(Code::too_large, fmt::format("{} is longer than {} bytes", where, longest), where);
}

}  // namespace

std::vector<VisitRecorded> decide(const VisitState& state, const RecordVisit& command) {
  const Visit& visit = command.visit;
  if (state.recorded)
    throw Refused(Code::illegal_state, fmt::format("{} is recorded already", state.id.str()), "visit");
  if (visit.enterprise.empty())
    throw Refused(Code::invalid_argument, "visit.enterprise is missing", "visit.enterprise");
  check_size(visit.purpose, longest_purpose, "visit.purpose");
  check_size(visit.note, longest_note, "visit.note");
  if (command.needs.size() > max_needs_of_visit)
    throw Refused(Code::too_large, fmt::format("needs: a visit finds at most {} needs", max_needs_of_visit), "needs");
  for (std::size_t i = 0; i < command.needs.size(); ++i)
    if (!command.needs[i].enterprise.empty() && command.needs[i].enterprise != visit.enterprise) {
      const auto where = fmt::format("needs[{}].enterprise", i);
      throw Refused(Code::invalid_argument, where + " is not the enterprise that was visited", where);
    }
  return {VisitRecorded{visit, static_cast<int>(command.needs.size())}};
}

VisitState evolve(VisitState state, const VisitRecorded& event, Instant at) {
  state.recorded = true;
  state.enterprise = event.visit.enterprise;
  state.officer = event.visit.officer;
  state.at = at;
  state.needs_found = event.needs_found;
  return state;
}

std::vector<Need> needs_of(const RecordVisit& command, const VisitId& visit) {
  std::vector<Need> needs = command.needs;
  for (Need& need : needs) {
    need.enterprise = command.visit.enterprise;
    need.source = "visit " + visit.str();
    if (need.channel.empty()) need.channel = "visit";
  }
  return needs;
}

}  // namespace zhuqi
