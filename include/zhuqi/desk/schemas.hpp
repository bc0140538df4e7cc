// The JSON Schemas (2020-12) of all documents, made from the same descriptions that read and write them. They say the
// shape: which fields there are, of what kind, which may be left out. What fits the state of a need is the desk's to
// say.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace zhuqi {

// "command", "event", "enterprise", …: sorted.
std::vector<std::string> schema_names();

// The schema of this name, as indented JSON text that ends with a line feed, and needs no other. Throws
// Refused(not_found) with the names that there are.
std::string schema_document(std::string_view name);

}  // namespace zhuqi
