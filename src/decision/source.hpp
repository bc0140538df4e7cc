// A model as its file has it, before anything is understood: CSV and DMN are read into this, and written from it.
#pragma once

#include <string>
#include <vector>

#include <zhuqi/base/finding.hpp>
#include <zhuqi/decision/table.hpp>

namespace zhuqi {

struct CellSource {
  std::string text;
  int row = 0, column = 0;  // in the file, 1-based: for findings
};

struct ClauseSource {
  std::string name;
  CellSource expression;  // of an input
  std::string type = "any";
  CellSource allowed;         // empty: everything is
  CellSource default_output;  // empty: none
  int row = 0, column = 0;
};

struct RuleSource {
  std::string id;
  std::vector<CellSource> tests, outputs;
  std::string note;
};

// One decision: a table, or an expression.
struct DecisionSource {
  std::string name, id;
  std::vector<std::string> required;  // the decisions and input data that it may name
  bool is_table = true;
  CellSource expression;
  std::string type = "any";
  HitPolicy policy = HitPolicy::unique;
  std::vector<ClauseSource> inputs, outputs;
  std::vector<RuleSource> rules;
};

struct ModelSource {
  std::string file;
  bool sugar = false;  // cells are in the spreadsheet's form, and not pure FEEL
  std::string name;
  std::vector<DecisionSource> decisions;
  std::vector<std::pair<std::string, std::string>> input_data;  // name, type
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
  // Throws InvalidDocument if there is an error.
  void finish() const;

 private:
  std::string file_;
  Findings findings_;
};

}  // namespace zhuqi
