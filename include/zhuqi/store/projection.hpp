// Tables that are computed from the ledger, in the same database and the same transaction.
#pragma once

#include <span>
#include <string>

#include <zhuqi/store/event.hpp>
#include <zhuqi/store/session.hpp>

namespace zhuqi {

// A pure function of the ledger: the same events in the same order give the same rows. It reads no table but its own.
//
// Redaction is no exception. An event with `redacts` must take out of the rows what those events' personal data had put
// there; computed anew, those events come without it, with `redacted` set, and must lead to the same rows: where they
// had put a text they now put null.
//
// Tables need a primary key; columns hold integers, texts, bytes or null. Stateless: called from several threads at
// once, each with a session of its own.
class Projection {
 public:
  virtual ~Projection() = default;

  virtual std::string name() const = 0;
  // Raised whenever tables or meaning change; the ledger then recomputes the projection when it is opened.
  virtual int version() const = 0;
  // Makes the tables and indexes, empty.
  virtual void create(Session& session) const = 0;
  // Drops whatever create() made, in this version or an earlier one, if it is there (DROP TABLE IF EXISTS).
  virtual void clear(Session& session) const = 0;
  virtual void apply(Session& session, const Event& event) const = 0;
  // The events of one command, in order: as apply() for each. To be overridden where rows are worth writing once only.
  virtual void apply_all(Session& session, std::span<const Event> events) const {
    for (const auto& event : events) apply(session, event);
  }
};

}  // namespace zhuqi
