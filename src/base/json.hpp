// JSON inside the library: parsing within limits, the canonical form, and reading fields with plain messages.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace zhuqi {

// Keys are kept sorted (std::map), which is what makes the canonical form cheap.
using Json = nlohmann::json;

// Limits of what is read from outside.
inline constexpr std::size_t max_document_bytes = 64 << 20;
inline constexpr int max_document_depth = 64;

// Throws Refused(invalid_document) with the place if the text is not one JSON value in valid UTF-8, is deeper than
// max_document_depth, has a key twice in one object, or is larger than `max_bytes` (then too_large). `what` names the
// document in messages ("calendar file").
Json parse_json(std::string_view text, std::string_view what, std::size_t max_bytes = max_document_bytes);

// The canonical text: keys sorted by bytes, no white space, UTF-8 unescaped, no floating-point numbers in what is
// hashed. The same bytes as Python's json.dumps(x, ensure_ascii=False, sort_keys=True, separators=(",", ":")).
std::string canonical(const Json& value);

}  // namespace zhuqi
