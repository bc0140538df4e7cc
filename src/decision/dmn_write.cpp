// Models as DMN 1.3 XML.
#include <algorithm>
#include <sstream>

#include <fmt/format.h>
#include <pugixml.hpp>

#include <zhuqi/decision/write.hpp>

#include "decision/cell.hpp"
#include "decision/compiled.hpp"
#include "decision/dmn_extension.hpp"
#include "decision/feel/lexer.hpp"

namespace zhuqi {

using Kind = BoxedSource::Kind;

namespace {

// Ids that we give begin so, and no others are written as they stand if they do.
constexpr std::string_view own_id = "zq_";

bool is_xml_name(std::string_view id) {
  const auto starts = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
  };
  const auto goes_on = [&](char c) { return starts(c) || (c >= '0' && c <= '9') || c == '-' || c == '.'; };
  return !id.empty() && starts(id[0]) && std::all_of(id.begin(), id.end(), goes_on);
}

class DmnWriter {
 public:
  explicit DmnWriter(const ModelSource& model) : model_(model) {
    for (const auto& data : model.data) dialect_.names.push_back(data.name);
  }

  std::string write() {
    auto declaration = document_.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
    auto root = document_.append_child("definitions");
    set(root, "xmlns", "https://www.omg.org/spec/DMN/20191111/MODEL/");
    set(root, "xmlns:zhuqi", extension_namespace);
    set(root, "id", fmt::format("{}definitions", own_id));
    set(root, "name", model_.name.empty() ? "model" : model_.name);
    set(root, "namespace", "urn:zhuqi:model");
    for (const auto& item : model_.items) write_item(root.append_child("itemDefinition"), item);
    for (std::size_t i = 0; i < model_.data.size(); ++i) {
      auto node = root.append_child("inputData");
      set(node, "id", id_of(model_.data[i].id, "data", i));
      set(node, "name", model_.data[i].name);
      write_variable(node, model_.data[i].name, model_.data[i].type.reference);
    }
    for (std::size_t i = 0; i < model_.knowledge.size(); ++i) write_knowledge(root, i);
    for (std::size_t i = 0; i < model_.decisions.size(); ++i) write_decision(root, i);
    std::ostringstream out;
    document_.save(out, "  ", pugi::format_default, pugi::encoding_utf8);
    return std::move(out).str();
  }

 private:
  using Node = pugi::xml_node;

  static void set(Node node, const char* name, std::string_view value) {
    node.append_attribute(name) = std::string(value).c_str();
  }

  static std::string id_of(const std::string& id, std::string_view kind, std::size_t i) {
    return is_xml_name(id) ? id : fmt::format("{}{}_{}", own_id, kind, i + 1);
  }

  static void write_text(Node node, const std::string& text) {
    node.append_child("text").append_child(pugi::node_pcdata).set_value(text.c_str());
  }

  static void set_type(Node node, std::string_view reference) {
    if (reference == "list" || reference.empty()) return;
    set(node, "typeRef", reference == "any" ? "Any" : reference);
  }

  static void write_variable(Node parent, const std::string& name, const std::string& reference) {
    auto variable = parent.append_child("variable");
    set(variable, "name", name);
    set_type(variable, reference);
  }

  void write_item(Node node, const ItemSource& item) {
    set(node, "name", item.name);
    if (item.collection) set(node, "isCollection", "true");
    if (!item.reference.empty()) node.append_child("typeRef").text().set(item.reference.c_str());
    if (!item.allowed.text.empty()) write_text(node.append_child("allowedValues"), item.allowed.text);
    for (const auto& component : item.components) write_item(node.append_child("itemComponent"), component);
  }

