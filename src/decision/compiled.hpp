// A decision, understood: what DecisionTable shares between its copies.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <zhuqi/decision/table.hpp>

#include "decision/feel/expression.hpp"
#include "decision/source.hpp"

namespace zhuqi {

class Index;
class ModelFile;

// A cell; equal cells of a column are kept once.
struct CompiledCell {
  feel::Expression expression;
  std::string text;  // as written
};

struct CompiledInput {
  feel::Expression expression;
  std::string type;    // of the value: string, number, ..., any
  bool plain = false;  // the expression is a name, and that name is data of the record
  std::optional<feel::Expression> allowed;
  std::vector<CompiledCell> cells;
};

struct CompiledOutput {
  std::vector<Value> order;  // the allowed values, where they are a list of literals
  std::optional<feel::Expression> allowed, default_output;
  std::vector<CompiledCell> cells;
};

struct CompiledRule {
  std::string id;
  std::vector<std::uint32_t> tests, outputs;  // by column, which of its cells
};

struct DecisionTable::Compiled {
  ~Compiled();

  std::string name, hash;
  HitPolicy policy = HitPolicy::unique;
  std::vector<Clause> input_clauses, output_clauses;
  std::vector<std::pair<std::string, std::string>> data;  // name, type of the record's data that the model declares
  std::vector<Clause> asked;                              // of them: what this decision, or one that it requires, reads
  std::vector<std::pair<std::string, feel::Type>> structures;  // of them: those that are contexts or lists
  std::vector<std::shared_ptr<const Compiled>> required;       // decided first, in this order
  Facts knowledge;                                             // the functions that it may call
  std::optional<feel::Expression> expression;                  // of a decision that is no table
  feel::Type type;                                             // of the result

  std::vector<CompiledInput> inputs;
  bool plain_data = false;  // each of the data is what the inputs that name it want: a value of their type is ready
  std::vector<std::size_t> inputs_by_name;  // in the order of Facts
  std::vector<CompiledOutput> outputs;
  std::vector<CompiledRule> rules;
  std::vector<Value> results;  // by rule, where the outputs are constants
  bool constant_outputs = true;
  std::vector<std::uint32_t> rules_by_id;  // sorted by id; of equal ids the first

  std::shared_ptr<const ModelFile> file;  // none in required ones
  std::size_t selected = 0;               // which of its decisions this is
  const ModelSource& source() const;      // of the file; empty if there is none
  std::shared_ptr<const Index> index;
};

// Several outputs as one context, a single one as its value.
Value combine(const DecisionTable::Compiled& table, std::vector<Value> outputs);

bool gives_several_hits(HitPolicy policy);

// Throws Refused(not_found) if `decision` selects none; what is wrong goes to `report`, and then the result is null.
std::shared_ptr<const DecisionTable::Compiled> compile(std::shared_ptr<const ModelFile> file, std::string_view decision,
                                                       std::string hash, FindingLog& report);

}  // namespace zhuqi
