#include <fstream>
#include <sstream>

#include <fmt/format.h>

#include <zhuqi/decision/table.hpp>

#include "base/sha256.hpp"
#include "decision/compiled.hpp"
#include "decision/csv_table.hpp"
#include "decision/decide.hpp"
#include "decision/dmn.hpp"

namespace zhuqi {

namespace {

constexpr std::size_t max_table_bytes = 64 << 20;

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Refused(Code::io, fmt::format("{} cannot be read", path), path);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  if (file.bad() || bytes.fail()) throw Refused(Code::io, fmt::format("{} cannot be read", path), path);
  return std::move(bytes).str();
}

bool has_ending(std::string_view name, std::string_view ending) {
  if (name.size() < ending.size()) return false;
  name.remove_prefix(name.size() - ending.size());
  for (std::size_t i = 0; i < name.size(); ++i)
    if ((name[i] | 0x20) != ending[i] && name[i] != ending[i]) return false;
  return true;
}

}  // namespace

DecisionTable DecisionTable::load(const std::string& path, std::string_view decision) {
  return parse(read_file(path), path, decision);
}

DecisionTable DecisionTable::parse(std::string_view bytes, std::string_view file_name, std::string_view decision) {
  const std::string file(file_name);
  if (bytes.size() > max_table_bytes)
    throw Refused(Code::too_large, fmt::format("{}: larger than {} bytes", file, max_table_bytes), file);
  const bool csv = has_ending(file_name, ".csv");
  if (!csv && !has_ending(file_name, ".dmn") && !has_ending(file_name, ".xml"))
    throw Refused(Code::invalid_argument, fmt::format("«{}» is neither .csv nor .dmn", file), file);
  FindingLog report(file);
  auto model = csv ? read_csv_table(bytes, file, report) : read_dmn(bytes, file, report);
  const auto compiled = compile(std::move(model), decision, sha256_hex(bytes), report);
  report.finish();
  return DecisionTable(compiled);
}

Outcome DecisionTable::decide(const Facts& facts) const { return decide_record(*compiled_, facts); }

void DecisionTable::decide(const Batch& batch, std::span<std::int32_t> out) const { Router(*this).decide(batch, out); }

const std::string& DecisionTable::name() const { return compiled_->name; }
HitPolicy DecisionTable::hit_policy() const { return compiled_->policy; }
const std::vector<Clause>& DecisionTable::inputs() const { return compiled_->input_clauses; }
const std::vector<Clause>& DecisionTable::outputs() const { return compiled_->output_clauses; }
std::uint32_t DecisionTable::rule_count() const { return static_cast<std::uint32_t>(compiled_->rules.size()); }
const std::string& DecisionTable::rule_id(std::uint32_t rule) const { return compiled_->rules.at(rule).id; }
const Value& DecisionTable::rule_result(std::uint32_t rule) const { return compiled_->results.at(rule); }
const std::string& DecisionTable::hash() const { return compiled_->hash; }

std::optional<std::uint32_t> DecisionTable::find_rule(std::string_view id) const {
  const auto found = compiled_->rules_by_id.find(id);
  return found != compiled_->rules_by_id.end() ? std::optional(found->second) : std::nullopt;
}

}  // namespace zhuqi
