#include <fmt/format.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/decision/encoding.hpp>

#include "base/text.hpp"

namespace zhuqi {

TextEncoding parse_text_encoding(std::string_view name) {
  if (name == "utf-8") return TextEncoding::utf8;
  if (name == "utf-8-bom") return TextEncoding::utf8_bom;
  if (name == "gb18030") return TextEncoding::gb18030;
  throw Refused(Code::invalid_argument,
                fmt::format("encoding «{}»: expected utf-8, utf-8-bom or gb18030", cut(name, 40)), "encoding");
}

}  // namespace zhuqi
