// Domain events to and from the ledger's form, and the folds of streams.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <zhuqi/base/error.hpp>
#include <zhuqi/casework/case.hpp>
#include <zhuqi/model/enterprise.hpp>
#include <zhuqi/outreach/visit.hpp>
#include <zhuqi/store/ledger.hpp>

#include "base/json.hpp"

namespace zhuqi {

// enterprise.registered: what is known of it from now on.
struct EnterpriseRegistered {
  Enterprise enterprise;
  // The event that told of it before; 0: none did, or, of an event without this field, it is the one before in its
  // stream. enterprises.imported tells of many, each in this form (registry.hpp).
  std::int64_t previous = 0;
};

// enterprise.redacted: the contact that the events before it told is gone.
struct EnterpriseRedacted {
  std::string reason;
};

// published: a document is in force from `effective` on, stored under its hash.
struct Published {
  std::string kind;
  std::string name;
  std::string hash;
  Instant effective{};
};

// The streams.
std::string stream_of(const NeedId& id);
std::string stream_of(const EnterpriseId& id);
std::string stream_of(const VisitId& id);
std::string publication_stream(std::string_view kind, std::string_view name);

// What stands behind the prefix ("need/") of a stream; empty if the stream has another prefix.
std::string_view id_in(std::string_view stream, std::string_view prefix);

NewEvent encode(const NeedId& id, CaseEvent event, Instant at);
NewEvent encode(const VisitId& id, const VisitRecorded& event, Instant at);
NewEvent encode(const EnterpriseRegistered& event, Instant at);
NewEvent encode(const EnterpriseId& id, const EnterpriseRedacted& event, Instant at);
NewEvent encode(const Published& event, Instant at);

// The domain event that a ledger event holds; personal fields are empty if `event` comes without them. Throws
// Refused(corrupt) if it cannot be read.
CaseEvent decode_case_event(const Event& event);
// The same without what is personal, for projections; while the event is appended it is not read again, and may have it
// still: a case holds nothing personal.
std::shared_ptr<const CaseEvent> case_event(const Event& event);
EnterpriseRegistered decode_enterprise(const Event& event);
Published decode_published(const Event& event);
VisitRecorded decode_visit(const Event& event);

// The personal data that an event has beside it; an empty object if there is none.
Json personal_of(const Event& event);

// Throws Refused(corrupt), naming the event.
[[noreturn]] void unreadable(const Event& event, const std::string& why);

// What `read(data, personal)` makes of an event: an optional, empty if the kind is not known. Throws as unreadable
// does.
template <class Read>
auto decode_with(const Event& event, const Read& read) {
  try {
    if (auto decoded = read(parse_json(event.data, "event"), personal_of(event))) return *std::move(decoded);
  } catch (const Refused& refused) {
    unreadable(event, refused.what());
  }
  unreadable(event, "its kind is not known");
}

// The fold of a need's events.
Case fold(const NeedId& id, const std::vector<Event>& events);

}  // namespace zhuqi