  void write_requirements(Node node, const std::vector<std::string>& required, bool everything) {
    const auto require = [&](const char* what, const char* whom, const std::string& id) {
      set(node.append_child(what).append_child(whom), "href", "#" + id);
    };
    const auto wanted = [&](const std::string& name) {
      return everything || std::find(required.begin(), required.end(), name) != required.end();
    };
    for (std::size_t i = 0; i < model_.data.size(); ++i)
      if (wanted(model_.data[i].name))
        require("informationRequirement", "requiredInput", id_of(model_.data[i].id, "data", i));
    for (std::size_t i = 0; !everything && i < model_.decisions.size(); ++i)
      if (wanted(model_.decisions[i].name))
        require("informationRequirement", "requiredDecision", id_of(model_.decisions[i].id, "decision", i));
    for (std::size_t i = 0; !everything && i < model_.knowledge.size(); ++i)
      if (wanted(model_.knowledge[i].name))
        require("knowledgeRequirement", "requiredKnowledge", id_of(model_.knowledge[i].id, "knowledge", i));
  }

  // A spreadsheet is called as its file, which may be the name of an input; in DMN a name stands for one thing.
  std::string apart_from_data(std::string name) const {
    const auto taken = [&](const auto& data) { return data.name == name; };
    while (std::any_of(model_.data.begin(), model_.data.end(), taken)) name += " table";
    return name;
  }

  void write_decision(Node root, std::size_t i) {
    const auto& decision = model_.decisions[i];
    if (!decision.unsupported.empty())
      throw Refused(Code::unsupported, fmt::format("«{}» holds what cannot be written: {}", decision.name,
                                                   to_string(decision.unsupported.front())));
    auto node = root.append_child("decision");
    set(node, "id", id_of(decision.id, "decision", i));
    const auto name = model_.sugar ? apart_from_data(decision.name) : decision.name;
    set(node, "name", name);
    write_variable(node, name, decision.type.reference);
    write_requirements(node, decision.required, model_.sugar);
    write_boxed(node, decision.logic);
  }

  void write_knowledge(Node root, std::size_t i) {
    const auto& knowledge = model_.knowledge[i];
    if (!knowledge.unsupported.empty())
      throw Refused(Code::unsupported, fmt::format("«{}» holds what cannot be written: {}", knowledge.name,
                                                   to_string(knowledge.unsupported.front())));
    auto node = root.append_child("businessKnowledgeModel");
    set(node, "id", id_of(knowledge.id, "knowledge", i));
    set(node, "name", knowledge.name);
    write_variable(node, knowledge.name, "");
    auto logic = node.append_child("encapsulatedLogic");
    set_type(logic, knowledge.logic.type.reference);
    write_function(logic, knowledge.logic);
    write_requirements(node, knowledge.required, false);
  }

  void write_function(Node node, const BoxedSource& function) {
    for (const auto& parameter : function.parameters) {
      auto formal = node.append_child("formalParameter");
      set(formal, "name", parameter.name);
      set_type(formal, parameter.type.reference);
    }
    write_boxed(node, function.parts.at(0));
  }

  void write_boxed(Node parent, const BoxedSource& boxed) {
    static constexpr const char* elements[] = {
        "literalExpression", "decisionTable", "context", "list",  "invocation", "functionDefinition",
        "conditional",       "for",           "some",    "every", "filter"};
    auto node = parent.append_child(elements[static_cast<std::size_t>(boxed.kind)]);
    set_type(node, boxed.type.reference);
    const auto parts = [&](std::initializer_list<const char*> names) {
      auto name = names.begin();
      for (const auto& part : boxed.parts) write_boxed(node.append_child(*name++), part);
    };
    switch (boxed.kind) {
      case Kind::literal:
        return write_text(node, boxed.text.text);
      case Kind::table:
        return write_table(node, *boxed.table);
      case Kind::function:
        return write_function(node, boxed);
      case Kind::list:
        for (const auto& part : boxed.parts) write_boxed(node, part);
        return;
      case Kind::context:
        for (const auto& part : boxed.parts) {
          auto entry = node.append_child("contextEntry");
          if (!part.name.empty()) write_variable(entry, part.name, part.type.reference);
          write_boxed(entry, part);
        }
        return;
      case Kind::invocation:
        write_boxed(node, boxed.parts.at(0));
        for (std::size_t i = 1; i < boxed.parts.size(); ++i) {
          auto binding = node.append_child("binding");
          set(binding.append_child("parameter"), "name", boxed.parts[i].name);
          write_boxed(binding, boxed.parts[i]);
        }
        return;
      case Kind::conditional:
        return parts({"if", "then", "else"});
      case Kind::filter:
        return parts({"in", "match"});
      default:
        set(node, "iteratorVariable", boxed.name);
        return parts({"in", boxed.kind == Kind::each ? "return" : "satisfies"});
    }
  }

