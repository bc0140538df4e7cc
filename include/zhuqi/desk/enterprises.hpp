// The registry of enterprises: what is known of each, since when, and what follows from it; and filling it from files.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <zhuqi/base/finding.hpp>
#include <zhuqi/base/time.hpp>
#include <zhuqi/classify/size.hpp>
#include <zhuqi/classify/tier.hpp>
#include <zhuqi/desk/import.hpp>
#include <zhuqi/model/actor.hpp>
#include <zhuqi/model/enterprise.hpp>

namespace zhuqi {

// What was said of an enterprise at one time.
struct EnterpriseVersion {
  std::int64_t event = 0;  // sequence number of the event that said it
  Instant at;
  std::string actor;
  Enterprise enterprise;             // without the contact if it was redacted
  std::vector<std::string> changed;  // the fields that differ from the version before; of the first, none
  // By the tables in force at `at`.
  SizeClass size;
  std::string qualifies;  // the highest tier into which a way was open

  bool operator==(const EnterpriseVersion&) const = default;
};

struct EnterpriseView {
  Enterprise enterprise;
  Instant since;               // when this was said
  bool contact_stale = false;  // nobody reached the contact for as long as the settings allow
  SizeClass size;              // by the tables in force on the day that was asked for, as are the following
  TierStanding tier;
  std::vector<EnterpriseVersion> history;  // the latest first
};

// All parts that are given must hold.
struct EnterpriseQuery {
  std::string region;          // a region code; those inside it too
  std::string tier;            // as recorded
  std::string building;        //
  bool stale_only = false;     // whose contact is stale today
  EnterpriseId after;          // those whose code comes after this one: the next page
  std::int64_t limit = 1'000;  // at most 10,000
};

// A line of a list.
struct EnterpriseSummary {
  EnterpriseId id;
  std::string name;
  std::string region;
  std::string tier;
  std::string building;
  bool contact_stale = false;

  bool operator==(const EnterpriseSummary&) const = default;
};

struct EnterpriseImportOptions {
  std::string file;            // how to call it in findings; the end .csv says that it is one, else JSON Lines
  Actor actor;                 // host, or an administrator
  std::string system;          // the system that the rows come from, for the ledger
  std::optional<Instant> at;   // when this was so; absent: now. Not too far from the desk's clock, but if `imported`
  bool imported = false;       // the past of another system (host only)
  std::int64_t batch = 1'000;  // rows in one event and one transaction, 1 to 10,000
  std::int64_t total = 0;      // bytes of the file, for the progress
  // Called for everything that is wrong, in order: file, line, column, value (never what is personal), reason. An
  // error: its row was not taken. A warning: it was. From the importing thread; must not call the desk.
  std::function<void(const Finding&)> tell = {};
  // Called after each transaction; false stops: what was taken stays. Likewise.
  std::function<bool(const CaseImportProgress&)> progress = {};
};

struct EnterpriseImportSummary {
  std::int64_t rows = 0;     // read
  std::int64_t added = 0;    // of them: enterprises that were not known
  std::int64_t changed = 0;  // something differs from what was known
  std::int64_t same = 0;     // nothing does: nothing was recorded
  std::int64_t bad = 0;      // not taken
  std::int64_t events = 0;   // recorded by this call
  bool stopped = false;      // by `progress`

  bool operator==(const EnterpriseImportSummary&) const = default;
};

// As one JSON object each.
std::string to_document(const EnterpriseImportSummary& summary);
std::string to_document(const EnterpriseView& view);
std::string to_document(const EnterpriseSummary& summary);
std::string to_document(const std::vector<EnterpriseSummary>& list);  // {"enterprises":[…]}

}  // namespace zhuqi
