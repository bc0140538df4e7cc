#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <pugixml.hpp>

#include "base/text.hpp"
#include "decision/cell.hpp"
#include "decision/csv_table.hpp"
#include "decision/dmn.hpp"

namespace zhuqi {

namespace {

constexpr int max_xml_depth = 64;

std::string_view local(const char* name) {
  const std::string_view full(name);
  const auto colon = full.find(':');
  return colon == std::string_view::npos ? full : full.substr(colon + 1);
}

struct ItemType {
  std::string base = "any";  // a FEEL type
  std::string allowed;
  std::map<std::string, ItemType> components;
};

class Reader {
 public:
  Reader(std::string_view bytes, FindingLog& report) : bytes_(bytes), report_(report) {}

  void read(ModelSource& model) {
    if (!load()) return;
    const auto root = document_.document_element();
    if (local(root.name()) != "definitions")
      return fail(root, root.name(), "not a DMN model", "the element «definitions»");
    model.name = root.attribute("name").value();
    for (const auto item : root.children())
      if (local(item.name()) == "itemDefinition") types_[item.attribute("name").value()] = {item, {}, false};
    read_input_data(root, model);
    for (const auto child : root.children())
      if (local(child.name()) == "decision") names_[child.attribute("id").value()] = child.attribute("name").value();
    for (const auto child : root.children()) read_element(child, model);
    if (model.decisions.empty()) fail(root, "", "no decision in this model", "at least one element «decision»");
  }

 private:
  struct Definition {
    pugi::xml_node node;
    ItemType type;
    bool done = false;
  };

  bool load() {
    if (bytes_.find("<!DOCTYPE") != std::string_view::npos || bytes_.find("<!ENTITY") != std::string_view::npos) {
      report_.error(0, 0, "", "document types and entities are not read", "plain XML");
      return false;
    }
    if (too_deep()) {
      report_.error(0, 0, "", fmt::format("nested deeper than {} elements", max_xml_depth), "a flat model");
      return false;
    }
    const auto result =
        document_.load_buffer(bytes_.data(), bytes_.size(), pugi::parse_default | pugi::parse_ws_pcdata_single);
    if (!result)
      report_.error(line_at(static_cast<std::size_t>(result.offset)), 0, "",
                    fmt::format("not well-formed XML: {}", result.description()), "");
    return static_cast<bool>(result);
  }

  // Before anything recurses over the tree: how deep do the tags go?
  bool too_deep() const {
    int depth = 0;
    for (auto i = bytes_.find('<'); i != std::string_view::npos && i + 1 < bytes_.size(); i = bytes_.find('<', i + 1)) {
      const char next = bytes_[i + 1];
      if (next == '!' || next == '?') continue;
      const auto close = bytes_.find('>', i);
      if (close == std::string_view::npos) return false;
      if (next == '/')
        --depth;
      else if (bytes_[close - 1] != '/' && ++depth > max_xml_depth)
        return true;
    }
    return false;
  }

