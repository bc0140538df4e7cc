// The registry as it is stored: the table `enterprises`, a cache of the ledger, and the versions behind it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <zhuqi/model/enterprise.hpp>
#include <zhuqi/store/ledger.hpp>

#include "desk/events.hpp"

namespace zhuqi {

// The table enterprises: what is known of each, and the event that said it. The contact stands in a column of its own,
// null once it is redacted.
std::shared_ptr<const Projection> registry_projection();

// One event that tells of many: their stream is named by the event's own sequence number, `seq`. `entries` are not
// empty, each enterprise once.
NewEvent encode(std::vector<EnterpriseRegistered> entries, std::int64_t seq, Instant at);

// Of an event of many, those whose contact it holds; of any other event, nobody.
std::vector<EnterpriseId> enterprises_with_contact(const Event& event);

// What is known now. Nothing if the enterprise is not registered.
struct Registered {
  Enterprise enterprise;   // with its contact
  std::string document;    // canonical, without the contact
  std::string contact;     // canonical; empty = none
  std::int64_t event = 0;  // that said it
};
std::optional<Registered> find_registered(Session& session, const EnterpriseId& id);

// Calls use(enterprise), each with its contact, for those of a region (a region code, and what lies in it; empty = all)
// after `after`, in the order of their codes, until it returns false.
void for_each_registered(Session& session, const std::string& region, const EnterpriseId& after,
                         const std::function<bool(const Enterprise&)>& use);

// The event that told last of an enterprise; 0 if none did.
std::int64_t last_told(Session& session, const EnterpriseId& id);

// Calls use(event, enterprise) for every version, the latest first, until it returns false. Each event names the one
// before, so that the cost is that of the versions, whatever else stands in the ledger.
void for_each_version(Reader& reader, const EnterpriseId& id,
                      const std::function<bool(const Event&, const Enterprise&)>& use);

// The version that the events up to `seq` give; Refused(corrupt) if there is none.
Enterprise enterprise_at(Reader& reader, const EnterpriseId& id, std::int64_t seq);

// The streams in which the versions of an enterprise stand.
std::vector<std::string> streams_about(Reader& reader, const EnterpriseId& id);

}  // namespace zhuqi
