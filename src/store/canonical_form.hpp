// Whether a text is what zhuqi::canonical writes: checked where events enter the ledger, without building the value.
#pragma once

#include <string_view>

namespace zhuqi {

bool is_utf8(std::string_view text);

// One JSON object: keys sorted by bytes and each once, no white space, no needless escapes, whole numbers within 64
// bits, at most 64 levels, valid UTF-8.
bool is_canonical_object(std::string_view text);

}  // namespace zhuqi