  int line_at(std::size_t offset) {
    for (; counted_ < std::min(offset, bytes_.size()); ++counted_) line_ += bytes_[counted_] == '\n';
    return offset >= counted_ ? line_
                              : 1 + static_cast<int>(std::count(
                                        bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
  }
  int line_of(const pugi::xml_node& node) {
    return line_at(static_cast<std::size_t>(std::max<std::ptrdiff_t>(node.offset_debug(), 0)));
  }

  void fail(const pugi::xml_node& node, std::string_view value, std::string message, std::string expected = {}) {
    report_.error(line_of(node), 0, value, std::move(message), std::move(expected));
  }
  void unsupported(const pugi::xml_node& node) {
    fail(node, node.name(), "this element is not supported", "decision tables and literal expressions");
  }

  static pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
    for (const auto each : node.children())
      if (local(each.name()) == name) return each;
    return {};
  }

  CellSource text_of(const pugi::xml_node& node) {
    CellSource cell;
    if (!node) return cell;
    for (const auto part : child(node, "text").children()) cell.text += part.value();
    cell.text = trim(cell.text);
    cell.row = line_of(node);
    return cell;
  }

  // FEEL's name for a type reference: "feel:number", "number", "tAmount".
  ItemType type_of(const std::string& reference, int depth = 0) {
    static const std::map<std::string, std::string, std::less<>> built_in = {
        {"string", "string"},
        {"number", "number"},
        {"boolean", "boolean"},
        {"date", "date"},
        {"time", "time"},
        {"date and time", "date and time"},
        {"dateTime", "date and time"},
        {"days and time duration", "days and time duration"},
        {"dayTimeDuration", "days and time duration"},
        {"years and months duration", "years and months duration"},
        {"yearMonthDuration", "years and months duration"},
        {"Any", "any"},
        {"any", "any"},
        {"integer", "number"},
        {"long", "number"},
        {"double", "number"}};
    if (const auto own = types_.find(reference); own != types_.end() && depth < 16) {
      if (!own->second.done) own->second.type = read_type(own->second.node, depth + 1);
      own->second.done = true;
      return own->second.type;
    }
    ItemType type;
    const auto found = built_in.find(reference);
    const auto plain = found != built_in.end() ? found : built_in.find(reference.substr(reference.find(':') + 1));
    if (plain != built_in.end()) type.base = plain->second;
    return type;
  }

  ItemType read_type(const pugi::xml_node& node, int depth) {
    ItemType type;
    if (const auto reference = child(node, "typeRef"))
      type = type_of(std::string(trim(reference.child_value())), depth);
    if (const auto allowed = child(node, "allowedValues")) type.allowed = text_of(allowed).text;
    for (const auto part : node.children())
      if (local(part.name()) == "itemComponent" && depth < 16)
        type.components[part.attribute("name").value()] = read_type(part, depth + 1);
    if (!type.components.empty()) type.base = "context";
    if (std::string_view(node.attribute("isCollection").value()) == "true") type = {"list", "", {}};
    return type;
  }

  void read_input_data(const pugi::xml_node& root, ModelSource& model) {
    for (const auto node : root.children()) {
      if (local(node.name()) != "inputData") continue;
      const std::string name = node.attribute("name").value();
      names_[node.attribute("id").value()] = name;
      data_types_[name] = type_of(child(node, "variable").attribute("typeRef").value());
      const auto& base = data_types_[name].base;
      model.input_data.emplace_back(name, base == "context" || base == "list" ? "any" : base);
    }
  }

  void read_element(const pugi::xml_node& node, ModelSource& model) {
    static const std::set<std::string_view> silent = {
        "itemDefinition",       "inputData",        "extensionElements", "description",       "DMNDI",
        "knowledgeSource",      "textAnnotation",   "association",       "elementCollection", "group",
        "performanceIndicator", "organizationUnit", "artifact"};
    const auto name = local(node.name());
    if (name == "decision")
      read_decision(node, model);
    else if (node.type() == pugi::node_element && !silent.contains(name))
      unsupported(node);
  }

  void read_decision(const pugi::xml_node& node, ModelSource& model) {
    DecisionSource decision;
    decision.name = node.attribute("name").value();
    decision.id = node.attribute("id").value();
    bool logic = false;
    for (const auto part : node.children()) {
      const auto name = local(part.name());
      if (name == "informationRequirement") {
        read_requirement(part, decision);
      } else if (name == "decisionTable") {
        logic = true;
        read_table(part, decision);
      } else if (name == "literalExpression") {
        logic = true;
        decision.is_table = false;
        decision.expression = text_of(part);
        const auto base = type_of(child(node, "variable").attribute("typeRef").value()).base;
        decision.type = base == "context" || base == "list" ? "any" : base;
      } else if (name == "context" || name == "invocation" || name == "relation" || name == "list" ||
                 name == "functionDefinition" || name == "knowledgeRequirement" || name == "conditional" ||
                 name == "for" || name == "every" || name == "some" || name == "filter") {
        logic = true;
        unsupported(part);
      }
    }
    if (!logic) fail(node, decision.name, "a decision without logic", "a decisionTable or a literalExpression");
    model.decisions.push_back(std::move(decision));
  }

  void read_requirement(const pugi::xml_node& node, DecisionSource& decision) {
    for (const auto part : node.children()) {
      std::string href = part.attribute("href").value();
      if (href.empty()) continue;
      const auto known = names_.find(href.substr(href.find('#') + 1));
      if (known == names_.end() || href[0] != '#')
        fail(part, href, "this requirement is not in the model", "a decision or input data of the same file");
      else
        decision.required.push_back(known->second);
    }
  }

  void read_table(const pugi::xml_node& node, DecisionSource& decision) {
    std::string policy = node.attribute("hitPolicy").value();
    const std::string aggregation = node.attribute("aggregation").value();
    if (policy.empty()) policy = "UNIQUE";
    if (!aggregation.empty()) policy += " " + aggregation;
    const auto parsed = parse_hit_policy(policy);
    if (!parsed)
      fail(node, policy, "not a hit policy", "UNIQUE, ANY, PRIORITY, FIRST, RULE ORDER, OUTPUT ORDER or COLLECT");
    decision.policy = parsed.value_or(HitPolicy::unique);
    for (const auto part : node.children()) {
      const auto name = local(part.name());
      if (name == "input") decision.inputs.push_back(read_input(part));
      if (name == "output") decision.outputs.push_back(read_output(part, decision, node));
    }
    if (decision.outputs.empty()) fail(node, decision.name, "a table without outputs", "at least one element «output»");
    for (const auto part : node.children())
      if (local(part.name()) == "rule") read_rule(part, decision);
  }

  ClauseSource read_input(const pugi::xml_node& node) {
    ClauseSource clause;
    const auto expression = child(node, "inputExpression");
    clause.expression = text_of(expression);
    clause.name = clause.expression.text;
    clause.row = line_of(node);
    auto type = type_of(expression.attribute("typeRef").value());
    if (const auto data = data_types_.find(clause.name); data != data_types_.end()) {
      if (type.base == "any") type.base = data->second.base;
      if (type.allowed.empty()) type.allowed = data->second.allowed;
    }
    clause.type = type.base == "context" || type.base == "list" ? "any" : type.base;
    clause.allowed = text_of(child(node, "inputValues"));
    if (clause.allowed.text.empty()) clause.allowed = {type.allowed, clause.row, 0};
    return clause;
  }

  ClauseSource read_output(const pugi::xml_node& node, const DecisionSource& decision, const pugi::xml_node& table) {
    ClauseSource clause;
    clause.name = node.attribute("name").value();
    clause.row = line_of(node);
    auto type = type_of(node.attribute("typeRef").value());
    auto whole = type_of(child(table.parent(), "variable").attribute("typeRef").value());
    if (!*node.attribute("typeRef").value()) {
      const auto part = whole.components.find(clause.name);
      if (part != whole.components.end())
        type = part->second;
      else if (clause.name.empty() && !gives_list(decision.policy) && whole.base != "list" && whole.base != "context")
        type = whole;
    }
    if (clause.name.empty()) clause.name = decision.name;
    clause.type = type.base == "context" || type.base == "list" ? "any" : type.base;
    clause.allowed = text_of(child(node, "outputValues"));
    if (clause.allowed.text.empty()) clause.allowed = {type.allowed, clause.row, 0};
    clause.default_output = text_of(child(node, "defaultOutputEntry"));
    return clause;
  }

  static bool gives_list(HitPolicy policy) {
    return policy == HitPolicy::rule_order || policy == HitPolicy::output_order || policy == HitPolicy::collect;
  }

  void read_rule(const pugi::xml_node& node, DecisionSource& decision) {
    RuleSource rule;
    rule.id = node.attribute("id").value();
    if (rule.id.empty()) rule.id = std::to_string(decision.rules.size() + 1);
    for (const auto part : node.children()) {
      const auto name = local(part.name());
      if (name == "inputEntry") rule.tests.push_back(text_of(part));
      if (name == "outputEntry") rule.outputs.push_back(text_of(part));
      if (name == "annotationEntry") rule.note = text_of(part).text;
    }
    if (rule.tests.size() != decision.inputs.size() || rule.outputs.size() != decision.outputs.size())
      return fail(node, rule.id, fmt::format("{} input and {} output entries", rule.tests.size(), rule.outputs.size()),
                  fmt::format("{} and {}", decision.inputs.size(), decision.outputs.size()));
    decision.rules.push_back(std::move(rule));
  }

  std::string_view bytes_;
  FindingLog& report_;
  pugi::xml_document document_;
  std::map<std::string, Definition> types_;
  std::map<std::string, std::string> names_;  // of decisions and input data, by id
  std::map<std::string, ItemType> data_types_;
  std::size_t counted_ = 0;
  int line_ = 1;
};

}  // namespace

ModelSource read_dmn(std::string_view bytes, const std::string& file, FindingLog& report) {
  ModelSource model;
  model.file = file;
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") bytes.remove_prefix(3);
  Reader(bytes, report).read(model);
  return model;
}

}  // namespace zhuqi
