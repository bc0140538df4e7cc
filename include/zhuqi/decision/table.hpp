// A decision table (DMN), compiled: the rows that an operator wrote, ready to decide one record or millions.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <zhuqi/base/error.hpp>
#include <zhuqi/base/finding.hpp>
#include <zhuqi/decision/columns.hpp>
#include <zhuqi/decision/value.hpp>

namespace zhuqi {

enum class HitPolicy {
  unique,        // at most one rule may hit
  any,           // several may, if their outputs are equal
  priority,      // the hit whose output stands first in the allowed values
  first,         // the first hit in the order of the table
  rule_order,    // all hits, in the order of the table
  output_order,  // all hits, in the order of the allowed values
  collect,       // all hits, in the order of the table
  collect_sum,
  collect_min,
  collect_max,
  collect_count,
};

// "UNIQUE", "COLLECT SUM": as a table's file writes it.
std::string_view name(HitPolicy policy);

// An input or an output of a table.
struct Clause {
  std::string name;  // an input's expression as written ("amount"), an output's name
  std::string type;  // string, number, boolean, date, time, date and time, ..., code, keywords, list; or any
};

// What became of one record. A bad record is a value, not an exception.
struct Outcome {
  struct Error {
    Code code;
    std::string message;
  };
  // One output: its value; several: a context; a policy of several hits: a list of these. If no rule hit: the default
  // outputs, else an empty list under a policy of several hits, else null.
  Value result;
  std::vector<std::uint32_t> rules;  // the rules that hit, from 0, in the order of the result
  std::optional<Error> error;  // then `result` is null; `rules` names those that contradict each other, if they do
};

// Why a rule hit, or did not.
struct Explanation {
  struct Condition {
    std::string input;  // the input's name
    std::string cell;   // the condition as written
    Value value;        // what the record had there
    bool holds = false;
  };
  std::optional<std::uint32_t> rule;  // the rule explained; none if the winner was asked for and no rule hit
  bool hit = false;
  std::vector<Condition> conditions;  // in the order of the columns, up to the first that failed; empty cells left out
  Outcome outcome;                    // what the table decides for these facts
  std::string table;                  // the table's hash
  std::string text;                   // all of this in a few lines
};

// Immutable, cheap to copy (copies share one table), usable from any number of threads at once.
class DecisionTable {
 public:
  // Reads a .csv or .dmn file, see docs/decision-tables.md. A model of several decisions: `decision` selects one by
  // name or id; without it the only one that no other requires. Throws Refused(io), Refused(not_found) with the names
  // if `decision` does not select one, and InvalidDocument with every finding if the file cannot be used.
  static DecisionTable load(const std::string& path, std::string_view decision = {});
  // The same from memory; the end of `file_name` (.csv, .dmn, .xml) says which form it is, and it stands in findings.
  static DecisionTable parse(std::string_view bytes, std::string_view file_name, std::string_view decision = {});

  // Decides one record. Inputs that other decisions of the model give are decided first. Never throws for what is in
  // the facts: see Outcome::error.
  Outcome decide(const Facts& facts) const;

  // Decides many: see columns.hpp. Keeps nothing between calls; a Router does, and is faster for many small batches.
  void decide(const Batch& batch, std::span<std::int32_t> out) const;

  // Why this record is decided so: for the winner, or for rule `rule` (below rule_count()) why it hit or did not.
  Explanation explain(const Facts& facts) const;
  Explanation explain(const Facts& facts, std::uint32_t rule) const;
  // The same by the rule's id; empty: for the winner. Throws Refused(not_found) if there is no such rule.
  Explanation explain(const Facts& facts, std::string_view rule_id) const;

  // The conditions of a rule as they are written, in the order of the columns, empty cells left out; without values.
  std::vector<Explanation::Condition> conditions(std::uint32_t rule) const;

  const std::string& name() const;  // the decision's name; a CSV file's name without folder and ending
  HitPolicy hit_policy() const;
  const std::vector<Clause>& inputs() const;
  const std::vector<Clause>& outputs() const;
  std::uint32_t rule_count() const;
  // The rule's `id` column, else its DMN id, else its 1-based number.
  const std::string& rule_id(std::uint32_t rule) const;
  std::optional<std::uint32_t> find_rule(std::string_view id) const;
  // What the rule gives, where its outputs are constants: as Outcome::result for a single hit. Null otherwise.
  const Value& rule_result(std::uint32_t rule) const;
  // SHA-256 of the file's bytes, 64 hexadecimal digits: the version of the table.
  const std::string& hash() const;

  struct Compiled;  // private to the library
  const Compiled& compiled() const { return *compiled_; }

 private:
  explicit DecisionTable(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}
  std::shared_ptr<const Compiled> compiled_;
};

// {"result":…,"rules":["R001"]}: the result as in Outcome, the ids of the rules that hit in the order of the result; or
// {"error":{"code":…,"message":…}}. `table` is the one that decided.
std::string to_json_text(const DecisionTable& table, const Outcome& outcome);

// {"rule":"R031","hit":false,"conditions":[{"input":…,"cell":…,"value":…,"holds":false}],"decision":{…},"table":hash,
// "text":…}
std::string to_json_text(const DecisionTable& table, const Explanation& explanation);

}  // namespace zhuqi