  std::string test_source(const CellSource& cell, std::string_view type) const {
    return model_.sugar ? to_source(parse_test_cell(cell.text, type, dialect_), true) : cell.text;
  }
  std::string output_source(const CellSource& cell, std::string_view type) const {
    return model_.sugar ? to_source(parse_output_cell(cell.text, type, dialect_)) : cell.text;
  }

  static std::string reference_of(const ClauseSource& clause) {
    return clause.reference.empty() ? std::string(value_type(clause.type)) : clause.reference;
  }

  // FEEL, and beside it what the spreadsheet had, where that differs.
  void write_cell(Node node, const CellSource& cell, const std::string& source,
                  const std::optional<std::string>& sheet) const {
    const auto& written = model_.sugar ? std::optional(cell.text) : sheet;
    if (written && (*written != source || !model_.sugar)) set(node, "zhuqi:cell", *written);
    write_text(node, source);
  }

  void write_table(Node node, const TableSource& table) {
    std::string policy(name(table.policy));
    if (table.policy > HitPolicy::collect) {
      set(node, "aggregation", policy.substr(8));
      policy.resize(7);
    }
    set(node, "hitPolicy", policy);
    for (const auto& clause : table.inputs) {
      auto input = node.append_child("input");
      if (is_spreadsheet_type(clause.type)) set(input, "zhuqi:column", clause.type);
      auto expression = input.append_child("inputExpression");
      set_type(expression, reference_of(clause));
      write_text(expression, clause.expression.text);
      if (!clause.allowed.text.empty())
        write_cell(input.append_child("inputValues"), clause.allowed,
                   test_source(clause.allowed, value_type(clause.type)), clause.allowed_sheet);
    }
    for (const auto& clause : table.outputs) {
      auto output = node.append_child("output");
      set(output, "name", clause.name);
      set_type(output, reference_of(clause));
      if (is_spreadsheet_type(clause.type)) set(output, "zhuqi:column", clause.type);
      if (!clause.allowed.text.empty())
        write_cell(output.append_child("outputValues"), clause.allowed, test_source(clause.allowed, clause.type),
                   clause.allowed_sheet);
      if (!clause.default_output.text.empty())
        write_cell(output.append_child("defaultOutputEntry"), clause.default_output,
                   output_source(clause.default_output, clause.type), clause.default_sheet);
    }
    for (const auto& heading : table.notes) set(node.append_child("annotation"), "name", heading);
    for (std::size_t r = 0; r < table.rules.size(); ++r) write_rule(node.append_child("rule"), table, r);
  }

  void write_rule(Node node, const TableSource& table, std::size_t r) {
    const auto& rule = table.rules[r];
    if (is_xml_name(rule.id) && !rule.id.starts_with(own_id))
      set(node, "id", rule.id);
    else if (rule.id != std::to_string(r + 1))
      set(node, "zhuqi:rule", rule.id);
    const auto entry = [&](const char* element, const CellSource& cell, std::string source, std::size_t at) {
      write_cell(node.append_child(element), cell, source, rule.sheet.empty() ? std::nullopt : rule.sheet[at]);
    };
    for (std::size_t i = 0; i < table.inputs.size(); ++i)
      entry("inputEntry", rule.tests[i], test_source(rule.tests[i], table.inputs[i].type), i);
    for (std::size_t i = 0; i < table.outputs.size(); ++i)
      entry("outputEntry", rule.outputs[i], output_source(rule.outputs[i], table.outputs[i].type),
            table.inputs.size() + i);
    for (std::size_t i = 0; i < table.notes.size(); ++i)
      write_text(node.append_child("annotationEntry"), i < rule.notes.size() ? rule.notes[i] : "");
  }

  const ModelSource& model_;
  feel::Dialect dialect_;
  pugi::xml_document document_;
};

}  // namespace

std::string write_dmn(const DecisionTable& table) { return DmnWriter(table.compiled().source()).write(); }

}  // namespace zhuqi
