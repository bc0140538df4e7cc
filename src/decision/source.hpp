// A model as its file has it, before anything is understood: CSV and DMN are read into this, and written from it.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <zhuqi/base/finding.hpp>
#include <zhuqi/decision/table.hpp>

#include "decision/feel/type.hpp"

namespace zhuqi {

struct CellSource {
  std::string text;
  int row = 0, column = 0;  // in the file, 1-based: for findings
};

// What stands where a type is asked for: its name as written, and what it means.
struct TypeSource {
  std::string reference;  // "number", "tAmount"; empty: none
  feel::Type type;

  // The type of plain values; "any" for contexts and lists.
  std::string base() const { return type.base == "context" || type.base == "list" ? "any" : type.base; }
};

// An item definition of a DMN model, or a component of one.
struct ItemSource {
  std::string name, reference;
  bool collection = false;
  CellSource allowed;
  std::vector<ItemSource> components;
};

struct ClauseSource {
  std::string name;
  CellSource expression;  // of an input
  std::string type = "any";
  std::string reference = {};      // the type as a DMN model has it, where it is not `type`
  CellSource allowed = {};         // empty: everything is
  CellSource default_output = {};  // empty: none
  // Of a DMN file: how a spreadsheet wrote them, where that is not FEEL.
  std::optional<std::string> allowed_sheet = {}, default_sheet = {};
  int row = 0, column = 0;
};

struct RuleSource {
  std::string id;
  std::vector<CellSource> tests, outputs;
  std::vector<std::string> notes;  // by column of notes; may be fewer
  // Of a DMN file: how a spreadsheet wrote the tests, then the outputs, where that is not FEEL; or empty.
  std::vector<std::optional<std::string>> sheet;
};

struct TableSource {
  HitPolicy policy = HitPolicy::unique;
  std::vector<ClauseSource> inputs, outputs;
  std::vector<RuleSource> rules;
  std::vector<std::string> notes;  // the headings of the columns of notes
};

// A boxed expression (DMN 10.2): what gives the value of a decision.
struct BoxedSource {
  enum class Kind { literal, table, context, list, invocation, function, conditional, each, some, every, filter };
  Kind kind = Kind::literal;
  std::string name;  // of an entry or an argument; of an iteration, its variable
  TypeSource type;
  CellSource text;                      // of a literal expression
  std::shared_ptr<TableSource> table;   // of a table
  std::vector<BoxedSource> parameters;  // of a function: names and types
  // Entries, items; the function and its arguments; the body of a function; if, then, else; in, return; in, match.
  std::vector<BoxedSource> parts;
};

struct DecisionSource {
  std::string name, id;
  std::vector<std::string> required;  // the decisions, input data and knowledge that it may name
  BoxedSource logic;                  // a table, most of the time
  TypeSource type;                    // of the result
  Findings unsupported;               // errors if this decision is needed

  bool is_table() const { return logic.kind == BoxedSource::Kind::table; }
};

struct DataSource {
  std::string name, id;
  TypeSource type;
};

struct ModelSource {
  std::string file;
  bool sugar = false;  // cells are in the spreadsheet's form, and not pure FEEL
  std::string name;
  std::vector<DecisionSource> decisions;
  std::vector<DecisionSource> knowledge;  // business knowledge models: each gives a function
  std::vector<DataSource> data;
  std::vector<ItemSource> items;
  std::map<std::string, feel::Type> types;  // the item definitions, understood
  Findings notes;                           // what was left aside, for check
};

// Collects what is wrong with one file.
class FindingLog {
 public:
  explicit FindingLog(std::string file) : file_(std::move(file)) {}
  void error(int row, int column, std::string_view value, std::string message, std::string expected = {});
  void error(const CellSource& cell, std::string message, std::string expected = {}) {
    error(cell.row, cell.column, cell.text, std::move(message), std::move(expected));
  }
  const Findings& findings() const { return findings_; }
  void add(const Findings& more) { findings_.insert(findings_.end(), more.begin(), more.end()); }
  const std::string& file() const { return file_; }
  // Throws InvalidDocument if there is an error.
  void finish() const;

 private:
  std::string file_;
  Findings findings_;
};

}  // namespace zhuqi
