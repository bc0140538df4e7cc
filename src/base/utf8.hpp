// Whether text is UTF-8, in the ways that valid_utf8() of text.hpp chooses between.
#pragma once

#include <cstddef>
#include <string_view>

namespace zhuqi {

bool valid_utf8_by_characters(std::string_view text);

#if defined(__x86_64__)
bool valid_utf8_avx2(const char* text, std::size_t size);  // where the machine has AVX2
#endif

}  // namespace zhuqi
