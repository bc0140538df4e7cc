// Everything that can be recomputed is recomputed and compared: the ledger's own parts by the store, the clocks here.
#include <fmt/format.h>

#include "base/json.hpp"
#include "desk/events.hpp"
#include "desk/impl.hpp"

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
void verify_clocks(Reader& reader, Library& library, const Event& event, Findings& findings) {
  const auto decoded = decode_case_event(event);
  const auto check = [&](const ClockPlan& plan) {
    const auto hash = parse_json(event.versions, "versions").value("calendar", "");
    const auto calendar = library.get<Calendar>(
        reader, hash, [](const std::string& content) { return Calendar::parse(content, "calendar.json"); });
    if (settle(plan, *calendar) != plan)
      findings.push_back(finding(event, fmt::format("clocks: {} is not what its calendar gives", plan.name)));
  };
  if (const auto* registered = std::get_if<NeedRegistered>(&decoded)) check(registered->resolve);
  if (const auto* dispatched = std::get_if<NeedDispatched>(&decoded)) check(dispatched->sign);
  if (const auto* reopened = std::get_if<NeedReopened>(&decoded)) check(reopened->resolve);
  if (const auto* settled = std::get_if<ClockSettled>(&decoded)) check(settled->plan);
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
      for (const auto& event : events)
        if (event.stream.starts_with("need/")) verify_clocks(reader, impl_->library, event, findings);
      after = events.back().seq;
    }
  });
  return findings;
}

}  // namespace zhuqi
