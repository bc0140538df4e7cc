// How text files are encoded.
#pragma once

namespace zhuqi {

enum class TextEncoding { utf8, utf8_bom, gb18030 };

}  // namespace zhuqi
