// Text from outside: UTF-8, GB18030, and folding for comparison.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace zhuqi {

// True if `text` is well-formed UTF-8 (no overlong forms, no surrogates, nothing above U+10FFFF).
bool valid_utf8(std::string_view text);

// NFKC, full-width to half-width, and case: "ＡＢｃ①" and "abc1" fold to the same text. Idempotent. Text that is not
// UTF-8 is returned as it is.
std::string fold(std::string_view text);

// True if no character of `text` needs folding for CJK ideographs to be found in it: every ideograph that fold(text)
// has, `text` has in the same place and order. A quick scan; false may be wrong, true is not.
bool ideographs_are_folded(std::string_view text);

// The number of characters (code points) of well-formed UTF-8.
std::size_t count_characters(std::string_view text);

// At most `bytes` bytes of `text`, cut where a character ends.
std::string_view cut(std::string_view text, std::size_t bytes);

// Without white space (also U+3000, U+00A0) at both ends.
std::string_view trim(std::string_view text);

enum class Charset { utf8, utf8_bom, gb18030 };

struct DecodedText {
  std::string text;  // UTF-8, without a byte order mark
  Charset charset = Charset::utf8;
};

// Tells UTF-8, UTF-8 with a byte order mark, and GB18030 (whatever is not UTF-8 but is valid GB18030) apart. Nothing
// if it is none of them.
std::optional<DecodedText> decode_text(std::string_view bytes);

// Nothing if the bytes are not valid in the character set they are converted from.
std::optional<std::string> from_gb18030(std::string_view bytes);
std::optional<std::string> to_gb18030(std::string_view utf8);

}  // namespace zhuqi
