// What comes of recomputing everything that can be recomputed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <zhuqi/store/event.hpp>

namespace zhuqi {

struct VerifyOptions {
  std::optional<Head> head = {};     // an exported head: finds a cut tail and a full rewriting, too
  bool projections = true;           // recompute them, and compare row by row
  std::size_t max_findings = 1'000;  // more are counted, not listed
};

// One disagreement, and where it is. Carries no personal data.
struct Discrepancy {
  enum class Part { file, chain, stream, key, personal, content, head, projection };

  Part part = Part::file;
  std::int64_t seq = 0;  // the event, or 0
  std::string stream;    // of that event, as far as they can be trusted
  std::string kind;
  std::string table;    // a projection's, or one of the ledger's own
  std::string row;      // its key: "id=N-000001"
  std::string message;  // what disagrees, and what that means
};

// "chain: event 17 (need/N-000001, need.registered): …": one line.
std::string to_string(const Discrepancy& discrepancy);

struct Verification {
  Head head;                  // of the ledger that was verified
  std::int64_t redacted = 0;  // events whose personal data was redacted, as the ledger says
  std::vector<Discrepancy> findings;
  std::size_t total = 0;  // findings, listed or not

  bool passed() const { return total == 0; }
};

}  // namespace zhuqi
