// Item definitions and references to types.
#include <algorithm>

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>

#include "base/text.hpp"
#include "decision/dmn_reader.hpp"
#include "decision/feel/parser.hpp"

namespace zhuqi {

namespace {

constexpr int max_type_depth = 16;
constexpr std::size_t max_items = 10'000;
constexpr std::size_t max_type_parts = 1'000'000;  // that all references together stand for

std::size_t parts_of(const feel::Type& type) {
  std::size_t parts = 1;
  for (const auto& [name, part] : type.parts) parts += parts_of(part);
  return parts;
}

// FEEL's name for a type of FEEL or of XML Schema; empty if it is none.
std::string built_in(std::string reference) {
  static const std::map<std::string, std::string, std::less<>> names = {
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
      {"list", "list"},
      {"context", "context"},
      {"integer", "number"},
      {"decimal", "number"},
      {"long", "number"},
      {"double", "number"}};
  auto found = names.find(reference);
  if (found == names.end()) found = names.find(reference.substr(reference.find(':') + 1));
  return found != names.end() ? found->second : "";
}

}  // namespace

void DmnReader::read_items(const pugi::xml_node& root) {
  for (const auto node : root.children())
    if (local_name(node.name()) == "itemDefinition") model_.items.push_back(read_item(node));
  if (model_.items.size() > max_items) {
    report_.error(0, 0, "", fmt::format("{} item definitions", model_.items.size()),
                  fmt::format("at most {}", max_items));
    return;
  }
  for (const auto& item : model_.items) model_.types[item.name] = meaning(item, 0);
}

ItemSource DmnReader::read_item(const pugi::xml_node& node) {
  ItemSource item;
  item.name = node.attribute("name").value();
  item.reference = trim(child(node, "typeRef").child_value());
  item.collection = std::string_view(node.attribute("isCollection").value()) == "true";
  item.allowed = text_of(child(node, "allowedValues"));
  for (const auto part : node.children()) {
    const auto kind = local_name(part.name());
    if (kind == "itemComponent") item.components.push_back(read_item(part));
    if (kind == "typeConstraint" && !item.collection) item.allowed = text_of(part);
  }
  return item;
}

bool DmnReader::counted(std::size_t parts, const std::string& name) {
  const bool fitted = type_parts_ <= max_type_parts;
  type_parts_ += parts;
  if (fitted && type_parts_ > max_type_parts)
    report_.error(0, 0, name, "types of types that grow without bound",
                  fmt::format("at most {} parts", max_type_parts));
  return type_parts_ <= max_type_parts;
}

feel::Type DmnReader::meaning(const ItemSource& item, int depth) {
  if (!counted(1, item.name)) return {};
  auto type = item.components.empty() ? type_named(item.reference, depth + 1) : feel::Type();
  for (const auto& component : item.components) {
    type.base = "context";
    if (depth < max_type_depth) type.parts.emplace_back(component.name, meaning(component, depth + 1));
  }
  if (!item.allowed.text.empty()) {
    try {
      type.allowed = std::make_shared<const feel::Expression>(feel::parse_tests(item.allowed.text, {}));
    } catch (const Refused& refused) {
      report_.error(item.allowed, refused.what(), refused.where());
    }
  }
  if (!item.collection) return type;
  feel::Type list;
  list.base = "list";
  if (!type.is_any()) list.parts.emplace_back("", std::move(type));
  return list;
}

feel::Type DmnReader::type_named(const std::string& reference, int depth) {
  if (const auto known = model_.types.find(reference); known != model_.types.end())
    return counted(parts_of(known->second), reference) ? known->second : feel::Type();
  const auto own = std::find_if(model_.items.begin(), model_.items.end(),
                                [&](const auto& item) { return !reference.empty() && item.name == reference; });
  if (own != model_.items.end() && depth < max_type_depth) return meaning(*own, depth);
  feel::Type type;
  if (const auto base = built_in(reference); !base.empty()) type.base = base;
  return type;
}

TypeSource DmnReader::type_of(const pugi::xml_node& node) {
  TypeSource source;
  source.reference = node.attribute("typeRef").value();
  source.type = type_named(source.reference);
  const bool own = model_.types.contains(source.reference);
  if (const auto base = built_in(source.reference); !own && !base.empty())
    source.reference = base == "any" ? "Any" : base;
  return source;
}

}  // namespace zhuqi
