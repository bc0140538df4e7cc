// Past states: what instant a question about one is of, and what it is computed from.
#include <fmt/format.h>

#include "desk/access.hpp"
#include "desk/events.hpp"
#include "desk/impl.hpp"
#include "desk/projections.hpp"

namespace zhuqi {

void ServiceDesk::Impl::require_past(const AsOf& as_of) const {
  const Instant now = options.clock();
  if (as_of.seq < 0) throw Refused(Code::invalid_argument, "as_of is a sequence number: 0 or more", "as_of");
  for (const Instant bound : {as_of.at, as_of.recorded})
    if (bound != Instant::max() && bound > now)
      throw Refused(Code::invalid_argument, fmt::format("as_of {} has not come yet", to_string(bound)), "as_of");
}

Instant ServiceDesk::Impl::instant_of(const AsOf& as_of, Reader& reader) {
  if (const Instant bound = std::min(as_of.at, as_of.recorded); bound != Instant::max()) return bound;
  const auto head = reader.head();
  return head.seq == 0 ? Instant{} : reader.read_all(head.seq - 1, 1).front().recorded;
}

std::vector<std::string> ServiceDesk::Impl::streams_about(const NeedId& need, const AsOf& as_of) const {
  if (as_of == AsOf{}) return {};
  const Case state = ledger->read([&](Session& session) { return load_case(session, need); });
  if (state.stage == Stage::none) refuse_unseen(need);
  return {"published/", stream_of(need), stream_of(state.enterprise)};
}

}  // namespace zhuqi
