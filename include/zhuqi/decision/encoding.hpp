// How text files are encoded.
#pragma once

#include <string_view>

namespace zhuqi {

enum class TextEncoding { utf8, utf8_bom, gb18030 };

// "utf-8", "utf-8-bom", "gb18030". Throws Refused(invalid_argument), which names these, for anything else.
TextEncoding parse_text_encoding(std::string_view name);

}  // namespace zhuqi
