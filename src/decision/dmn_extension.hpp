// What a spreadsheet says beyond DMN, kept in the XML as attributes of our own: DMN allows them, and editors leave
// them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pugi {
class xml_node;
}

namespace zhuqi {

inline constexpr std::string_view extension_namespace = "urn:zhuqi:decision-table";

// The attribute zhuqi:NAME.
std::optional<std::string> extension(const pugi::xml_node& node, std::string_view name);

// A kind of column that DMN has no type for: code, keywords, list.
bool is_spreadsheet_type(std::string_view type);

}  // namespace zhuqi
