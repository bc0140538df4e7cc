// Everything that can be recomputed is recomputed and compared: the ledger's own parts by the store, the clocks here.
#include <fmt/format.h>

#include "desk/claims.hpp"
#include "desk/clocks.hpp"
#include "desk/events.hpp"
#include "desk/impl.hpp"
#include "desk/proposals.hpp"

namespace zhuqi {

namespace {

Finding finding(const Event& event, std::string message) {
  Finding f;
  f.file = event.stream;
  f.row = static_cast<int>(event.seq);
  f.message = std::move(message);
  return f;
}

// Recomputes the clocks that an event started or settled, on the calendar that it names.
void verify_clock(Reader& reader, Library& library, const Event& event, const ClockPlan& plan, Findings& findings) {
  if (!same_promise(settle(plan, calendar_of(reader, library, event)), plan))
    findings.push_back(finding(event, fmt::format("clocks: {} is not what its calendar gives", plan.name)));
}

void verify_clocks(Reader& reader, Library& library, const Event& event, Findings& findings) {
  if (event.stream.starts_with("need/")) {
    const auto decoded = decode_case_event(event);
    for (const ClockPlan* plan : clocks_in(decoded)) verify_clock(reader, library, event, *plan, findings);
  } else if (event.stream.starts_with("claim/")) {
    for (const auto& plan : clocks_in(decode_claim_event(event))) verify_clock(reader, library, event, plan, findings);
  } else if (event.stream.starts_with("proposal/")) {
    if (const auto plan = clock_in(decode_proposal_event(event))) verify_clock(reader, library, event, *plan, findings);
  }
}

}  // namespace

Findings ServiceDesk::verify(std::string_view head) const {
  VerifyOptions options;
  if (!head.empty()) options.head = parse_head(head);
  Findings findings;
  for (const auto& discrepancy : impl_->ledger->verify(options).findings) {
    Finding f;
    f.message = to_string(discrepancy);
    findings.push_back(std::move(f));
  }
  if (!findings.empty()) return findings;  // what cannot be trusted is not read further

  constexpr std::size_t batch = 1'000;
  impl_->ledger->read([&](Reader& reader) {
    std::int64_t after = 0;
    for (auto events = reader.read_all(after, batch); !events.empty(); events = reader.read_all(after, batch)) {
      for (const auto& event : events) verify_clocks(reader, impl_->library, event, findings);
      after = events.back().seq;
    }
  });
  return findings;
}

}  // namespace zhuqi
