// What an operator wants to know about a table before it goes live.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <zhuqi/base/finding.hpp>
#include <zhuqi/decision/table.hpp>

namespace zhuqi {

// What is to be said of a table that can be used; what keeps one from being used stands in InvalidDocument.
struct TableFinding {
  enum class Kind {
    overlap,         // UNIQUE, ANY: rules that contradict each other on the example, which was decided to see it
    shadowed,        // FIRST, PRIORITY: never wins, for one rule or several before it hit wherever it does
    unreachable,     // never hits: no value, or no allowed value, satisfies one of its cells
    gap,             // no rule catches the example, which was decided to see it
    complete,        // every record is caught, or every one that lacks no value: proven
    no_last_resort,  // FIRST: no rule accepts everything, and there is no default output
    nested_keyword,  // a keyword that others of its column hold
    undecided,       // what could not be told, for an expression decides it or the budget was spent
  };

  Kind kind = Kind::undecided;
  Finding::Severity severity = Finding::Severity::note;  // never an error
  std::vector<std::string> rules;                        // ids; the one that it is about stands first
  int row = 0;          // of that rule in the table's file, 1-based; 0 if there is none
  std::string example;  // a record as a JSON object; empty if there is none
  std::string message;
};

// "overlap", "shadowed", ...
std::string_view name(TableFinding::Kind kind);

// "routing.csv:31: warning: R031: never wins: …": one finding, one line; "row 31: …" without the name of a file.
std::string to_string(const TableFinding& finding, std::string_view file = {});

struct CheckOptions {
  std::uint64_t budget = 200'000'000;  // steps, of which a core takes about a hundred millions a second
  std::size_t limit = 200;             // findings of each kind; how many more there are is told in one more
};

// Never says what is not so: an overlap and a gap come with a record that was decided, the others are proven, and what
// can be neither shown nor proven is `undecided`; in tables whose conditions are values, ranges, prefixes and keywords
// that needs the budget to be spent. Missing values count as values, records that lack none are shown first. Typically
// a second for 10,000 rules; never much longer than the budget allows. In the order of the table, the table as a whole
// last.
std::vector<TableFinding> check(const DecisionTable& table, const CheckOptions& options = {});

}  // namespace zhuqi
