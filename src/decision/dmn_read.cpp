// The model, its decisions and tables.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "decision/csv_table.hpp"
#include "decision/dmn.hpp"
#include "decision/dmn_extension.hpp"
#include "decision/dmn_reader.hpp"
#include "decision/feel/expression.hpp"

namespace zhuqi {

namespace {

constexpr int max_xml_depth = 64;

bool gives_list(HitPolicy policy) {
  return policy == HitPolicy::rule_order || policy == HitPolicy::output_order || policy == HitPolicy::collect;
}

}  // namespace

std::optional<std::string> extension(const pugi::xml_node& node, std::string_view name) {
  const auto attribute = node.attribute(fmt::format("zhuqi:{}", name).c_str());
  return attribute ? std::optional<std::string>(attribute.value()) : std::nullopt;
}

bool is_spreadsheet_type(std::string_view type) { return type == "code" || type == "keywords" || type == "list"; }

std::string_view local_name(const char* name) {
  const std::string_view full(name);
  const auto colon = full.find(':');
  return colon == std::string_view::npos ? full : full.substr(colon + 1);
}

void DmnReader::read() {
  if (!load()) return;
  const auto root = document_.document_element();
  if (local_name(root.name()) != "definitions")
    return fail(root, root.name(), "not a DMN model", "the element «definitions»");
  model_.name = root.attribute("name").value();
  read_items(root);
  read_data(root);
  for (const auto node : root.children()) {
    const auto kind = local_name(node.name());
    if (kind == "decision" || kind == "businessKnowledgeModel")
      names_[node.attribute("id").value()] = node.attribute("name").value();
  }
  for (const auto node : root.children()) read_element(node);
  if (model_.decisions.empty()) fail(root, "", "no decision in this model", "at least one element «decision»");
}

bool DmnReader::load() {
  if (bytes_.find("<!DOCTYPE") != std::string_view::npos || bytes_.find("<!ENTITY") != std::string_view::npos) {
    report_.error(0, 0, "", "document types and entities are not read", "plain XML");
    return false;
  }
  if (!valid_utf8(bytes_)) {
    report_.error(0, 0, "", "not UTF-8", "a DMN file in UTF-8");
    return false;
  }
  const auto result = document_.load_buffer(bytes_.data(), bytes_.size(),
                                            pugi::parse_default | pugi::parse_ws_pcdata_single, pugi::encoding_utf8);
  if (!result)
    report_.error(line_at(static_cast<std::size_t>(result.offset)), 0, "",
                  fmt::format("not well-formed XML: {}", result.description()), "");
  if (too_deep()) {
    report_.error(0, 0, "", fmt::format("nested deeper than {} elements", max_xml_depth), "a flat model");
    return false;
  }
  return static_cast<bool>(result);
}

// Before anything recurses over the tree.
bool DmnReader::too_deep() const {
  struct Walker : pugi::xml_tree_walker {
    bool for_each(pugi::xml_node&) override { return depth() < max_xml_depth; }
  } walker;
  return !document_.document_element().root().traverse(walker);
}

int DmnReader::line_at(std::size_t offset) {
  if (line_ends_.empty())
    for (std::size_t i = 0; i < bytes_.size(); ++i)
      if (bytes_[i] == '\n') line_ends_.push_back(i);
  return 1 + static_cast<int>(std::lower_bound(line_ends_.begin(), line_ends_.end(), offset) - line_ends_.begin());
}

int DmnReader::line_of(const pugi::xml_node& node) {
  return line_at(static_cast<std::size_t>(std::max<std::ptrdiff_t>(node.offset_debug(), 0)));
}

void DmnReader::fail(const pugi::xml_node& node, std::string_view value, std::string message, std::string expected) {
  report_.error(line_of(node), 0, value, std::move(message), std::move(expected));
}

void DmnReader::unsupported(const pugi::xml_node& node, std::string_view what) {
  unsupported_.push_back({Finding::Severity::error, report_.file(), line_of(node), 0, node.name(),
                          fmt::format("this element is not supported{}{}", what.empty() ? "" : ": ", cut(what, 100)),
                          "decision tables and boxed expressions in FEEL"});
}

pugi::xml_node DmnReader::child(const pugi::xml_node& node, std::string_view name) {
  for (const auto each : node.children())
    if (local_name(each.name()) == name) return each;
  return {};
}

CellSource DmnReader::text_of(const pugi::xml_node& node) {
  CellSource cell;
  const std::string_view language = node.attribute("expressionLanguage").value();
  if (!language.empty() && language.find("FEEL") == std::string_view::npos && language != "feel")
    unsupported(node, language);
  if (!node) return cell;
  for (const auto part : child(node, "text").children()) cell.text += part.value();
  cell.text = trim(cell.text);
  cell.row = line_of(node);
  return cell;
}

void DmnReader::read_data(const pugi::xml_node& root) {
  for (const auto node : root.children()) {
    if (local_name(node.name()) != "inputData") continue;
    DataSource data{node.attribute("name").value(), node.attribute("id").value(), type_of(child(node, "variable"))};
    names_[data.id] = data.name;
    model_.data.push_back(std::move(data));
  }
}

void DmnReader::read_element(const pugi::xml_node& node) {
  static const std::set<std::string_view> silent = {
      "itemDefinition",       "inputData",        "extensionElements", "description",       "DMNDI",
      "knowledgeSource",      "textAnnotation",   "association",       "elementCollection", "group",
      "performanceIndicator", "organizationUnit", "artifact"};
  const auto name = local_name(node.name());
  if (node.type() != pugi::node_element || silent.contains(name)) return;
  if (name == "decision") {
    model_.decisions.push_back(read_decision(node));
  } else if (name == "businessKnowledgeModel") {
    model_.knowledge.push_back(read_knowledge(node));
  } else if (name == "decisionService") {
    model_.notes.push_back({Finding::Severity::note, report_.file(), line_of(node), 0, node.attribute("name").value(),
                            "a decision service is another way to ask for the same decisions, and is left aside",
                            "the names of its decisions"});
  } else {
    fail(node, node.name(), "this element is not supported", "decisions, input data and business knowledge models");
  }
}

DecisionSource DmnReader::read_decision(const pugi::xml_node& node) {
  DecisionSource decision;
  reading_ = decision.name = node.attribute("name").value();
  decision.id = node.attribute("id").value();
  result_ = decision.type = type_of(child(node, "variable"));
  unsupported_.clear();
  static const std::set<std::string_view> silent = {
      "variable",          "description",          "question",           "allowedAnswers",
      "extensionElements", "authorityRequirement", "supportedObjective", "impactedPerformanceIndicator",
      "decisionMaker",     "decisionOwner",        "usingProcess",       "usingTask"};
  bool logic = false;
  for (const auto part : node.children()) {
    const auto name = local_name(part.name());
    if (part.type() != pugi::node_element || silent.contains(name)) continue;
    if (name == "informationRequirement" || name == "knowledgeRequirement")
      read_requirement(part, decision);
    else
      logic = read_boxed(part, decision.logic) || logic;
  }
  if (!logic && unsupported_.empty()) unsupported(node, "a decision without logic");
  decision.unsupported = std::move(unsupported_);
  return decision;
}

DecisionSource DmnReader::read_knowledge(const pugi::xml_node& node) {
  DecisionSource knowledge;
  reading_ = knowledge.name = node.attribute("name").value();
  knowledge.id = node.attribute("id").value();
  result_ = type_of(child(node, "variable"));
  unsupported_.clear();
  for (const auto part : node.children())
    if (local_name(part.name()) == "knowledgeRequirement") read_requirement(part, knowledge);
  const auto logic = child(node, "encapsulatedLogic");
  if (logic.attribute("typeRef")) result_ = type_of(logic);
  read_function(logic, knowledge.logic);
  if (knowledge.logic.type.reference.empty()) knowledge.logic.type = result_;
  knowledge.unsupported = std::move(unsupported_);
  return knowledge;
}

void DmnReader::read_requirement(const pugi::xml_node& node, DecisionSource& decision) {
  for (const auto part : node.children()) {
    const std::string href = part.attribute("href").value();
    if (href.empty()) continue;
    const auto hash = href.find('#');
    const auto known = names_.find(hash == std::string::npos ? href : href.substr(hash + 1));
    if (known == names_.end())
      unsupported(part, fmt::format("{} is no decision, input data or business knowledge of this file", href));
    else
      decision.required.push_back(known->second);
  }
}

TableSource DmnReader::read_table(const pugi::xml_node& node, const std::string& name, const TypeSource& whole) {
  TableSource table;
  std::string policy = node.attribute("hitPolicy").value();
  const std::string aggregation = node.attribute("aggregation").value();
  if (policy.empty()) policy = "UNIQUE";
  if (!aggregation.empty()) policy += " " + aggregation;
  const auto parsed = parse_hit_policy(policy);
  if (!parsed)
    fail(node, policy, "not a hit policy", "UNIQUE, ANY, PRIORITY, FIRST, RULE ORDER, OUTPUT ORDER or COLLECT");
  table.policy = parsed.value_or(HitPolicy::unique);
  for (const auto part : node.children()) {
    const auto kind = local_name(part.name());
    if (kind == "input") table.inputs.push_back(read_input(part));
    if (kind == "output") table.outputs.push_back(read_output(part, table, name, whole));
    if (kind == "annotation") table.notes.emplace_back(part.attribute("name").value());
  }
  if (table.outputs.empty()) fail(node, name, "a table without outputs", "at least one element «output»");
  for (const auto part : node.children())
    if (local_name(part.name()) == "rule") read_rule(part, table);
  return table;
}

ClauseSource DmnReader::read_input(const pugi::xml_node& node) {
  ClauseSource clause;
  const auto expression = child(node, "inputExpression");
  clause.expression = text_of(expression);
  clause.name = clause.expression.text;
  clause.row = line_of(node);
  auto type = type_of(expression);
  clause.reference = type.reference;
  for (const auto& data : model_.data)
    if (data.name == clause.name && type.type.is_any()) type = data.type;
  clause.type = type.base();
  clause.allowed = text_of(child(node, "inputValues"));
  clause.allowed_sheet = extension(child(node, "inputValues"), "cell");
  if (clause.allowed.text.empty() && type.type.allowed != nullptr)
    clause.allowed = {to_source(*type.type.allowed, true), clause.row, 0};
  if (const auto kind = extension(node, "column"); kind && is_spreadsheet_type(*kind)) clause.type = *kind;
  return clause;
}

ClauseSource DmnReader::read_output(const pugi::xml_node& node, const TableSource& table, const std::string& name,
                                    const TypeSource& whole) {
  ClauseSource clause;
  clause.name = node.attribute("name").value();
  clause.row = line_of(node);
  auto type = type_of(node);
  clause.reference = type.reference;
  if (type.reference.empty()) {
    for (const auto& [part_name, part] : whole.type.parts)
      if (whole.type.base == "context" && part_name == clause.name) type.type = part;
    if (clause.name.empty() && !gives_list(table.policy) && whole.base() != "any") type = whole;
  }
  if (clause.name.empty()) clause.name = name;
  clause.type = type.base();
  clause.allowed = text_of(child(node, "outputValues"));
  clause.allowed_sheet = extension(child(node, "outputValues"), "cell");
  clause.default_sheet = extension(child(node, "defaultOutputEntry"), "cell");
  if (clause.allowed.text.empty() && type.type.allowed != nullptr)
    clause.allowed = {to_source(*type.type.allowed, true), clause.row, 0};
  clause.default_output = text_of(child(node, "defaultOutputEntry"));
  if (const auto kind = extension(node, "column"); kind && is_spreadsheet_type(*kind)) clause.type = *kind;
  return clause;
}

void DmnReader::read_rule(const pugi::xml_node& node, TableSource& table) {
  RuleSource rule;
  rule.id = extension(node, "rule").value_or("");
  if (rule.id.empty()) rule.id = node.attribute("id").value();
  if (rule.id.empty()) rule.id = std::to_string(table.rules.size() + 1);
  bool spelled = false;
  for (const auto part : node.children()) {
    const auto name = local_name(part.name());
    if (name == "inputEntry") rule.tests.push_back(text_of(part));
    if (name == "outputEntry") rule.outputs.push_back(text_of(part));
    if (name == "inputEntry" || name == "outputEntry") {
      rule.sheet.push_back(extension(part, "cell"));
      spelled = spelled || rule.sheet.back();
    }
    if (name == "annotationEntry") rule.notes.push_back(text_of(part).text);
  }
  if (rule.tests.size() != table.inputs.size() || rule.outputs.size() != table.outputs.size())
    return fail(node, rule.id, fmt::format("{} input and {} output entries", rule.tests.size(), rule.outputs.size()),
                fmt::format("{} and {}", table.inputs.size(), table.outputs.size()));
  if (!spelled) rule.sheet.clear();
  table.rules.push_back(std::move(rule));
}

ModelSource read_dmn(std::string_view bytes, const std::string& file, FindingLog& report) {
  ModelSource model;
  model.file = file;
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") bytes.remove_prefix(3);
  DmnReader(bytes, model, report).read();
  return model;
}

}  // namespace zhuqi
