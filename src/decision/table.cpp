#include <algorithm>
#include <fstream>
#include <sstream>

#include <fmt/format.h>

#include <zhuqi/decision/table.hpp>

#include "base/sha256.hpp"
#include "decision/compiled.hpp"
#include "decision/decide.hpp"
#include "decision/model_file.hpp"

namespace zhuqi {

namespace {

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Refused(Code::io, fmt::format("{} cannot be read", path), path);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  if (file.bad() || bytes.fail()) throw Refused(Code::io, fmt::format("{} cannot be read", path), path);
  return std::move(bytes).str();
}

}  // namespace

DecisionTable DecisionTable::load(const std::string& path, std::string_view decision) {
  return parse(read_file(path), path, decision);
}

DecisionTable DecisionTable::parse(std::string_view bytes, std::string_view file_name, std::string_view decision) {
  auto file = std::make_shared<const ModelFile>(bytes, file_name);
  FindingLog report(file->name());
  const auto compiled = compile(std::move(file), decision, sha256_hex(bytes), report);
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
  const auto& rules = compiled_->rules;
  const auto& by_id = compiled_->rules_by_id;
  const auto found =
      std::lower_bound(by_id.begin(), by_id.end(), id, [&](auto rule, auto wanted) { return rules[rule].id < wanted; });
  return found != by_id.end() && rules[*found].id == id ? std::optional(*found) : std::nullopt;
}

}  // namespace zhuqi
