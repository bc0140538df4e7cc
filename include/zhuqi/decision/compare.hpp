// Two versions of a table over the same records: how many change, from where to where.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <zhuqi/decision/route.hpp>
#include <zhuqi/decision/table.hpp>

namespace zhuqi {

struct CompareOptions {
  std::string output = {};           // which output to compare; empty: the whole result
  std::size_t examples = 3;          // kept of each change, the first ones
  std::size_t most_changes = 1'000;  // that are told apart; the records of all others are counted together
  unsigned threads = 1;              // for files; 0: as many as the machine has
  std::function<bool(const RouteProgress&)> progress = {};  // for files; from the calling thread; false stops the run
};

// Every record is one of: alike, changed, failed under the old table only, under the new one only, under both. That
// another rule gives the same result is no change; that no rule hits is a result, null or an empty list.
struct Comparison {
  struct Example {
    std::uint64_t record = 0;  // its number, from 1
    std::string facts;         // as a JSON object
    std::string error;         // of a record that failed
  };
  struct Change {
    Value from, to;
    std::uint64_t records = 0;
    std::vector<Example> examples;
  };

  std::string output;              // as in the options
  std::string old_hash, new_hash;  // the versions
  std::uint64_t records = 0, alike = 0, changed = 0;
  std::uint64_t failed_old = 0, failed_new = 0, failed_both = 0;
  std::vector<Change> changes;      // most records first
  std::uint64_t other_changes = 0;  // records of changes beyond `most_changes`
  std::vector<Example> failures;    // the first ones
};

// Compares batch after batch; memory does not grow with the records. One thread at a time. Both tables are decided by
// their index where they have one.
class Comparer {
 public:
  // Throws Refused(invalid_argument) if one of the tables has no output of the name asked for.
  Comparer(const DecisionTable& before, const DecisionTable& after, const CompareOptions& options = {});
  ~Comparer();
  Comparer(Comparer&&) noexcept;
  Comparer& operator=(Comparer&&) noexcept;

  // A bad record is counted as failed. Throws Refused(invalid_argument) if a column has a type that its input cannot
  // have (then nothing was counted).
  void add(const Batch& batch);
  void add(const Facts& record);
  // A record that could not even be read: failed under both.
  void add_failed(const Refused& why);

  // What was found so far.
  Comparison result() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

Comparison compare(const DecisionTable& before, const DecisionTable& after, const Batch& batch,
                   const CompareOptions& options = {});

// Over a file: CSV (UTF-8, with BOM, GB18030) or JSON Lines, "-" is standard input; read as route() reads it, and with
// its refusals. Results do not depend on the number of threads.
Comparison compare(const DecisionTable& before, const DecisionTable& after, const std::string& path,
                   const CompareOptions& options = {});

// For people: the counts, a table of the changes, the examples; columns stand straight with Chinese in them.
std::string to_text(const Comparison& comparison);

// {"records":…,"alike":…,"changed":…,"failed":{"old":…,"new":…,"both":…},"changes":[{"from":…,"to":…,"records":…,
// "examples":[{"record":17,"facts":{…}}]}],"other_changes":…,"failures":[{"record":…,"facts":{…},"error":…}],
// "output":…,"old":hash,"new":hash}
std::string to_json_text(const Comparison& comparison);

}  // namespace zhuqi
