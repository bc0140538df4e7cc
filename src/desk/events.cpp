#include "desk/events.hpp"

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>

#include "casework/json.hpp"
#include "desk/event_documents.hpp"
#include "outreach/documents.hpp"

namespace zhuqi {

std::string stream_of(const NeedId& id) { return "need/" + id.str(); }
std::string stream_of(const EnterpriseId& id) { return "enterprise/" + id.str(); }
std::string stream_of(const VisitId& id) { return "visit/" + id.str(); }

std::string publication_stream(std::string_view kind, std::string_view name) {
  return name.empty() ? fmt::format("published/{}", kind) : fmt::format("published/{}/{}", kind, name);
}

std::string_view id_in(std::string_view stream, std::string_view prefix) {
  return stream.starts_with(prefix) ? stream.substr(prefix.size()) : std::string_view();
}

Json personal_of(const Event& event) {
  return event.personal.empty() ? Json::object() : parse_json(event.personal, "event");
}

void unreadable(const Event& event, const std::string& why) {
  throw Refused(Code::corrupt,
                fmt::format("event {} ({}, {}) cannot be read: {}", event.seq, event.stream, event.kind, why),
                event.stream);
}

namespace {

template <class T>
NewEvent encode_one(std::string stream, const T& event, Instant at) {
  NewEvent one;
  one.stream = std::move(stream);
  one.kind = kind(Of<T>{});
  one.at = at;
  write_parts(event, one.data, one.personal);
  return one;
}

template <class T>
T decode_one(const Event& event) {
  try {
    Json data = parse_json(event.data, "event");
    restore_personal<T>(data, personal_of(event));
    return from_json<T>(data);
  } catch (const Refused& refused) {
    unreadable(event, refused.what());
  }
}

}  // namespace

NewEvent encode(const NeedId& id, CaseEvent event, Instant at) {
  NewEvent one;
  one.stream = stream_of(id);
  one.kind = write_case_event(event, one.data, one.personal);
  one.at = at;
  one.value = std::make_shared<const CaseEvent>(std::move(event));
  return one;
}

NewEvent encode(const VisitId& id, const VisitRecorded& event, Instant at) {
  return encode_one(stream_of(id), event, at);
}

NewEvent encode(const EnterpriseRegistered& event, Instant at) {
  return encode_one(stream_of(event.enterprise.id), event, at);
}

NewEvent encode(const EnterpriseId& id, const EnterpriseRedacted& event, Instant at) {
  return encode_one(stream_of(id), event, at);
}

NewEvent encode(const Published& event, Instant at) {
  return encode_one(publication_stream(event.kind, event.name), event, at);
}

CaseEvent decode_case_event(const Event& event) {
  return decode_with(
      event, [&](Json data, const Json& personal) { return read_case_event(event.kind, std::move(data), personal); });
}

std::shared_ptr<const CaseEvent> case_event(const Event& event) {
  if (const auto* known = std::any_cast<std::shared_ptr<const CaseEvent>>(&event.value)) return *known;
  Event impersonal = event;
  impersonal.personal.clear();
  return std::make_shared<const CaseEvent>(decode_case_event(impersonal));
}

EnterpriseRegistered decode_enterprise(const Event& event) { return decode_one<EnterpriseRegistered>(event); }
Published decode_published(const Event& event) { return decode_one<Published>(event); }
VisitRecorded decode_visit(const Event& event) { return decode_one<VisitRecorded>(event); }

Case fold(const NeedId& id, const std::vector<Event>& events) {
  Case state;
  state.id = id;
  for (const auto& event : events) state = evolve(std::move(state), decode_case_event(event), event.at);
  return state;
}

}  // namespace zhuqi
