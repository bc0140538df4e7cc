// What the ledger keeps: events as data. The store knows no kind of event and no domain type.
#pragma once

#include <any>
#include <cstdint>
#include <string>
#include <vector>

#include <zhuqi/base/time.hpp>

namespace zhuqi {

// What a decider hands over. Texts are UTF-8.
struct NewEvent {
  std::string stream;                      // what it is about: "need/N-000001", "published/routing"
  std::string kind;                        // "need.registered"
  Instant at = {};                         // when it is said to have happened
  std::string data = "{}";                 // canonical JSON object; no personal data, no floating-point numbers
  std::string personal = {};               // canonical JSON object of personal data, or empty
  std::vector<std::int64_t> redacts = {};  // earlier events whose personal data goes with this one
  std::any value = {};                     // what data and personal were written from: see Event::value
  bool begins = false;  // no event is on its stream yet, as whoever appends knows: it is not looked for
};

// Why events happen: one accepted command.
struct Cause {
  std::string actor;                    // who, as vouched for by the host
  std::string system;                   // the calling system: the scope of the key
  std::string key;                      // idempotency key; empty: the command cannot be told from a repeat
  std::string fingerprint_source = {};  // canonical JSON of actor and command; only its salted hash is kept
  std::string versions = "{}";          // canonical JSON object: name -> content hash of what was in force and used
  bool imported = false;                // brought over from another system, with its original times
};

// An event as it stands in the ledger.
struct Event {
  std::int64_t seq = 0;  // the one global order: contiguous from 1
  std::string stream;
  std::int64_t version = 0;  // position in its stream: contiguous from 1
  std::string kind;
  Instant at = {};
  Instant recorded = {};  // by the desk's clock
  std::string actor;
  std::string system;
  std::string key;
  std::string data;
  std::string versions;
  std::string commitment;   // SHA-256(salt + personal), or empty if it never had a salt
  std::string fingerprint;  // on the first event of a command with a key; else empty
  std::string hash;         // the link of the chain: docs/ledger.md has the exact bytes
  std::string personal;     // empty: none, or redacted
  std::vector<std::int64_t> redacts;
  bool redacted = false;  // it had personal data, which is gone for good
  bool imported = false;
  // While it is appended: what its data and personal were written from, if whoever appends gives it, so that
  // projections need not read them again. Never stored, and not there when the event is read.
  std::any value = {};
};

// The end of the chain. Exported now and then and kept elsewhere, it is what a cut tail or a full rewriting is found
// against.
struct Head {
  std::int64_t seq = 0;  // 0: the ledger is empty
  std::string hash = std::string(64, '0');
  bool operator==(const Head&) const = default;
};

// A past state: what the events within all bounds (inclusive) give. Of a stream that is the longest prefix of which
// every event lies within them.
struct AsOf {
  std::int64_t seq = INT64_MAX;
  Instant at = Instant::max();
  Instant recorded = Instant::max();

  bool operator==(const AsOf&) const = default;
  bool includes(const Event& event) const { return event.seq <= seq && event.at <= at && event.recorded <= recorded; }
};

// {"hash":"…","seq":17}
std::string to_string(const Head& head);

// Reads what to_string writes. Throws Refused(invalid_document, invalid_argument).
Head parse_head(std::string_view text);

}  // namespace zhuqi
