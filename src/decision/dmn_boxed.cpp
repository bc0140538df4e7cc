// Boxed expressions.
#include "decision/dmn_reader.hpp"

namespace zhuqi {

using Kind = BoxedSource::Kind;

bool DmnReader::read_boxed(const pugi::xml_node& node, BoxedSource& boxed) {
  const auto name = local_name(node.name());
  const auto parts = [&](Kind kind, std::initializer_list<std::string_view> names) {
    boxed.kind = kind;
    for (const auto part : names)
      if (!read_boxed_in(child(node, part), boxed.parts.emplace_back())) return false;
    return true;
  };
  boxed.type = type_of(node);
  if (name == "literalExpression") {
    boxed.text = text_of(node);
  } else if (name == "decisionTable") {
    boxed.kind = Kind::table;
    boxed.table = std::make_shared<TableSource>(read_table(node, reading_, result_));
  } else if (name == "context") {
    read_context(node, boxed);
  } else if (name == "list") {
    boxed.kind = Kind::list;
    for (const auto item : node.children())
      if (item.type() == pugi::node_element) read_boxed(item, boxed.parts.emplace_back());
  } else if (name == "relation") {
    read_relation(node, boxed);
  } else if (name == "invocation") {
    read_invocation(node, boxed);
  } else if (name == "functionDefinition") {
    read_function(node, boxed);
  } else if (name == "conditional") {
    return parts(Kind::conditional, {"if", "then", "else"});
  } else if (name == "filter") {
    return parts(Kind::filter, {"in", "match"});
  } else if (name == "for" || name == "some" || name == "every") {
    boxed.name = node.attribute("iteratorVariable").value();
    return name == "for" ? parts(Kind::each, {"in", "return"})
                         : parts(name == "some" ? Kind::some : Kind::every, {"in", "satisfies"});
  } else {
    unsupported(node);
    return false;
  }
  return true;
}

bool DmnReader::read_boxed_in(const pugi::xml_node& parent, BoxedSource& boxed) {
  for (const auto part : parent.children()) {
    const auto name = local_name(part.name());
    if (part.type() != pugi::node_element || name == "variable" || name == "parameter" || name == "description" ||
        name == "extensionElements" || name == "formalParameter")
      continue;
    return read_boxed(part, boxed);
  }
  return false;
}

// The last entry, if it has no name, is the value of the whole.
void DmnReader::read_context(const pugi::xml_node& node, BoxedSource& boxed) {
  boxed.kind = Kind::context;
  for (const auto entry : node.children()) {
    if (local_name(entry.name()) != "contextEntry") continue;
    auto& part = boxed.parts.emplace_back();
    const auto variable = child(entry, "variable");
    if (!read_boxed_in(entry, part)) unsupported(entry, "an entry without a value");
    part.name = variable.attribute("name").value();
    if (part.type.reference.empty()) part.type = type_of(variable);
  }
}

// A list of contexts.
void DmnReader::read_relation(const pugi::xml_node& node, BoxedSource& boxed) {
  boxed.kind = Kind::list;
  std::vector<std::string> columns;
  for (const auto part : node.children()) {
    if (local_name(part.name()) == "column") columns.emplace_back(part.attribute("name").value());
    if (local_name(part.name()) != "row") continue;
    auto& row = boxed.parts.emplace_back();
    row.kind = Kind::context;
    for (const auto cell : part.children()) {
      if (cell.type() != pugi::node_element) continue;
      auto& entry = row.parts.emplace_back();
      read_boxed(cell, entry);
      if (row.parts.size() <= columns.size()) entry.name = columns[row.parts.size() - 1];
    }
    if (row.parts.size() != columns.size()) unsupported(part, "a row that has not one cell for each column");
  }
}

void DmnReader::read_invocation(const pugi::xml_node& node, BoxedSource& boxed) {
  boxed.kind = Kind::invocation;
  boxed.parts.emplace_back();  // the function, before its arguments
  for (const auto part : node.children()) {
    const auto name = local_name(part.name());
    if (part.type() != pugi::node_element || name == "description" || name == "extensionElements") continue;
    if (name != "binding") {
      read_boxed(part, boxed.parts.front());
      continue;
    }
    auto& argument = boxed.parts.emplace_back();
    if (!read_boxed_in(part, argument)) argument.text.text = "null";
    argument.name = child(part, "parameter").attribute("name").value();
  }
}

void DmnReader::read_function(const pugi::xml_node& node, BoxedSource& boxed) {
  boxed.kind = Kind::function;
  const std::string_view kind = node.attribute("kind").value();
  if (!kind.empty() && kind != "FEEL") unsupported(node, kind);
  for (const auto part : node.children()) {
    if (local_name(part.name()) != "formalParameter") continue;
    auto& parameter = boxed.parameters.emplace_back();
    parameter.name = part.attribute("name").value();
    parameter.type = type_of(part);
  }
  if (!read_boxed_in(node, boxed.parts.emplace_back())) unsupported(node, "a function without a body");
}

}  // namespace zhuqi
