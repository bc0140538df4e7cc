// How long a need took, and whose time that was: of any instant since it was registered.
#include <fmt/format.h>

#include "desk/access.hpp"
#include "desk/events.hpp"
#include "desk/impl.hpp"

namespace zhuqi {

namespace {

// The case as it was at `at`, of the same instant what was recorded last.
Case case_at(Reader& reader, const NeedId& id, Instant at) {
  Case state;
  state.id = id;
  for (const auto& event : reader.read_stream(stream_of(id))) {
    if (event.at > at) break;
    state = evolve(std::move(state), decode_case_event(event), event.at);
  }
  return state;
}

HolderShare named(const Share& share, const OrganisationGraph& organisation) {
  const Department* department = organisation.department(share.department);
  return {share.holder, share.department, department ? department->name : share.department.str(), share.elapsed,
          share.paused};
}

}  // namespace

NeedShares ServiceDesk::shares(const NeedId& id, const Actor& viewer, std::optional<Instant> at) const {
  return impl_->ledger->read([&](Reader& reader) {
    const Instant now = impl_->options.clock();
    InForce in_force(reader, impl_->library, now);
    const auto organisation = in_force.organisation();
    const Case present = load_seen(reader.session(), id, viewer, *organisation);
    // A command may stand a little ahead of the desk's clock: up to there the need's own time is known.
    const Instant latest = std::max(now, present.last);
    const Instant asked = at.value_or(latest);
    if (asked < present.registered || asked > latest)
      throw Refused(Code::invalid_argument,
                    fmt::format("at {} lies outside of what is known of {}: from its registration at {} to now, {}",
                                to_string(asked), id.str(), to_string(present.registered), to_string(latest)),
                    "at");
    NeedShares answer{id, asked, (asked - present.registered).count(), {}};
    for (const auto& share : zhuqi::shares(case_at(reader, id, asked), asked))
      answer.shares.push_back(named(share, *organisation));
    return answer;
  });
}

}  // namespace zhuqi
